import CArrow
import Glibc
import Tables

/// A statement of somebody's, and its rows while they come. Used by one thread.
final class DuckDBStatement {
  private let database: DuckDBDatabase
  private var statement: DuckDBHandle?
  private var result = DuckDBResult()

  private var call: DuckDBFunctions { database.library.call }

  /// - Throws: `DriverFailure` in DuckDB's words, as JSON: no single statement, names that are not there.
  init(_ query: String, in database: DuckDBDatabase) throws(DriverFailure) {
    self.database = database
    guard call.prepare(database.connection, query, &statement) == 0 else {
      throw DriverFailure(message: call.prepare_error(statement).map { String(cString: $0) } ?? "")
    }
  }

  deinit {
    call.destroy_result(&result)
    call.destroy_prepare(&statement)
  }

  /// Gives a parameter its value, which is never part of the text.
  func bind(_ name: String, to value: SQLValue) {
    var index: UInt64 = 0
    guard call.bind_parameter_index(statement, &index, name) == 0 else { return }
    switch value {
    case .integer(let number): _ = call.bind_int64(statement, index, number)
    case .number(let number): _ = call.bind_double(statement, index, number)
    case .text(var text):
      text.withUTF8 { bytes in
        _ = bytes.withMemoryRebound(to: CChar.self) {
          call.bind_varchar_length(statement, index, $0.baseAddress, UInt64($0.count))
        }
      }
    case .list: break
    }
  }

  /// The rows, as they are made, as an Arrow stream that keeps this statement.
  /// - Throws: `DriverFailure`.
  func stream() throws(DriverFailure) -> ArrowStream {
    guard call.execute_prepared_streaming(statement, &result) == 0 else { throw failure }
    return ArrowStream { place in
      place.pointee.private_data = Unmanaged.passRetained(self).toOpaque()
      place.pointee.get_schema = { DuckDBStatement.of($0)?.describe($1) ?? EINVAL }
      place.pointee.get_next = { DuckDBStatement.of($0)?.next($1) ?? EINVAL }
      place.pointee.get_last_error = { DuckDBStatement.of($0)?.message }
      place.pointee.release = { stream in
        guard let held = stream?.pointee.private_data else { return }
        stream?.pointee.release = nil
        Unmanaged<DuckDBStatement>.fromOpaque(held).release()
      }
    }
  }

  private static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> DuckDBStatement? {
    stream?.pointee.private_data.map { Unmanaged<DuckDBStatement>.fromOpaque($0).takeUnretainedValue() }
  }

  private var message: UnsafePointer<CChar>? { call.result_error(&result) }

  private var failure: DriverFailure { DriverFailure(message: message.map { String(cString: $0) } ?? "") }

  private func describe(_ schema: UnsafeMutablePointer<ArrowSchema>?) -> CInt {
    let count = call.column_count(&result)
    var types = (0..<count).map { call.column_logical_type(&result, $0) }
    var names = (0..<count).map { call.column_name(&result, $0) }
    var options = call.result_get_arrow_options(&result)
    defer {
      for index in types.indices { call.destroy_logical_type(&types[index]) }
      call.destroy_arrow_options(&options)
    }
    return database.library.failure(call.to_arrow_schema(options, &types, &names, count, schema)) == nil ? 0 : EIO
  }

  private func next(_ array: UnsafeMutablePointer<ArrowArray>?) -> CInt {
    array?.pointee = ArrowArray()
    var chunk = call.fetch_chunk(result)
    guard chunk != nil else { return message == nil ? 0 : EIO }
    var options = call.result_get_arrow_options(&result)
    defer {
      call.destroy_data_chunk(&chunk)
      call.destroy_arrow_options(&options)
    }
    return database.library.failure(call.data_chunk_to_arrow(options, chunk, array)) == nil ? 0 : EIO
  }
}
