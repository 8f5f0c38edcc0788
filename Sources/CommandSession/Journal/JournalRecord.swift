import FoundationEssentials
import Machine
import Remote
import Segmentation
import Tables
import Wording

/// What the journal keeps of one line: enough to have its change again.
///
/// Most lines are run again. What took long, or came of an interrupt, is kept beside the record as a value (`KeptResults`).
struct JournalRecord: Sendable, Codable {
  enum Kind: String, Sendable, Codable {
    /// `%undo` takes it back.
    case change
    /// It only looked at the session: what was seen is known, or measured, from then on.
    case look
    /// `%undo`.
    case undo
  }

  var kind: Kind
  let line: CommittedLine
  /// The name of the table in use when it began.
  let usedBefore: String?
  /// The stamps that it gave, in their order.
  let stamps: [Int]
  /// Tables that it loaded, made or changed, with what they held then.
  private(set) var tables: [String: UInt64] = [:]
  /// Of these, the ones that go back to nothing else: they were loaded, or made by a query.
  private(set) var origins: Set<String> = []
  /// Tables of databases that it took into use or filtered, with what is known of them here.
  private(set) var remotes: [String: UInt64] = [:]
  /// Tables of databases that it divided.
  private(set) var divided: Set<String> = []
  /// The files of those that it loaded.
  private(set) var files: [String: LoadedFile] = [:]
  /// Where they came from, as they were named.
  private(set) var sources: [String: String] = [:]
  /// Tables of which it changed features, segments, map, names or the measured stability.
  private(set) var works: [String: WorkDigest] = [:]
  /// What was seen, or named as a step, for the first time.
  private(set) var sightings: [Sighting] = []
  /// Whether a figure came of it, which `%export figure` writes.
  let draws: Bool
  /// What there was then, in words.
  let summary: String
  /// Whether it was interrupted, and what there was of its result was kept: no other run gives the same.
  let wasInterrupted: Bool
  /// Whether the value of its results stands beside it.
  var hasResults = false
  /// The records before this one that a `%resume` could not bring back, where this is the first change since.
  var skipped: [Int]?
  /// Where the kernel ran: relative paths in the line begin there.
  private(set) var folder: String?

  /// - Parameters:
  ///   - before: the session that the change was made to.
  ///   - after: what it became.
  ///   - used: the table in use when the line began, which another command may have changed meanwhile.
  init(
    _ kind: Kind, _ line: CommittedLine, from before: Session, to after: Session, used: String?, stamps: [Int],
    wasInterrupted: Bool
  ) {
    self.kind = kind
    self.line = line
    self.stamps = stamps
    self.wasInterrupted = wasInterrupted
    folder = FileManager.default.currentDirectoryPath
    usedBefore = used
    draws = after.lastFigure != before.lastFigure
    summary = after.summary
    sightings = after.sightings.subtracting(before.sightings).sorted { ($0.stamp, $0.what) < ($1.stamp, $1.what) }
    if kind == .undo { return }
    for part in after.parts(changedSince: before) {
      switch part {
      case .table(let name): noteTable(name, after)
      case .features(let name): works[name, default: WorkDigest()].changesFeatures = true
      case .segmentation(let name): works[name, default: WorkDigest()].segments = after.digestOfSegments(of: name)
      case .map(let name): works[name, default: WorkDigest()].map = after.digestOfMap(of: name)
      case .restoredModel(let name), .stability(let name): works[name] = works[name] ?? WorkDigest()
      case .remote(let name):
        guard let table = after.remote(named: name)?.value.table else { break }
        if table == before.remote(named: name)?.value.table {
          divided.insert(name)
        } else {
          remotes[name] = table.digest
        }
      default: break
      }
    }
  }

  private mutating func noteTable(_ name: String, _ after: Session) {
    guard let table = after.table(named: name)?.value else { return }
    tables[name] = table.digest
    guard after.changes[name] == nil else { return }
    origins.insert(name)
    files[name] = after.loadedFiles[name]
    sources[name] = table.source
  }

