import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables
import Warehouse
import Wording

extension Export {
  /// The database and the table in it that `big.segments` names; nil of a file.
  func databaseTarget(in session: Session) throws(Mistake) -> (connection: Connection, table: String)? {
    guard !Self.tableEndings.contains(where: file.lowercased().hasSuffix) else { return nil }
    return try session.newTable(named: file, key: "file")
  }

  /// - Throws: where `bgi.segments` is no file's name, and a connection's name is much like `bgi`.
  func refuseMistypedDatabase(in session: Session) throws(Mistake) {
    guard !Self.tableEndings.contains(where: file.lowercased().hasSuffix), !file.contains("/"),
      let point = file.firstIndex(of: ".")
    else { return }
    let name = String(file[..<point])
    let nearest = nearestNames(to: name, among: session.connections.map(\.name))
    guard !nearest.isEmpty else { return }
    throw Mistake(
      .refused(
        name: "NotConnected", message: "no database is connected as \(name.excerpt)",
        remedy: "Did you mean \(nearest.map { $0 + file[point...] }.joined(separator: " or "))?"), at: .key("file"))
  }

  /// What rows are written to; a database may be called `big` and hold no table `csv`.
  private static let tableEndings = [".csv", ".txt", ".parquet", ".pq", ".duckdb"]

  /// Makes a table of a database of rows that are here.
  /// - Parameter make: makes the rows; nobody waits for what cannot be written.
  /// - Returns: the rows, and the new table as the user would name it.
  func write(
    into target: (connection: Connection, table: String), _ context: CommandContext, _ make: () throws -> Table
  ) throws -> (rows: Table, name: String) {
    let warehouse = try target.connection.connected()
    let compute = context.compute("writing into \(target.connection.name)")
    let new = WarehouseTable(new: target.table)
    let there = try warehouse.table(like: new, context: compute)
    let shown = "\(target.connection.name).\((there ?? new).title)"
    if there != nil, what == .table || !replace { throw exists(shown) }
    let rows = try make()
    if let there {
      let columns = try warehouse.columnNames(
        of: "SELECT * FROM \(warehouse.dialect.quoted(there)) LIMIT 0", context: compute)
      guard Set(columns) == Set(rows.columns.map(\.name)) else { throw notOurs(shown) }
    }
    try warehouse.create(there ?? new, holding: rows, replacing: there != nil, context: compute)
    return (rows, shown)
  }

  private func exists(_ table: String) -> Mistake {
    Mistake(
      .refused(
        name: "TableExists", message: "there is a table \(table) already",
        remedy: what == .table
          ? "Another name keeps both; rows of a database are never replaced by %export table"
          : "replace=yes makes it anew where an earlier %export \(what.rawValue) made it; another name keeps both"),
      at: .key("file"))
  }

  private func notOurs(_ table: String) -> Mistake {
    Mistake(
      .refused(
        name: "TableExists",
        message: "the columns of \(table) are not those of %export \(what.rawValue), and it is not replaced",
        remedy: "Another name makes a new table"), at: .key("file"))
  }
}

extension ValueKind {
  /// The same, where the name of a new table in a database may stand too.
  var orInDatabase: ValueKind {
    var kind = self
    kind.candidates.sources.append(.databases)
    return kind
  }
}

extension Session {
  /// The database, and the table to make in it, that `big.segments` names; nil where no connection has that name.
  func newTable(named name: String, key: String) throws(Mistake) -> (connection: Connection, table: String)? {
    guard let (connection, table) = connection(of: name) else { return nil }
    guard let table, table.split(separator: ".").count <= 2 else {
      throw Mistake(
        .refused(
          name: "MissingArgument", message: "\(connection.name) is a database, and \(key)= names no table of it",
          remedy: key == "to" ? "to=\(connection.name).scored makes one" : "\(connection.name).segments makes one"),
        at: .key(key))
    }
    return (connection, table)
  }
}
