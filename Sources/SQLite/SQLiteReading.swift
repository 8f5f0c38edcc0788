import CSQLite

/// Which columns of which tables a statement reads, as SQLite reports while it compiles it.
///
/// Names are spelled as the tables were created. SQLite keeps silent on columns that tables are joined by without being named
/// for each (`USING`, `NATURAL`).
package struct SQLiteReading: Sendable {
  /// Nil for all columns.
  private var columns: [String: Set<String>?] = [:]

  package func includes(table: String) -> Bool { columns[table] != nil }

  package func includes(column: String, of table: String) -> Bool {
    switch columns[table] {
    case nil: false
    case .some(nil): true
    case .some(let names?): names.contains(column)
    }
  }

  /// - Parameter column: empty where the rows alone are asked for, as for their number.
  fileprivate mutating func add(column: String, of table: String) {
    guard !column.isEmpty else {
      columns[table] = .some(nil)
      return
    }
    guard case .some(.some(var names)) = columns[table] ?? .some([]) else { return }
    names.insert(column)
    columns[table] = names
  }
}

/// Listens to what SQLite compiles. A class, because SQLite keeps a pointer to it.
final class ReadingObserver {
  private var reading = SQLiteReading()

  /// - Parameter connection: to be closed before this object goes.
  func observe(_ connection: OpaquePointer) {
    sqlite3_set_authorizer(
      connection,
      { observer, action, table, column, _, _ in
        guard action == SQLITE_READ, let observer, let table, let column else { return SQLITE_OK }
        Unmanaged<ReadingObserver>.fromOpaque(observer).takeUnretainedValue()
          .reading.add(column: String(cString: column), of: String(cString: table))
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// What was read since the last call.
  func take() -> SQLiteReading {
    defer { reading = SQLiteReading() }
    return reading
  }
}
