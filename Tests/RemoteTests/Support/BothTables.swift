import Foundation
import Machine
import SQLite
import Tables
import Warehouse

@testable import Remote

/// One table twice: where it is in a file of SQLite's, and loaded.
final class BothTables {
  let warehouse: any Warehouse
  let remote: RemoteTable
  let loaded: Tables.Table
  private let path: String

  /// - Parameters:
  ///   - columns: of one length each; NaN is missing.
  ///   - table: its name there.
  init(_ columns: [DrawnColumn], table: String = "customers") throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).db").path
    let dialect = SQLDialect.sqlite
    let database = try SQLiteDatabase(path: path)
    try database.transaction {
      let names = columns.map { "\(dialect.quoted($0.name)) \($0.type)" }
      try database.execute("CREATE TABLE \(dialect.quoted(table)) (\(names.joined(separator: ", ")))")
      let marks = columns.map { _ in "?" }.joined(separator: ", ")
      let insert = try database.prepare("INSERT INTO \(dialect.quoted(table)) VALUES (\(marks))")
      for row in 0..<(columns.first?.values.count ?? 0) { try insert.run(columns.map { $0.values[row].stored }) }
    }
    warehouse = try DatabaseAddress("sqlite:\(path)").connect(context: .plain)
    remote = try RemoteTable(table, of: "big", warehouse, context: .plain)
    loaded = try Tables.Table(
      name: table, columns: try warehouse.load(table, from: "big", context: .plain).columns, source: path)
  }

  /// What somebody else does to the database in the meantime.
  func execute(_ statement: String) throws {
    try SQLiteDatabase(path: path).execute(statement)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var engine: RemoteEngine { RemoteEngine(warehouse, .plain) }

  /// Every column, ready to be asked.
  func columns(mostDifferent: Int = RemoteColumn.mostDifferent) throws -> [RemoteColumn] {
    try RemoteColumn.columns(Array(remote.columns.indices), of: remote, engine, mostDifferent: mostDifferent)
  }

  func columns(named names: String...) throws -> [RemoteColumn] {
    try RemoteColumn.columns(
      names.compactMap { name in remote.columns.firstIndex { $0.name == name } }, of: remote, warehouse, context: .plain
    )
  }

  func numbers(_ name: String) -> [Double] { loaded.columns.first { $0.name == name }?.numbers ?? [] }
}

/// A column to store.
struct DrawnColumn {
  enum Value {
    case number(Double)
    case whole(Int64)
    case text(String)
    case missing

    fileprivate var stored: SQLiteValue {
      switch self {
      case .number(let number): number.isNaN ? .null : .number(number)
      case .whole(let number): .integer(number)
      case .text(let text): .text(text)
      case .missing: .null
      }
    }
  }

  var name: String
  var values: [Value]
  /// As a statement declares it.
  var type = ""

  init(_ name: String, _ numbers: [Double]) { (self.name, values) = (name, numbers.map { .number($0) }) }
  init(_ name: String, wholes: [Int64?]) {
    (self.name, values) = (name, wholes.map { $0.map { .whole($0) } ?? .missing })
  }
  init(_ name: String, texts: [String?]) {
    (self.name, values) = (name, texts.map { $0.map { .text($0) } ?? .missing })
  }
}
