import CommandLanguage
import Graphics
import Segmentation

/// What was made of the table in use; other tables keep theirs until they are in use again.
extension Session {
  /// Stands for nothing, and takes nothing, before there is a table.
  private var work: TableWork {
    get { current.flatMap { works[$0.value.name] } ?? TableWork() }
    set { if let current { works[current.value.name] = newValue } }
  }

  package var madeFeatures: Stamped<Features>? {
    get { work.features }
    set { work.features = newValue }
  }

  package var madeSegmentation: Stamped<CustomerSegmentation>? {
    get { work.segmentation }
    set { work.segmentation = newValue }
  }

  var keptSegments: Stamped<KeptSegments>? {
    get { work.kept }
    set { work.kept = newValue }
  }

  private var originalNames: OriginalNames? {
    get { work.original }
    set { work.original = newValue }
  }

  var replacedSegmentation: Stamped<CustomerSegmentation>? {
    get { work.replaced }
    set { work.replaced = newValue }
  }

  var segmentedRows: Int? {
    get { work.segmentedRows }
    set { work.segmentedRows = newValue }
  }

  package var madeMap: Stamped<CustomerMap>? {
    get { work.map }
    set { work.map = newValue }
  }

  package var restoredModel: Stamped<String>? {
    get { work.restoredModel }
    set { work.restoredModel = newValue }
  }

  /// How stable the segments are is measured, which is no change that `%undo` takes back.
  var madeStability: Stamped<MeasuredStability>? {
    get { current.flatMap { measured[$0.value.name] } }
    set { if let current { measured[current.value.name] = newValue } }
  }

  /// Whether a table of the session has current segments.
  package func hasSegments(of table: String) -> Bool {
    tables.firstIndex { $0.value.name == table }.map { using($0).currentSegmentation != nil } ?? false
  }

  /// The session with another of its tables in use.
  package func using(_ index: Int) -> Session {
    var session = self
    session.currentTable = index
    return session
  }
}

// MARK: Segments of the rows that stay

extension Session {
  /// The segments that a filter kept, while nothing else was prepared by command for the rows that are left.
  var currentKept: KeptSegments? {
    guard let kept = keptSegments, kept.parent == current?.stamp else { return nil }
    return state(of: .features) == .current && madeFeatures?.value.isImplied == false ? nil : kept.value
  }

  /// The current segments for some rows of the current table; nil where there are none, or none of these rows is in one.
  /// - Parameter restriction: how the rows were chosen, in words.
  func segments(keeping rows: [Int], restriction: String?) -> KeptSegments? {
    guard var kept = allSegments,
      let left = kept.segmentation.keeping(rows: rows, restriction: restriction)
    else { return nil }
    kept.segmentation = left
    return kept
  }

  /// The current segments, to be kept for other columns of the same rows; nil where there are none.
  var allSegments: KeptSegments? {
    if let currentKept { return currentKept }
    guard let segmentation = currentSegmentation, let madeFeatures, let madeSegmentation else { return nil }
    return KeptSegments(segmentation: segmentation, features: madeFeatures, whole: madeSegmentation)
  }

  /// Lets features and segments speak of columns by other names, of the table that has them.
  mutating func renameWork(_ names: [String: String], of table: Int) {
    guard var features = madeFeatures else { return }
    if originalNames?.features.stamp != features.stamp { originalNames = OriginalNames(features: features) }
    originalNames?.rename(names)
    features.value.preparation = features.value.preparation.renaming(names)
    features.parent = table
    madeFeatures = features
    if let made = madeSegmentation { madeSegmentation?.value = made.value.renaming(names) }
  }

  /// Puts features and segments back as they were when the table is again the one they were made from.
  private mutating func bringBackNames() {
    guard let original = originalNames else { return }
    originalNames = nil
    guard original.features.stamp == madeFeatures?.stamp, original.features.parent == current?.stamp else { return }
    madeFeatures = original.features
    if let made = madeSegmentation { madeSegmentation?.value = made.value.renaming(original.names) }
  }

  /// Puts the segments of all rows back when the table is again the one they were made from.
  mutating func bringBackSegments() {
    let original = originalNames
    bringBackNames()
    guard let kept = keptSegments else { return }
    var (features, whole) = (kept.value.features, kept.value.whole)
    if let original, original.features.stamp == features.stamp {
      features = original.features
      whole.value = whole.value.renaming(original.names)
    }
    if features.parent == current?.stamp {
      madeFeatures = features
      madeSegmentation = whole
    }
    keptSegments = nil
  }

  /// The current segmentation, if all rows that were segmented are there.
  package var currentWholeSegmentation: CustomerSegmentation? {
    currentSegmentation.flatMap { $0.whole == nil ? $0 : nil }
  }

  /// The segmentation of all rows that were segmented.
  /// - Parameter subject: what needs them, to begin a sentence: "a silhouette".
  /// - Throws: as `segmentation()`; `refused` where a filter took rows away.
  package func wholeSegmentation(for subject: String) throws(Mistake) -> CustomerSegmentation {
    let segmentation = try segmentation()
    guard let whole = segmentation.whole else { return segmentation }
    throw Mistake(
      .refused(
        name: "FilteredSegments",
        message: "\(subject) is of all rows that were segmented, and of these \(NumberText.count(whole.rowCount)) only "
          + "\(NumberText.count(segmentation.preparation.tableRowCount)) are left",
        remedy: "%cluster segments those that are left; %reset brings the others back"))
  }
}
