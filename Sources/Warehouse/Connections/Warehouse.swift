import Machine
import Tables
import Wording

/// A database that is connected.
public protocol Warehouse: AnyObject, Sendable {
  var address: DatabaseAddress { get }
  /// How names and statements are written there.
  var dialect: SQLDialect { get }

  /// The result of a query, whatever number of rows it has. Columns of one name are numbered.
  /// - Parameters:
  ///   - rows: how many are expected, for the progress; nil where nobody knows.
  /// - Throws: `WarehouseError`.
  func result(
    of query: String, expecting rows: Int?, context: ComputeContext
  ) throws(WarehouseError) -> (columns: [Column], notices: [LoadNotice])

  /// The names that the result of a query has, whatever its columns hold.
  /// - Throws: `WarehouseError`.
  func columnNames(of query: String, context: ComputeContext) throws(WarehouseError) -> [String]

  /// Does something with a bound on what the engine keeps of its files in memory, where it runs in this process.
  /// - Throws: what `body` throws.
  func keepingLittle<Value>(_ body: () throws -> Value) throws -> Value

  /// Runs statements that write: all of them or none, where the engine has transactions.
  /// - Parameter undo: takes back what is half made where it has none; run when one fails that is not the first.
  /// - Throws: `WarehouseError`.
  func write(
    _ statements: any Sequence<String> & Sendable, undo: String?, context: ComputeContext
  ) throws(WarehouseError)
}

extension Warehouse {
  /// Makes a table of the result of a query.
  /// - Parameter replacing: whether one of the name is there and goes; where the engine has transactions, only once the new one is whole.
  /// - Throws: `WarehouseError`.
  public func create(
    _ table: WarehouseTable, as query: String, replacing: Bool, context: ComputeContext
  ) throws(WarehouseError) {
    let name = dialect.quoted(table)
    try make(
      name, by: (replacing ? ["DROP TABLE \(name)"] : []) + ["CREATE TABLE \(name) AS \(query)"], undo: nil, replacing,
      context)
  }

  private func make(
    _ name: String, by statements: any Sequence<String> & Sendable, undo: String?, _ replacing: Bool,
    _ context: ComputeContext
  ) throws(WarehouseError) {
    do throws(WarehouseError) {
      try write(statements, undo: undo, context: context)
    } catch {
      // The engine may have been done with it when the interrupt came.
      if error == .cancelled, !replacing {
        try? write(["DROP TABLE IF EXISTS \(name)"], undo: nil, context: .plain)
      }
      throw error
    }
  }

  /// Takes back a table that was made.
  public func remove(_ table: WarehouseTable) throws(WarehouseError) {
    try write(["DROP TABLE \(dialect.quoted(table))"], undo: nil, context: .plain)
  }

  /// Makes a table of rows that are here; types are kept, missing values are NULL.
  /// - Parameter replacing: as of `create(_:as:replacing:context:)`.
  /// - Throws: `WarehouseError`.
  /// - Complexity: O(rows × columns); the rows go as text, some 100 kB a statement.
  public func create(
    _ table: WarehouseTable, holding rows: Table, replacing: Bool, context: ComputeContext
  ) throws(WarehouseError) {
    if let column = rows.columns.first(where: \.holdsNull) {
      throw .failed(address.shown, reason: "\(column.name) has a text with the character 0, which ends a text there")
    }
    let name = dialect.quoted(table)
    try make(
      name, by: TableStatements(creating: name, of: rows, dialect, isReplacing: replacing), undo: "DROP TABLE \(name)",
      replacing, context)
  }
}

extension Warehouse {
  public func keepingLittle<Value>(_ body: () throws -> Value) throws -> Value { try body() }
}

/// A table of a database.
public struct WarehouseTable: Sendable, Equatable {
  /// nil where the database has none.
  public let schema: String?
  public let name: String
  /// Whether it is one of the schema that names without one are looked up in.
  public let isUsual: Bool

  /// - Parameter name: `scored`, or `crm.scored` with its schema.
  public init(new name: String) {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    self.init(schema: parts.count > 1 ? parts[0] : nil, name: parts.last ?? name, isUsual: parts.count < 2)
  }

  init(schema: String?, name: String, isUsual: Bool) {
    (self.schema, self.name, self.isUsual) = (schema, name, isUsual)
  }

  /// As the user names it.
  public var title: String { isUsual ? name : [schema, name].compactMap { $0 }.joined(separator: ".") }
}

extension Warehouse {
  /// All tables and views that can be seen, by schema and name.
  public func tables(context: ComputeContext) throws(WarehouseError) -> [WarehouseTable] {
    var tables = try tables(of: dialect.tablesQuery, context)
    guard let query = dialect.schemasQuery else { return tables }
    let (columns, _) = try result(of: query, expecting: nil, context: context)
    let schemas = (0..<(columns.first?.count ?? 0)).compactMap { columns[0].text(at: $0) }
    for schema in schemas.prefix(Self.mostSchemas) where !dialect.usualSchemas.contains(schema) {
      // What belongs to no schema comes with every one.
      tables += try self.tables(of: dialect.tablesQuery(in: schema), context).filter { $0.schema == schema }
    }
    return tables
  }

