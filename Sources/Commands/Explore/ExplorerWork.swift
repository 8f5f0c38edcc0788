import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Machine
import Segmentation
import Tables

/// What the page of `%explore` shows, computed from the session and what is chosen.
///
/// What costs time is kept while table and features stay the same: prepared features, the plane of the map, and every segmentation
/// that was looked at. A tree is grown once and cut for each number of segments.
struct ExplorerWork: Sendable {
  /// What is shown was made of these.
  private struct Basis: Equatable {
    var table: Int?
    /// nil for features that nobody asked for.
    var features: Int?

    init(of session: Session) {
      table = session.current?.stamp
      let isAsked = session.madeFeatures?.value.isImplied == false
      features = isAsked ? session.madeFeatures?.stamp : nil
    }
  }

  private struct Key: Hashable {
    var method: Int
    var k: Int
  }

  private var basis: Basis?
  /// The session with features, as it was when the basis was taken.
  private var prepared: Session?
  private var plane: ExplorerPlane?
  private var segmentations: [Key: CustomerSegmentation] = [:]
  /// Markup of what was drawn, by what it was drawn from.
  private var parts: [[String]: String] = [:]
  private var partBytes = 0
  /// The revision of the session that `parts` were drawn from.
  private var revision = -1
  /// More segments than different customers cannot be had.
  private(set) var mostSegments = ExplorerChoices.counts.upperBound
  /// The segmentation that is shown: the next one takes colours from it.
  private(set) var shown: CustomerSegmentation?

  /// Rows times segmentations that are kept; more would hold memory for what is made anew in time.
  private static let mostKept = 2_000_000
  /// Bytes of markup that are kept.
  private static let mostBytes = 32 << 20

  /// Brings what is kept up to the session.
  /// - Returns: whether table or features are others than before.
  /// - Throws: `missingStage` without a table; what the recipe throws.
  mutating func follow(_ session: Session, _ context: ComputeContext) throws -> Bool {
    if revision != session.revision { forgetParts() }
    revision = session.revision
    guard basis != Basis(of: session) else {
      // Names, settings and a finer map may have come.
      let made = prepared?.madeFeatures
      var draft = session
      if session.state(of: .features) != .current, let made {
        draft.setFeatures(made.value.preparation, isImplied: true)
      }
      prepared = draft
      if session.state(of: .map) == .current, plane?.isMap == false {
        plane = nil
        forgetParts()
      }
      return false
    }
    var draft = session
    _ = try draft.preparedFeatures(context)
    self = ExplorerWork()
    revision = session.revision
    basis = Basis(of: session)
    prepared = draft
    let different = try draft.features().features.countOfDistinctRows(
      upTo: ExplorerChoices.counts.upperBound, context: context)
    mostSegments = max(ExplorerChoices.counts.lowerBound, different)
    if let current = session.currentWholeSegmentation { shown = current }
    return true
  }

  /// Whether anything was made yet.
  var hasFollowed: Bool { basis != nil }

  /// Whether table and features are those that were followed last.
  func isUp(to session: Session) -> Bool { basis == Basis(of: session) }

  private func followed() throws(Mistake) -> Session {
    guard let prepared else { throw Mistake(.missingStage(.table)) }
    return prepared
  }

  /// The session with the segments that are chosen, for the commands that draw them.
  /// - Throws: `SegmentationError`, `CancellationError`.
  mutating func segmented(_ choices: ExplorerChoices, _ context: ComputeContext) throws -> Session {
    let segmentation = try segmentation(choices, context)
    shown = segmentation
    var draft = try followed()
    draft.setSegmentation(segmentation)
    return draft
  }

  /// The same without scores, where that takes a cut through a tree that is there: a map needs no more, and scores take longer.
  /// - Returns: nil where the tree is yet to grow, or the scores are there.
  func cut(_ choices: ExplorerChoices, _ context: ComputeContext) throws -> Session? {
    let key = key(of: choices)
    guard segmentations[key] == nil, key.k > 0, ofMethod(choices)?.dendrogram != nil else { return nil }
    var draft = try followed()
    draft.setSegmentation(try made(choices, isScored: false, context))
    return draft
  }

  private mutating func segmentation(
    _ choices: ExplorerChoices, _ context: ComputeContext
  ) throws -> CustomerSegmentation {
    let key = key(of: choices)
    if let known = segmentations[key] { return known }
    let made = try made(choices, isScored: true, context)
    if segmentations.count * made.labels.count >= Self.mostKept { segmentations = [:] }
    segmentations[key] = made
    return made
  }

  private func key(of choices: ExplorerChoices) -> Key {
    Key(method: choices.method, k: MethodChoices.variants[choices.method].findsCount ? 0 : choices.k)
  }

  /// One of the same method, which has the tree.
  private func ofMethod(_ choices: ExplorerChoices) -> CustomerSegmentation? {
    segmentations.first { $0.key.method == choices.method }?.value
  }

  private func made(
    _ choices: ExplorerChoices, isScored: Bool, _ context: ComputeContext
  ) throws -> CustomerSegmentation {
    let method = MethodChoices.variants[choices.method]
    let session = try followed()
    let options = ClusterOptions(k: method.findsCount ? .auto : .fixed(choices.k), method: method, seed: session.seed)
    // Without one of the same method, colours are taken from what is shown.
    return try CustomerSegmentation.make(
      of: try session.features(), options: options, previous: ofMethod(choices) ?? shown, isScored: isScored,
      context: context)
  }

  /// Markup that was made before from the same, else made now.
  /// - Parameter details: what it depends on beside the segmentation.
  mutating func part<Failure: Error>(
    _ name: String, _ choices: ExplorerChoices, _ details: [String],
    make: (inout ExplorerWork) throws(Failure) -> String
  ) throws(Failure) -> String {
    try part([name, choices.segmentationLine] + details, make: make)
  }

  /// - Parameter key: what it is, and all that it depends on beside table and features.
  mutating func part<Failure: Error>(
    _ key: [String], make: (inout ExplorerWork) throws(Failure) -> String
  ) throws(Failure) -> String {
    if let known = parts[key] { return known }
    let made = try make(&self)
    if partBytes + made.utf8.count > Self.mostBytes { forgetParts() }
    parts[key] = made
    partBytes += made.utf8.count
    return made
  }

  private mutating func forgetParts() {
    parts = [:]
    partBytes = 0
  }

  /// Where the customers stand on the map: the session's map while it is current, else their first two principal components.
  mutating func plane(_ context: ComputeContext) throws -> ExplorerPlane {
    if let plane { return plane }
    let made = try ExplorerPlane(of: try followed(), context)
    plane = made
    return made
  }
}
