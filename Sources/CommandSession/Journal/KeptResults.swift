import Analysis
import FoundationEssentials
import Machine
import Remote
import Segmentation
import Tables

/// What a line made that is kept as a value, and put back instead of being computed again: segments, maps, measured stability.
struct KeptResults: Sendable, Codable {
  /// What the line changed of one table's work.
  struct Work: Sendable, Codable {
    /// Features that nobody asked for: the standard recipe makes them again, sooner than they are read.
    struct Implied: Sendable, Codable {
      let stamp: Int
      let parent: Int?
    }

    struct Division: Sendable, Codable {
      let segmentation: Stamped<CustomerSegmentation>?
      let original: OriginalNames?
      let kept: Stamped<KeptSegments>?
      let replaced: Stamped<CustomerSegmentation>?
      let segmentedRows: Int?
    }

    /// What can be there or not, and was changed.
    struct Change<Value: Sendable & Codable>: Sendable, Codable {
      let value: Value?
    }

    var implied: Implied?
    var features: Change<Stamped<Features>>?
    var division: Division?
    var map: Change<Stamped<CustomerMap>>?
    var restoredModel: Change<Stamped<String>>?
  }

  /// Segments of a table that stays in its database, whose rows stay there too.
  struct Remote: Sendable, Codable {
    let fit: RemoteFit?
    let stamp: Int
  }

  private var works: [String: Work] = [:]
  private var measured: [String: Stamped<MeasuredStability>] = [:]
  private var remotes: [String: Remote] = [:]

  /// What changed from `before` to `after`; nil where nothing that takes long did, or something else did too: then the line is run again.
  init?(from before: Session, to after: Session) {
    var isWorthKeeping = false
    for part in after.parts(changedSince: before) {
      switch part {
      case .table, .tableInUse, .connection, .parameter, .seed, .configuration: return nil
      case .stability(let name):
        guard let stability = after.measured[name] else { return nil }
        measured[name] = stability
        isWorthKeeping = true
      case .remote(let name):
        guard let work = after.remote(named: name), work.value.table == before.remote(named: name)?.value.table else {
          return nil
        }
        remotes[name] = Remote(fit: work.value.fit, stamp: work.stamp)
        isWorthKeeping = true
      case .features(let name):
        guard let work = after.works[name] else { return nil }
        let isStandard =
          work.features?.value.isImplied == true
          && work.restoredModel?.stamp == before.works[name]?.restoredModel?.stamp
        if isStandard, let features = work.features {
          works[name, default: Work()].implied = Work.Implied(stamp: features.stamp, parent: features.parent)
        } else {
          works[name, default: Work()].features = Work.Change(value: work.features)
        }
      case .segmentation(let name):
        guard let work = after.works[name] else { return nil }
        works[name, default: Work()].division = Work.Division(
          segmentation: work.segmentation, original: work.original, kept: work.kept, replaced: work.replaced,
          segmentedRows: work.segmentedRows)
        isWorthKeeping = isWorthKeeping || work.segmentation?.stamp != before.works[name]?.segmentation?.stamp
      case .map(let name):
        guard let work = after.works[name] else { return nil }
        works[name, default: Work()].map = Work.Change(value: work.map)
        isWorthKeeping = true
      case .restoredModel(let name):
        works[name, default: Work()].restoredModel = Work.Change(value: after.works[name]?.restoredModel)
      }
    }
    if !isWorthKeeping { return nil }
  }

  /// Puts these results in the place of what a session has, features aside that nobody asked for.
  private func install(in session: inout Session) {
    for (name, work) in works {
      var made = session.works[name] ?? TableWork()
      if let features = work.features { made.features = features.value }
      if let division = work.division {
        made.segmentation = division.segmentation
        made.original = division.original
        made.kept = division.kept
        made.replaced = division.replaced
        made.segmentedRows = division.segmentedRows
      }
      if let map = work.map { made.map = map.value }
      if let model = work.restoredModel { made.restoredModel = model.value }
      session.works[name] = made
    }
    for (name, stability) in measured { session.measured[name] = stability }
    for index in session.remotes.indices {
      guard let remote = remotes[session.remotes[index].value.table.name] else { continue }
      let table = session.remotes[index].value.table
      session.remotes[index] = Stamped(
        value: RemoteWork(table: table, fit: remote.fit), stamp: remote.stamp, parent: nil)
    }
  }
}

// MARK: As bytes

extension KeptResults {
  /// - Parameter before: the session that the line found: what it has need not be written once more.
  /// - Throws: what a value throws that cannot be encoded.
  func data(over before: Session, to after: Session) throws -> Data {
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    var known = before
    for name in works.keys where works[name]?.implied != nil {
      known.works[name, default: TableWork()].features = after.works[name]?.features
    }
    encoder.userInfo[.sharedArrays] = SharedArrays(of: known, tables: Set(works.keys).sorted())
    return try encoder.encode(self)
  }

  /// A session with the results that `data` wrote in the place of what it has.
  ///
  /// Read in two goes: features that are made again have to be there before what is made of them is read.
  /// - Parameter before: what the line found.
  /// - Throws: `DecodingError`; what the standard recipe throws; an interrupt.
  static func installed(_ data: Data, in before: Session, context: ComputeContext) throws -> Session {
    var session = before
    let decoder = PropertyListDecoder()
    let outline = try decoder.decode(Outline.self, from: data)
    for (name, work) in outline.works {
      guard let implied = work.implied, let table = session.table(named: name)?.value else { continue }
      let preparation = try Recipe.standard.prepare(table, context: context)
      session.works[name, default: TableWork()].features = Stamped(
        value: Features(preparation: preparation, isImplied: true), stamp: implied.stamp, parent: implied.parent)
    }
    decoder.userInfo[.sharedArrays] = SharedArrays(of: session, tables: outline.works.keys.sorted())
    try decoder.decode(KeptResults.self, from: data).install(in: &session)
    return session
  }

  /// What has to be known before the rest is read.
  private struct Outline: Decodable {
    struct Work: Decodable {
      let implied: KeptResults.Work.Implied?
    }

    let works: [String: Work]
  }
}

extension SharedArrays {
  /// The long arrays of what was made of some tables.
  fileprivate init(of session: Session, tables: [String]) {
    self.init()
    for work in tables.compactMap({ session.works[$0] }) {
      for features in [work.features, work.original?.features, work.kept?.value.features].compactMap({ $0 }) {
        add(features.value.preparation)
      }
      let divisions = [
        work.segmentation?.value, work.replaced?.value, work.kept?.value.whole.value, work.kept?.value.segmentation,
      ]
      for segmentation in divisions.compactMap({ $0 }) { add(segmentation) }
    }
  }

  private mutating func add(_ preparation: Preparation) {
    add(preparation.features.elements)
    add(preparation.rows)
  }

  private mutating func add(_ segmentation: CustomerSegmentation) {
    add(segmentation.preparation)
    add(segmentation.labels)
    add(segmentation.certainty ?? [])
    add(segmentation.memberships?.elements ?? [])
    add(segmentation.silhouetteValues ?? [])
    add(segmentation.silhouetteNeighbours ?? [])
    add(segmentation.dendrogram?.merges ?? [])
  }
}
