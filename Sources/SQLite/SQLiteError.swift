import CSQLite

/// What SQLite says of a call that failed.
package struct SQLiteError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of failure, as `SQLITE_BUSY`.
  package var code: CInt { extendedCode & 0xFF }
  /// The same in finer kinds, as `SQLITE_IOERR_NOMEM`.
  package let extendedCode: CInt
  package let message: String
  /// The byte of the statement that SQLite points at.
  package let offset: Int?

  package init(code: CInt, message: String, offset: Int? = nil) {
    extendedCode = code
    self.message = message
    self.offset = offset
  }

  /// What the last call on a connection failed with.
  init(of connection: OpaquePointer, code: CInt) {
    let offset = sqlite3_error_offset(connection)
    self.init(code: code, message: String(cString: sqlite3_errmsg(connection)), offset: offset < 0 ? nil : Int(offset))
  }

  package var description: String { "SQLite error \(extendedCode): \(message)" }
}
