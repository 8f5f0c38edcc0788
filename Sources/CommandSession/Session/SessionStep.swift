import Segmentation
import Tables
import Warehouse

/// What one command changed: enough to find out later which commands a result goes back to.
///
/// Tables, features, segments and maps are told by their stamps.
struct SessionStep: Sendable, Codable {
  /// A table in the place of another of its name.
  struct TableChange: Sendable, Codable {
    /// nil for a table that was not there.
    let before: Int?
    let after: Int
    /// Whether it is as it was loaded, or made by a query.
    let isOrigin: Bool

    /// Whether the table is again as it was before: what is older has the smaller stamp.
    var isReset: Bool { isOrigin && before.map { $0 > after } ?? false }
  }

  /// The line as it was written, without passwords and tokens.
  let command: String
  /// Whether there were some.
  let heldSecrets: Bool
  /// The name of the table in use.
  let usedBefore: String?
  let usedAfter: String?
  /// By name of the table, as are the others.
  private(set) var tables: [String: TableChange] = [:]
  private(set) var features: [String: Int] = [:]
  private(set) var segmentations: [String: Int] = [:]
  private(set) var maps: [String: Int] = [:]
  /// Tables whose segments got or lost names.
  private(set) var named: Set<String> = []
  private(set) var parameters: Set<String> = []
  /// Databases that it connected.
  private(set) var connections: Set<String> = []
  let setsSeed: Bool

  init(_ line: CommittedLine, from before: Session, to after: Session) {
    command = line.text
    heldSecrets = line.heldSecrets
    usedBefore = before.current?.value.name
    usedAfter = after.current?.value.name
    setsSeed = before.seed != after.seed
    let stamps = Dictionary(uniqueKeysWithValues: before.tables.map { ($0.value.name, $0.stamp) })
    for table in after.tables where stamps[table.value.name] != table.stamp {
      let name = table.value.name
      tables[name] = TableChange(
        before: stamps[name], after: table.stamp, isOrigin: after.changes[name] == nil)
    }
    for (name, work) in after.works {
      let old = before.works[name]
      if let stamp = work.features?.stamp, stamp != old?.features?.stamp { features[name] = stamp }
      if let stamp = work.segmentation?.stamp, stamp != old?.segmentation?.stamp { segmentations[name] = stamp }
      if let stamp = work.map?.stamp, stamp != old?.map?.stamp { maps[name] = stamp }
      if work.names != old?.names ?? [:] { named.insert(name) }
    }
    let connected = Set(before.connections.map(\.stamp))
    connections = Set(after.connections.filter { !connected.contains($0.stamp) }.map(\.name))
    let known = Set(before.parameters.keys).union(after.parameters.keys)
    parameters = known.filter { before.parameters[$0] != after.parameters[$0] }
  }

  /// Whether it did something with the table in use, or made one of others.
  var needsTable: Bool {
    if !features.isEmpty || !segmentations.isEmpty || !maps.isEmpty || !named.isEmpty { return true }
    return tables.contains { !$0.value.isOrigin || $0.value.isReset }
  }
}

extension TableWork {
  /// The names of segments, by number.
  fileprivate var names: [Int: String] { (kept?.value.whole.value ?? segmentation?.value)?.names ?? [:] }
}
