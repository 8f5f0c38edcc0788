import CommandLanguage
import Tables
import Warehouse
import Wording

/// A database that the session knows by a name.
package struct Connection: Sendable {
  package let name: String
  /// Where it is, without password.
  package let shown: String
  /// The file that it is; nil of one that a server has.
  package let file: String?
  let stamp: Int
  /// Its tables as they were when it was connected: Tab offers them.
  package let tables: [String]
  /// nil where the session was read from a file: what lets somebody in is not kept.
  private let warehouse: (any Warehouse)?

  package init(_ name: String, _ warehouse: any Warehouse, tables: [String]) {
    (self.name, self.warehouse, self.tables) = (name, warehouse, tables)
    shown = warehouse.address.shown
    file = warehouse.address.path
    stamp = Stamps.next()
  }

  /// - Throws: `refused` where it is not connected any more.
  package func connected() throws(Mistake) -> any Warehouse {
    guard let warehouse else {
      throw Mistake(
        .refused(
          name: "NotConnected", message: "\(name) is not connected any more",
          remedy: "%connect \(Quoting.item(shown)) as=\(name)"))
    }
    return warehouse
  }
}

extension Connection: Codable {
  private enum CodingKeys: CodingKey { case name, shown, file, stamp, tables }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    shown = try values.decode(String.self, forKey: .shown)
    file = try values.decodeIfPresent(String.self, forKey: .file)
    stamp = try values.decode(Int.self, forKey: .stamp)
    tables = try values.decode([String].self, forKey: .tables)
    warehouse = nil
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(name, forKey: .name)
    try values.encode(shown, forKey: .shown)
    try values.encodeIfPresent(file, forKey: .file)
    try values.encode(stamp, forKey: .stamp)
    try values.encode(tables, forKey: .tables)
  }
}

extension Session {
  package func connection(named name: String) -> Connection? {
    connections.first { $0.name.lowercased() == name.lowercased() }
  }

  /// The connection that `big` and `big.customers` begin with, and what follows the point; nil where there is none of that name.
  package func connection(of source: String) -> (connection: Connection, table: String?)? {
    if let whole = connection(named: source) { return (whole, nil) }
    guard let point = source.firstIndex(of: "."), let connection = connection(named: String(source[..<point])) else {
      return nil
    }
    let table = String(source[source.index(after: point)...])
    return (connection, table.isEmpty ? nil : table)
  }

  /// Files that nothing is written in the place of: those that tables came from, and databases that are connected.
  package var protectedFiles: [String] {
    tables.map(\.value.source.expandingHome) + connections.compactMap(\.file)
  }

  /// The connection to a file, whatever name it goes by here.
  func connection(toFile path: String) -> Connection? {
    connections.first { $0.file.map { AtomicFile.areSame($0, path) } ?? false }
  }

  /// Takes a connection in, in the place of one of its name.
  package mutating func connect(_ connection: Connection) {
    connections.removeAll { $0.name.lowercased() == connection.name.lowercased() }
    connections.append(connection)
  }
}
