import CSQLite

/// One compiled statement, to be run once or often.
package final class SQLiteStatement {
  /// SQLite's own object, for calls that have no wrapping here; it lives as long as this one.
  package let handle: OpaquePointer
  /// What it reads.
  package let reading: SQLiteReading
  private let database: SQLiteDatabase

  init(_ handle: OpaquePointer, of database: SQLiteDatabase, reading: SQLiteReading) {
    self.handle = handle
    self.database = database
    self.reading = reading
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether it leaves the database as it is.
  package var isReadonly: Bool { sqlite3_stmt_readonly(handle) != 0 }

  /// Of each column of the result; none for a statement that has no result.
  package var columnNames: [String] {
    (0..<sqlite3_column_count(handle)).map { String(cString: sqlite3_column_name(handle, $0)) }
  }

  /// Puts values in the places of parameters, the first in the first.
  package func bind(_ values: [SQLiteValue]) throws(SQLiteError) {
    for (index, value) in values.enumerated() { try check(value.bind(to: handle, at: CInt(index + 1))) }
  }

  /// Puts values in the places of parameters by their names, which begin with a sign: `$limit`.
  /// - Parameter values: by the names without the sign.
  /// - Throws: a misuse for a parameter that has no value.
  package func bind(_ values: [String: SQLiteValue]) throws(SQLiteError) {
    for place in 0..<sqlite3_bind_parameter_count(handle) {
      let name = sqlite3_bind_parameter_name(handle, place + 1).map { String(cString: $0).dropFirst() }
      guard let value = name.flatMap({ values[String($0)] }) else {
        throw SQLiteError(code: SQLITE_MISUSE, message: "there is no value for the parameter \(name ?? "?")")
      }
      try check(value.bind(to: handle, at: place + 1))
    }
  }

  /// Goes on to the next row of the result, or does what the statement does.
  /// - Returns: false at its end, after which it may run again.
  package func step() throws(SQLiteError) -> Bool {
    let code = sqlite3_step(handle)
    guard code != SQLITE_ROW else { return true }
    // Another round begins from the start; the failure is repeated.
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw SQLiteError(of: database.connection, code: code) }
    return false
  }

  /// Runs it to its end with other values.
  package func run(_ values: [SQLiteValue] = []) throws(SQLiteError) {
    try bind(values)
    while try step() {}
  }

  /// Calls `body` for each row of the result.
  /// - Throws: `SQLiteError`, and what `body` throws.
  package func forEachRow(_ body: () throws -> Void) throws {
    // Where `body` fails, the rows that are left would keep the database locked.
    defer { sqlite3_reset(handle) }
    while try step() { try body() }
  }

  /// The value in a column (from 0) of the current row; 0 for NULL.
  package func integer(_ column: CInt) -> Int { Int(sqlite3_column_int64(handle, column)) }

  /// The value in a column (from 0) of the current row as text; nil for NULL.
  package func text(_ column: CInt) -> String? {
    guard let start = sqlite3_column_text(handle, column) else { return nil }
    // It lies there until the next step, and may hold NUL.
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    return String(decoding: bytes, as: UTF8.self)
  }

  private func check(_ code: CInt) throws(SQLiteError) {
    guard code == SQLITE_OK else { throw SQLiteError(of: database.connection, code: code) }
  }
}
