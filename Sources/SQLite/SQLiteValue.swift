import CSQLite

/// A value as SQLite knows it, for a parameter or an argument. Bytes that are no text have none.
package enum SQLiteValue: Sendable, Equatable {
  case null
  case integer(Int64)
  case number(Double)
  case text(String)
}

extension SQLiteValue {
  package init(_ value: Int) { self = .integer(Int64(value)) }
  package init(_ value: String?) { self = value.map { .text($0) } ?? .null }
}

extension SQLiteValue {
  /// What a function is called with; NULL for bytes.
  init(of argument: OpaquePointer?) {
    switch sqlite3_value_type(argument) {
    case SQLITE_INTEGER: self = .integer(sqlite3_value_int64(argument))
    case SQLITE_FLOAT: self = .number(sqlite3_value_double(argument))
    case SQLITE_TEXT:
      let bytes = UnsafeBufferPointer(start: sqlite3_value_text(argument), count: Int(sqlite3_value_bytes(argument)))
      self = .text(String(decoding: bytes, as: UTF8.self))
    default: self = .null
    }
  }

  /// Gives the value back from a function.
  func become(resultOf context: OpaquePointer?) {
    switch self {
    case .null: sqlite3_result_null(context)
    case .integer(let value): sqlite3_result_int64(context, value)
    case .number(let value): sqlite3_result_double(context, value)
    case .text(var value):
      value.withUTF8 { sqlite3_result_text(context, $0.chars, CInt($0.count), Self.copied) }
    }
  }

  /// - Returns: SQLite's code.
  package func bind(to statement: OpaquePointer, at place: CInt) -> CInt {
    switch self {
    case .null: return sqlite3_bind_null(statement, place)
    case .integer(let value): return sqlite3_bind_int64(statement, place, value)
    case .number(let value): return sqlite3_bind_double(statement, place, value)
    case .text(var value):
      return value.withUTF8 { sqlite3_bind_text(statement, place, $0.chars, CInt(clamping: $0.count), Self.copied) }
    }
  }

  /// Tells SQLite to copy the bytes it is given; C writes it as an address that no code has.
  private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes as C has them.
  fileprivate var chars: UnsafePointer<CChar>? {
    UnsafeRawPointer(baseAddress)?.assumingMemoryBound(to: CChar.self)
  }
}
