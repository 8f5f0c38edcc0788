import Machine
import Segmentation
import Tables
import Warehouse

/// A table that stays in its database: what is known of it here, and how an engine names its rows.
///
/// Its rows never travel, but for the first ones: names and types of columns come from them, and what columns are.
public struct RemoteTable: Sendable, Codable, Equatable {
  /// Rows at the beginning that are looked at.
  public static let lookedAt = 10_000

  /// The connection's name.
  public let connection: String
  /// The table's name there, as the user writes it.
  public let title: String
  /// The table as its engine writes it.
  private(set) var source: String

  /// Where some of its values are read as others; nil for none.
  private var reading: RemoteReading?

  /// Of `%filter`, in the order in which they came.
  public private(set) var conditions: [String] = []
  public private(set) var rowCount: Int
  /// The first rows, at most `lookedAt`.
  public private(set) var look: Table

  /// `big.customers`
  public var name: String { "\(connection).\(title)" }
  public var columns: [Column] { look.columns }

  /// Looks at a table.
  /// - Parameters:
  ///   - name: as the user writes it, without the connection.
  /// - Throws: `WarehouseError`: no such table, no row, columns that no table can hold.
  public init(
    _ name: String, of connection: String, _ warehouse: any Warehouse, context: ComputeContext
  ) throws(WarehouseError) {
    let table = try warehouse.table(named: name, as: connection, context: context)
    self.connection = connection
    title = table.title
    source = warehouse.dialect.quoted(table)
    rowCount = 0
    look = Self.noRows
    try lookAgain(warehouse, context)
    reading = try RemoteReading(table.name, source, columns: columns, RemoteEngine(warehouse, context))
  }

  /// What follows FROM.
  var rows: String { conditions.isEmpty ? reading?.all ?? source : conditionedRows }

  /// The same where a statement takes the columns as they are, and nobody else takes care of NaN.
  var plainRows: String {
    conditions.isEmpty && reading == nil ? source : "(SELECT * FROM \(conditionedRows))"
  }

  private var conditionedRows: String {
    // A remark at the end of a condition ends with its line.
    let conditions = conditions.map { "(\($0)\n)" }.joined(separator: " AND ")
    return (reading?.conditioned ?? source) + (conditions.isEmpty ? "" : " WHERE \(conditions)")
  }

  /// What its rows meet, without passwords and tokens of addresses.
  public var conditionsInWords: String { conditions.map(Secrets.hidden).joined(separator: "; ") }

  /// The rows of it that meet one more condition.
  /// - Parameter condition: in the engine's SQL.
  /// - Throws: `WarehouseError`: that it is no single condition, what the engine says of it, `.noRows`.
  public func filtered(
    by condition: String, _ warehouse: any Warehouse, context: ComputeContext
  ) throws(WarehouseError) -> RemoteTable {
    try Self.check(condition, warehouse.dialect, name)
    try checkRowCount(RemoteEngine(warehouse, context))
    var filtered = self
    filtered.conditions.append(condition)
    try filtered.lookAgain(warehouse, context)
    return filtered
  }

  /// The rows of it that meet one more condition; nothing is asked.
  func part(where condition: String, rowCount: Int) -> RemoteTable {
    var part = self
    part.conditions.append(condition)
    part.rowCount = rowCount
    return part
  }

  /// Rows that a query of it gives, with some of its columns; nothing is asked.
  func part(as query: String, rowCount: Int) -> RemoteTable {
    var part = self
    (part.source, part.reading, part.conditions) = ("(\(query)) AS part", nil, [])
    part.rowCount = rowCount
    return part
  }

  /// A bracket that closes the one around the condition would make another query of it.
  private static func check(_ condition: String, _ dialect: SQLDialect, _ name: String) throws(WarehouseError) {
    // Where a backslash may stand before a quote, only the engine knows where a text ends.
    if dialect == .spark, condition.contains("\\") { return }
    do throws(SQLError) {
      try SQLText(condition, dialect == .sqlite ? .sqlite : .duckDB).checkExpression()
    } catch {
      // PostgreSQL has operators that look like places for values.
      if case .placeholder = error.kind, dialect == .postgresql { return }
      throw .failed(name, reason: error.message)
    }
  }

  /// All its rows again.
  /// - Throws: `WarehouseError`.
  public func unfiltered(_ warehouse: any Warehouse, context: ComputeContext) throws(WarehouseError) -> RemoteTable {
    var whole = self
    whole.conditions = []
    try whole.lookAgain(warehouse, context)
    return whole
  }

  /// Whoever counts on the number of rows asks first whether it is still the one.
  /// - Throws: `WarehouseError`: `.changed`.
  func checkRowCount(_ engine: RemoteEngine) throws(WarehouseError) {
    let now = Int(rows: try engine.row("SELECT count(*) AS n FROM \(rows)")[0])
    guard now == rowCount else { throw .changed(name, then: rowCount, now: now) }
  }

  private mutating func lookAgain(_ warehouse: any Warehouse, _ context: ComputeContext) throws(WarehouseError) {
    let engine = RemoteEngine(warehouse, context)
    rowCount = Int(rows: try engine.row("SELECT count(*) AS n FROM \(rows)")[0])
    guard rowCount > 0 else { throw .noRows(name) }
    let first = try engine.result("SELECT * FROM \(rows) LIMIT \(Self.lookedAt)")
    look = try Self.table(of: first, named: name, from: "\(title) of \(warehouse.address.shown)")
    guard rowCount > look.rowCount, let identifier = look.identifier else { return }
    // What tells the first rows apart may not tell all of them apart.
    let column = warehouse.dialect.quoted(look.columns[identifier].name)
    if try !engine.areDifferent(column, in: rows, count: rowCount) { look.forgetIdentifier() }
  }

  static func table(of columns: [Column], named name: String, from source: String) throws(WarehouseError) -> Table {
    do throws(TableError) {
      return try Table(name: name, columns: columns, source: source)
    } catch {
      throw .failed(source, reason: "\(error)")
    }
  }

  private static let noRows = Table(named: "")
}