  /// Whether there is anything to keep.
  var isEmpty: Bool { kind == .look && sightings.isEmpty && works.isEmpty && !draws }

  /// The tables that it is about: it means nothing where one of them is not what it was.
  var needed: Set<String> {
    var names = Set(tables.keys).union(works.keys).subtracting(origins)
    names.formUnion(divided)
    guard let usedBefore else { return names }
    let isOfUsed = !tables.isEmpty || !works.isEmpty || remotes[usedBefore] != nil
    if isOfUsed, origins.isEmpty || !namesWhatItReads { names.insert(usedBefore) }
    return names
  }

  /// Whether it says itself what it reads: a table from elsewhere, or those that its query names. Which table is in use is no matter then.
  private var namesWhatItReads: Bool {
    let words = line.text.split { $0 == "%" || $0.isWhitespace }
    return words.first { $0 != "time" }.map { ["load", "sql"].contains($0) } ?? false
  }
}

extension RemoteTable {
  /// A checksum of what is known here of a table that stays in its database.
  var digest: UInt64 {
    var sum = Checksum()
    sum.add(rowCount)
    for condition in conditions { sum.add(condition) }
    sum.add([look.digest])
    return sum.value
  }
}

/// What a line changed of a table's work, told by checksums; nil for what it left alone.
struct WorkDigest: Sendable, Equatable, Codable {
  var changesFeatures = false
  /// Of the labels of the segments, and of their centroids.
  var segments: UInt64?
  /// Of where the map has the rows.
  var map: UInt64?
}

extension Session {
  fileprivate func digestOfSegments(of name: String) -> UInt64 {
    var sum = Checksum()
    for segmentation in [works[name]?.segmentation?.value, works[name]?.kept?.value.segmentation].compactMap({ $0 }) {
      sum.add(segmentation.labels)
      sum.add(segmentation.centroids.elements)
    }
    return sum.value
  }

  fileprivate func digestOfMap(of name: String) -> UInt64 {
    var sum = Checksum()
    sum.add(works[name]?.map?.value.embedding.x ?? [])
    sum.add(works[name]?.map?.value.embedding.y ?? [])
    return sum.value
  }

  /// What there is of a table's work, as far as `other` speaks of it.
  func digest(ofWorkOn name: String, like other: WorkDigest) -> WorkDigest {
    WorkDigest(
      changesFeatures: other.changesFeatures, segments: other.segments.map { _ in digestOfSegments(of: name) },
      map: other.map.map { _ in digestOfMap(of: name) })
  }

  /// Takes out what of a table's work `digest` speaks of.
  mutating func removeWork(on name: String, like digest: WorkDigest) {
    guard var work = works[name] else { return }
    if digest.changesFeatures { work.features = nil }
    if digest.segments != nil { work.takeSegmentation(from: TableWork()) }
    if digest.map != nil { work.map = nil }
    works[name] = work
  }

  /// Whether nothing was done yet that another session in its place would lose.
  package var isUntouched: Bool { tables.isEmpty && remotes.isEmpty && connections.isEmpty && parameters.isEmpty }

  /// The tables, or what else there is.
  package var inWords: String {
    if !summary.isEmpty { return summary }
    if !connections.isEmpty { return "databases that are connected" }
    return parameters.isEmpty ? "no table" : count(parameters.count, "parameter")
  }

  /// `customers (8,950 rows, 4 segments) and other (20 rows)`; empty without tables.
  var summary: String {
    let here = tables.indices.map { index in
      let table = tables[index].value
      let segments = using(index).currentSegmentation.map { ", \(count($0.k, "segment"))" } ?? ""
      return "\(table.name) (\(count(table.rowCount, "row"))\(segments))"
    }
    let there = remotes.map(\.value).map { work in
      let segments = work.isCurrent ? work.fit.map { ", \(count($0.k, "segment"))" } ?? "" : ""
      return "\(work.table.name) (\(count(work.table.rowCount, "row"))\(segments))"
    }
    return list(here + there)
  }
}