  /// More are not asked one by one.
  private static var mostSchemas: Int { 100 }

  private func tables(of query: String, _ context: ComputeContext) throws(WarehouseError) -> [WarehouseTable] {
    let (columns, _) = try result(of: query, expecting: nil, context: context)
    guard columns.count >= 2 else { return [] }
    return (0..<columns[0].count).compactMap { row in
      guard let name = columns[1].text(at: row) else { return nil }
      let schema = columns[0].text(at: row).flatMap { $0.isEmpty ? nil : $0 }
      return WarehouseTable(
        schema: schema, name: name, isUsual: schema.map { dialect.usualSchemas.contains($0) } ?? true)
    }
  }

  /// The table in whose place a new one would come; nil where there is none.
  /// - Throws: `WarehouseError`.
  public func table(
    like new: WarehouseTable, context: ComputeContext
  ) throws(WarehouseError) -> WarehouseTable? {
    // PostgreSQL alone tells names apart that differ in case.
    let tellsCases = dialect == .postgresql
    let isSame = { (name: String) in tellsCases ? name == new.name : name.lowercased() == new.name.lowercased() }
    return try tables(context: context).first {
      isSame($0.name) && (new.schema == nil ? $0.isUsual : $0.schema == new.schema)
    }
  }

  /// The table that the user names: `customers`, `crm.customers`.
  /// - Throws: `WarehouseError.noSuchTable` with the nearest names, `.ambiguousTable`.
  public func table(
    named name: String, as shown: String, context: ComputeContext
  ) throws(WarehouseError) -> WarehouseTable {
    let tables = try tables(context: context)
    func matching(_ fits: (String) -> Bool) -> [WarehouseTable] {
      let usual = tables.filter { $0.isUsual && fits($0.name) }
      return usual.isEmpty
        ? tables.filter { fits($0.name) || fits([$0.schema, $0.name].compactMap { $0 }.joined(separator: ".")) } : usual
    }
    let folded = name.lowercased()
    var found = matching { $0 == name }
    if found.isEmpty { found = matching { $0.lowercased() == folded } }
    if found.count > 1 {
      throw .ambiguousTable(name, candidates: found.map { "\(shown).\($0.schema.map { "\($0)." } ?? "")\($0.name)" })
    }
    guard let table = found.first else {
      throw .noSuchTable(
        name, in: shown, nearest: nearestNames(to: name, among: tables.map(\.title)), count: tables.count)
    }
    return table
  }

  /// All rows of a table.
  /// - Parameters:
  ///   - shown: the connection's name.
  /// - Throws: `WarehouseError`.
  public func load(
    _ name: String, from shown: String, context: ComputeContext
  ) throws(WarehouseError) -> (columns: [Column], notices: [LoadNotice]) {
    let table = try table(named: name, as: shown, context: context)
    let from = dialect.quoted(table)
    let rows = try result(of: dialect.rowsQuery(table), expecting: nil, context: context)
      .columns.first?.numbers?.first.flatMap { Int(exactly: $0.rounded()) }
    do throws(WarehouseError) {
      let found = try result(of: "SELECT * FROM \(from)", expecting: rows, context: context)
      if found.columns.first?.count == 0 { throw .noRows("\(shown).\(table.title)") }
      return found
    } catch {
      throw try withQuery(error, table, shown, context)
    }
  }

  /// What would leave out the columns that cannot be held.
  private func withQuery(
    _ error: WarehouseError, _ table: WarehouseTable, _ shown: String, _ context: ComputeContext
  ) throws(WarehouseError) -> WarehouseError {
    guard case .nested(let nested, nil) = error else { return error }
    let refused = Set(nested.map(\.name))
    let names = try columnNames(of: "SELECT * FROM \(dialect.quoted(table)) LIMIT 0", context: context)
      .filter { !refused.contains($0) }
    guard !names.isEmpty else { return error }
    let list = names.map { $0.isPlainName ? $0 : dialect.quoted($0) }.joined(separator: ", ")
    let from = table.title.isPlainName ? table.title : dialect.quoted(table)
    return .nested(nested, query: "%load \(shown) query=\"SELECT \(list.replacing("\"", with: "\\\"")) FROM \(from)\"")
  }
}

extension String {
  /// Whether it needs no quotes in any dialect that is known here.
  var isPlainName: Bool {
    guard let first = unicodeScalars.first, first.isASCII, first.properties.isAlphabetic || first == "_" else {
      return false
    }
    return unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_")
    }
      && lowercased() == self
  }
}
