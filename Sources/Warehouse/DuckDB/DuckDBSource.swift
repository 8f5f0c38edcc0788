import Machine
import Tables

/// Tables that DuckDB is asked about where they lie: nothing of them is copied beforehand.
///
/// Numbers are DOUBLE, missing is NULL, days are DATE, points in time TIMESTAMP. Parameters are bound, never spliced. A query reads
/// these tables alone: no file, no extension, no setting.
public struct DuckDBSource: Sendable {
  private let library: DuckDBLibrary
  private let tables: [Table]
  private let parameters: [String: SQLValue]
  private let seed: UInt64
  private let context: ComputeContext

  /// Loads DuckDB, if it is not yet.
  /// - Parameters:
  ///   - parameters: what `$name` stands for.
  ///   - seed: of `random()` and samples.
  /// - Throws: `WarehouseError.noDriver`, `.brokenDriver`.
  public init(
    _ tables: [Table], parameters: [String: SQLValue] = [:], seed: UInt64 = 0, context: ComputeContext = .plain
  ) throws(WarehouseError) {
    library = try DuckDBLibrary.load()
    (self.tables, self.parameters, self.seed, self.context) = (tables, parameters, seed, context)
  }

  /// “2.0.1”
  public var version: String { library.version }

  /// The result of a query as a table; columns of the same name are numbered.
  /// - Throws: `SQLError`: no single query, names that are not there, too little memory, `.cancelled`.
  public func table(named name: String, from query: String) throws(SQLError) -> Table {
    let question = try SQLQuestion(query, over: tables, parameters: parameters, grammar: .duckDB)
    guard !query.unicodeScalars.contains("\0") else { throw SQLError(.syntax(near: "\\0")) }
    let available = (FreeMemory.bytes ?? 1 << 30) / 5 * 4
    let columns = try columns(of: question, memory: available)
    do {
      return try Table(name: name, columns: SQLSource.numbered(columns), source: "SQL")
    } catch {
      throw SQLError(.failed(error.message))
    }
  }

  private func columns(of question: SQLQuestion, memory: Int) throws(SQLError) -> [Column] {
    let opened = Opened()
    let call = Supervised(
      { [self] () throws -> [Column] in
        let database = try DuckDBDatabase(library, memory: memory)
        opened.database.withLock { $0 = database }
        try database.add(question.sources)
        try database.close(seed: Double(seed % 1_000_003) / 1_000_003)
        try context.checkCancellation()
        let statement = try DuckDBStatement(question.query, in: database)
        for parameter in question.parameters { statement.bind(parameter.name, to: parameter.value) }
        return try columns(of: statement.stream())
      }, stop: { opened.database.withLock { $0 }?.interrupt() })
    do {
      return try call.value { context.cancelled }
    } catch {
      if context.cancelled { throw SQLError(.cancelled) }
      switch error {
      case let error as SQLError: throw error
      case let failure as DriverFailure: throw DuckDBComplaint(failure).error(in: question, available: memory)
      case ArrowTable.Problem.nested(let columns):
        throw SQLError(.nested(column: columns[0].name, type: columns[0].type))
      case ArrowTable.Problem.tooLarge(_, let available): throw SQLError(.outOfMemory(available: available))
      default: throw SQLError(.cancelled)
      }
    }
  }

  private func columns(of stream: ArrowStream) throws -> [Column] {
    let width = try stream.fields().count
    return try ArrowTable(reading: stream) { rows in
      try context.checkCancellation()
      guard rows * width <= SQLSource.valueLimit else { throw SQLError(.tooManyValues(limit: SQLSource.valueLimit)) }
    }.columns
  }
}
