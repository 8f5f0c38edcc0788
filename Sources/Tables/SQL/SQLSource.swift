import Machine
import SQLite

/// Tables that SQL can be asked about: conditions, expressions and queries, all of which only read.
///
/// SQLite does the work, on a copy in memory of the columns that a statement names. Numbers come back to the last bit. Missing
/// is NULL, true and false are 1 and 0, dates are text in ISO 8601. Parameters are bound, never spliced.
public struct SQLSource: Sendable {
  /// Values of the largest result.
  package static let valueLimit = 50_000_000

  private let tables: [Table]
  private let parameters: [String: SQLValue]
  private let isCancelled: @Sendable () -> Bool
  private let availableMemory: @Sendable () -> Int

  /// - Parameters:
  ///   - tables: the first of those whose names differ in case alone is seen.
  ///   - parameters: what `$name` stands for.
  ///   - isCancelled: asked every few milliseconds.
  public init(
    _ tables: [Table], parameters: [String: SQLValue] = [:], isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.init(tables, parameters: parameters, isCancelled: isCancelled) { FreeMemory.bytes ?? .max }
  }

  /// - Parameter availableMemory: bytes, asked before a large copy is made.
  package init(
    _ tables: [Table], parameters: [String: SQLValue] = [:], isCancelled: @escaping @Sendable () -> Bool = { false },
    availableMemory: @escaping @Sendable () -> Int
  ) {
    self.availableMemory = availableMemory
    self.tables = Self.distinct(tables)
    self.parameters = parameters
    self.isCancelled = isCancelled
  }

  /// The rows (0-based, rising) of the first table for which a condition holds; where it is unknown it does not.
  /// - Throws: `SQLError`: no single condition, names that are not there, sums over all rows, too little memory, `.cancelled`.
  public func rows(where condition: String) throws(SQLError) -> [Int] {
    let text = SQLText(condition)
    try text.checkExpression()
    guard let schema = try schemas(for: text, ofFirst: true).first else { return [] }
    try check(text, about: schema)
    // On lines of its own, so that a comment at its end does not reach the parenthesis.
    let number = schema.rowNumber
    let form = SQLForm(
      before: "SELECT \(number) FROM \(schema.quotedName) WHERE (\n", after: "\n) ORDER BY \(number)")
    return try run(text, as: [form], ofFirst: true) { statement in
      var rows: [Int] = []
      try statement.forEachRow { rows.append(statement.integer(0) - 1) }
      return rows
    }
  }

  /// A column that an expression gives for each row of the first table.
  ///
  /// Window functions may look at other rows: `rank() OVER (ORDER BY BALANCE)`.
  /// - Throws: `SQLError` as `rows(where:)` does.
  public func column(named name: String, as expression: String) throws(SQLError) -> SQLComputedColumn {
    let text = SQLText(expression)
    try text.checkExpression()
    guard let schema = try schemas(for: text, ofFirst: true).first else {
      return SQLComputedColumn(column: Column(name: name, numbers: []), isMixed: false)
    }
    try check(text, about: schema)
    let form = SQLForm(
      before: "SELECT (\n", after: "\n) FROM \(schema.quotedName) ORDER BY \(schema.rowNumber)")
    // A condition refuses sums over all rows, which here would leave one row; it refuses window functions as well.
    let check = SQLForm(before: "SELECT 1 FROM \(schema.quotedName) WHERE (\n", after: "\n)")
    let hasWindow = text.range(of: "over") != nil
    let result = try run(text, as: hasWindow ? [form] : [check, form], ofFirst: true) { statement in
      try statement.columns(limit: Self.valueLimit, memory: MemoryMeter(available: availableMemory))[0]
    }
    let column = result.column
    guard column.count == schema.table.rowCount else { throw SQLError(.aggregate("a function"), at: nil) }
    return SQLComputedColumn(column: Column(name: name, values: column.values), isMixed: result.isMixed)
  }

  /// The result of a query as a table; columns of the same name are numbered.
  /// - Throws: `SQLError` as `rows(where:)` does; `.notAQuery` for anything that would change something.
  public func table(named name: String, from query: String) throws(SQLError) -> Table {
    let text = SQLText(query)
    try text.checkQuery()
    try text.checkEverything(of: schemas(for: text))
    try check(text)
    let columns = try run(text, as: [SQLForm(before: "", after: "")]) { statement in
      try statement.columns(limit: Self.valueLimit, memory: MemoryMeter(available: availableMemory)).map(\.column)
    }
    do {
      return try Table(name: name, columns: Self.numbered(columns), source: "SQL")
    } catch {
      throw SQLError(.failed(error.message))
    }
  }

  /// The columns of the result of a query that no person wrote: it is not looked through for what people get wrong.
  /// - Throws: `SQLError` as `rows(where:)` does.
  package func columns(ofOwn query: String) throws(SQLError) -> [Column] {
    try run(SQLText(query), as: [SQLForm(before: "", after: "")]) { statement in
      try statement.columns(limit: Self.valueLimit, memory: MemoryMeter(available: availableMemory)).map(\.column)
    }
  }
}

/// What an expression gave.
public struct SQLComputedColumn: Sendable, Equatable {
  public let column: Column
  /// True when numbers stood beside text, so that all became text.
  public let isMixed: Bool
}

extension SQLSource {
  /// - Parameter first: the first table, where the text is about it without naming it.
  private func check(_ text: SQLText, about first: SQLSchema? = nil) throws(SQLError) {
    try SQLMeaning(text, tables: tables, isOfFirst: first != nil, parameters: parameters).check()
    if let first { try text.checkRowNumbers(of: [first]) }
  }

  /// - Parameter ofFirst: whether the first table is asked about without being named.
  /// - Throws: `SQLError.tooManyColumns` of a table that is asked about; others beside it do not matter.
  private func schemas(for text: SQLText, ofFirst: Bool = false) throws(SQLError) -> [SQLSchema] {
    var schemas: [SQLSchema] = []
    for (place, table) in tables.enumerated() {
      do throws(SQLError) {
        schemas.append(try SQLSchema(table, isNumbered: ofFirst && place == 0))
      } catch {
        if ofFirst && place == 0 || text.range(of: table.name) != nil { throw error }
      }
    }
    return schemas
  }

  private func run<Result>(
    _ text: SQLText, as forms: [SQLForm], ofFirst: Bool = false, read: (SQLiteStatement) throws -> Result
  ) throws(SQLError) -> Result {
    let schemas = try schemas(for: text, ofFirst: ofFirst)
    let database: SQLDatabase
    do {
      database = try SQLDatabase(
        schemas, parameters: parameters, isCancelled: isCancelled, availableMemory: availableMemory)
    } catch {
      throw SQLError(.failed("\(error)"))
    }
    return try database.run(text, as: forms, read: read)
  }

  /// The first of those whose names differ in case alone.
  static func distinct(_ tables: [Table]) -> [Table] {
    var seen = Set<String>()
    return tables.filter { seen.insert(SQLSchema.folded($0.name)).inserted }
  }

  /// The columns, those of one name numbered.
  package static func numbered(_ columns: [Column]) -> [Column] {
    var taken = Set(columns.map(\.name))
    var seen = Set<String>()
    // Where the search for a free number goes on: of many columns of one name, each would begin at 2 again.
    var next: [String: Int] = [:]
    return columns.map { column in
      guard !seen.insert(column.name).inserted else { return column }
      var number = next[column.name, default: 2]
      while !taken.insert("\(column.name)_\(number)").inserted { number += 1 }
      next[column.name] = number + 1
      return Column(name: "\(column.name)_\(number)", values: column.values)
    }
  }
}
