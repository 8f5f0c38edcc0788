import CSQLite

/// A connection to a database of SQLite's.
///
/// What stands in double quotes is a name and never a string: a misspelt column is an error. Foreign keys are kept.
package final class SQLiteDatabase {
  package enum Access: Sendable { case read, write }

  /// SQLite's own object, for calls that have no wrapping here; it lives as long as this one.
  package let connection: OpaquePointer
  private let observer = ReadingObserver()

  /// A file that somebody else has locked is an error at once, unless the caller has SQLite wait (`sqlite3_busy_handler`).
  /// - Parameter path: a file, which is made where it may be written to and is not there; nil for a database in memory, gone with
  ///   the connection.
  /// - Throws: SQLite's reasons. A file that is no database is found when it is first asked for something.
  package init(path: String?, access: Access = .write) throws(SQLiteError) {
    let flags = access == .read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(path ?? ":memory:", &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened else { throw SQLiteError(code: code, message: String(cString: sqlite3_errstr(code))) }
    guard code == SQLITE_OK else {
      let error = SQLiteError(of: opened, code: code)
      sqlite3_close(opened)
      throw error
    }
    connection = opened
    sqlite3_extended_result_codes(connection, 1)
    cohort_forbid_quoted_strings(connection)
    observer.observe(connection)
    try execute("PRAGMA foreign_keys = ON")
  }

  /// Statements hold on to their database: none is left here.
  deinit { sqlite3_close(connection) }

  /// Runs statements one after the other, up to the first that fails.
  package func execute(_ statements: String) throws(SQLiteError) {
    let code = sqlite3_exec(connection, statements, nil, nil, nil)
    guard code == SQLITE_OK else { throw SQLiteError(of: connection, code: code) }
  }

  /// Compiles the one statement of a text.
  /// - Throws: what SQLite says of it; a misuse for none or several.
  package func prepare(_ text: String) throws(SQLiteError) -> SQLiteStatement {
    var (first, second): (OpaquePointer?, OpaquePointer?)
    var reading = SQLiteReading()
    _ = observer.take()
    let (code, hasMore) = text.withCString { start in
      var end: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(connection, start, -1, &first, &end)
      reading = observer.take()
      guard code == SQLITE_OK, first != nil else { return (code, false) }
      // What follows may be a remark, of which nothing is compiled.
      let next = sqlite3_prepare_v2(connection, end, -1, &second, nil)
      return (code, next != SQLITE_OK || second != nil)
    }
    sqlite3_finalize(second)
    guard code == SQLITE_OK else { throw SQLiteError(of: connection, code: code) }
    guard let first else { throw SQLiteError(code: SQLITE_MISUSE, message: "there is no statement") }
    let statement = SQLiteStatement(first, of: self, reading: reading)
    guard !hasMore else { throw SQLiteError(code: SQLITE_MISUSE, message: "there is more than one statement") }
    return statement
  }

  /// Does all of it or nothing.
  package func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try execute("COMMIT")
      return result
    } catch {
      // SQLite has gone back already after some failures.
      try? execute("ROLLBACK")
      throw error
    }
  }

  /// The row that was inserted last.
  package var lastInsertedRow: Int { Int(sqlite3_last_insert_rowid(connection)) }

  /// Adds a function of one argument, whose result depends on nothing else.
  package func add(function name: String, _ body: @escaping @Sendable (SQLiteValue) -> SQLiteValue) throws(SQLiteError)
  {
    let function = SQLiteFunction(body)
    let code = sqlite3_create_function_v2(
      connection, name, 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, Unmanaged.passRetained(function).toOpaque(),
      { context, _, arguments in
        let function = Unmanaged<SQLiteFunction>.fromOpaque(sqlite3_user_data(context)).takeUnretainedValue()
        function.body(SQLiteValue(of: arguments?[0])).become(resultOf: context)
      }, nil, nil, { Unmanaged<SQLiteFunction>.fromOpaque($0!).release() })
    guard code == SQLITE_OK else { throw SQLiteError(of: connection, code: code) }
  }
}

/// What a function of SQL does. A class, because SQLite keeps a pointer to it.
private final class SQLiteFunction: Sendable {
  let body: @Sendable (SQLiteValue) -> SQLiteValue

  init(_ body: @escaping @Sendable (SQLiteValue) -> SQLiteValue) { self.body = body }
}
