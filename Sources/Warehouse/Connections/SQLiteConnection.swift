import Machine
import Tables

/// A file of SQLite's, read by the library that is part of this program: no driver is needed.
final class SQLiteConnection: Warehouse {
  let address: DatabaseAddress
  let dialect = SQLDialect.sqlite
  private let file: SQLiteFile

  /// - Throws: `WarehouseError.notADatabase`, `.cancelled`.
  init(_ address: DatabaseAddress, context: ComputeContext) throws(WarehouseError) {
    self.address = address
    let path = address.path ?? address.uri
    do throws(SQLError) {
      file = try SQLiteFile(path: path) { context.cancelled }
    } catch {
      if case .cancelled = error.kind { throw .cancelled }
      throw .notADatabase(path, reason: error.reason)
    }
  }

  func result(
    of query: String, expecting rows: Int?, context: ComputeContext
  ) throws(WarehouseError) -> (columns: [Column], notices: [LoadNotice]) {
    do throws(SQLError) {
      return try file.result(of: query) { context.cancelled }
    } catch {
      switch error.kind {
      case .cancelled: throw .cancelled
      case .notAQuery: throw .notAQuery(address.shown)
      case .bytes(let column): throw .nested([.init(name: column, type: "bytes")], query: nil)
      default: throw .failed(address.shown, reason: error.reason)
      }
    }
  }

  func write(
    _ statements: any Sequence<String> & Sendable, undo: String?, context: ComputeContext
  ) throws(WarehouseError) {
    do throws(SQLError) {
      try SQLiteFile.write(statements, to: address.path ?? address.uri) { context.cancelled }
    } catch {
      if case .cancelled = error.kind { throw .cancelled }
      throw .failed(address.shown, reason: error.reason)
    }
  }

  func columnNames(of query: String, context: ComputeContext) throws(WarehouseError) -> [String] {
    try result(of: query, expecting: nil, context: context).columns.map(\.name)
  }
}

extension SQLError {
  /// In SQLite's words, where they are.
  fileprivate var reason: String { if case .failed(let words) = kind { words } else { message } }
}
