import CSQLite
import Glibc
import Machine
import SQLite

/// A way to put the user's text to SQLite.
struct SQLForm {
  let before: String
  let after: String
}

/// A database in memory that is filled with what one statement reads, and gone with it.
final class SQLDatabase {
  private let schemas: [SQLSchema]
  private let parameters: [String: SQLValue]
  private let database: SQLiteDatabase
  private let poll: StopPoll
  private let availableMemory: @Sendable () -> Int

  /// Bytes of the longest text or row: what a query makes up must not take all memory.
  private static let longestValue: CInt = 16 << 20

  init(
    _ schemas: [SQLSchema], parameters: [String: SQLValue], isCancelled: @escaping @Sendable () -> Bool,
    availableMemory: @escaping @Sendable () -> Int
  ) throws {
    self.schemas = schemas
    self.availableMemory = availableMemory
    self.parameters = parameters
    poll = StopPoll(isCancelled)
    database = try SQLiteDatabase(path: nil)
    try database.execute("PRAGMA journal_mode = OFF; PRAGMA temp_store = \(SQLScratch.store)")
    sqlite3_limit(database.connection, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_limit(database.connection, SQLITE_LIMIT_LENGTH, Self.longestValue)
    try Self.addMathematics(to: database)
  }

  /// Logarithm and root, where SQLite was built without them; of what has none they are NULL, as SQLite's own.
  private static func addMathematics(to database: SQLiteDatabase) throws {
    let functions: [(name: String, function: @Sendable (Double) -> Double)] = [
      ("ln", { log($0) }), ("sqrt", { $0.squareRoot() }),
    ]
    for (name, function) in functions where (try? database.prepare("SELECT \(name)(1)")) == nil {
      try database.add(function: name) { argument in
        let result: Double
        switch argument {
        case .integer(let value): result = function(Double(value))
        case .number(let value): result = function(value)
        case .null, .text: return .null
        }
        return result.isFinite ? .number(result) : .null
      }
    }
  }

  /// Runs a statement that reads: what is wrong with it is found before any row is copied.
  ///
  /// - Parameters:
  ///   - forms: ways to put the user's text to SQLite; all are checked, the last one runs.
  ///   - read: takes the rows.
  /// - Throws: `SQLError`; `.cancelled` whatever SQLite reports when it was asked to stop.
  func run<Result>(
    _ text: SQLText, as forms: [SQLForm], read: (SQLiteStatement) throws -> Result
  ) throws(SQLError) -> Result {
    do {
      return try answer(text, as: forms, read: read)
    } catch {
      if poll.hasStopped { throw SQLError(.cancelled) }
      switch error {
      case let error as SQLError: throw error
      case let shortage as MemoryShortage: throw SQLError(.outOfMemory(available: shortage.available))
      case let error as SQLiteError:
        // It points at nothing of the user's: it failed as it ran.
        let error = SQLiteError(code: error.extendedCode, message: error.message)
        throw SQLComplaint(text: text, prefixLength: 0, tables: schemas).error(error)
      default: throw SQLError(.failed("\(error)"))
      }
    }
  }

  private func answer<Result>(
    _ text: SQLText, as forms: [SQLForm], read: (SQLiteStatement) throws -> Result
  ) throws -> Result {
    poll.watch(database)
    defer { poll.leave(database) }
    limitMemory()
    for schema in schemas { try database.execute(schema.creation) }
    var prepared: SQLiteStatement?
    let source = String(String.UnicodeScalarView(text.scalars))
    for form in forms {
      do throws(SQLiteError) {
        prepared = try database.prepare(form.before + source + form.after)
      } catch {
        throw SQLComplaint(text: text, prefixLength: form.before.utf8.count, tables: schemas).error(error)
      }
    }
    guard let statement = prepared, statement.isReadonly, !statement.columnNames.isEmpty else {
      throw SQLError(.notAQuery(text.words.first?.text ?? ""), at: text.words.first?.range)
    }
    try statement.bind(arguments(for: text))
    try fill(with: statement.reading, text)
    return try read(statement)
  }

  /// The values of the parameters that the text names.
  private func arguments(for text: SQLText) throws(SQLError) -> [String: SQLiteValue] {
    var values: [String: SQLiteValue] = [:]
    for word in text.parameters {
      switch parameters[word.text] {
      case .integer(let value): values[word.text] = .integer(value)
      case .number(let value): values[word.text] = .number(value)
      case .text(let value): values[word.text] = .text(value)
      case .list: throw SQLError(.listParameter(word.text), at: word.range)
      case nil: throw SQLError(.unknownParameter(word.text), at: word.range)
      }
    }
    return values
  }

  // MARK: Filling

  /// Copies the columns that a statement reads, which SQLite itself reports, and no others.
  ///
  /// It keeps silent on columns that tables are joined by without being named for each, and on tables that nothing else is read of:
  /// these are copied whole.
  private func fill(with reading: SQLiteReading, _ text: SQLText) throws {
    let joinsByName = text.range(of: "using") != nil || text.range(of: "natural") != nil
    var copies: [(schema: SQLSchema, columns: [Column])] = []
    for schema in schemas {
      let isRead = reading.includes(table: schema.name)
      guard isRead || text.range(of: schema.name) != nil else { continue }
      let columns = schema.columns.filter { column in
        !isRead || joinsByName || reading.includes(column: column.name, of: schema.name)
      }
      copies.append((schema, columns))
    }
    try checkMemory(for: copies.reduce(0) { $0 + SQLScratch.bytes(of: $1.columns, rows: $1.schema.table.rowCount) })
    for copy in copies { try database.transaction { try insert(copy.columns, of: copy.schema) } }
  }

  private func checkMemory(for needed: Int) throws(SQLError) {
    do {
      try FreeMemory.require(needed, of: availableMemory)
    } catch {
      throw SQLError(.memory(needed: error.needed, available: error.available))
    }
  }

  /// Lets SQLite take half of what is free now, beyond which its statements fail and what they took is given back.
  ///
  /// The limit is one for all that SQLite does in this process, the history of inputs included, which needs little; it holds until
  /// the next query.
  private func limitMemory() {
    let free = Int64(clamping: max(Self.leastMemory, availableMemory() / 2))
    _ = sqlite3_hard_heap_limit64(sqlite3_memory_used().addingReportingOverflow(free).partialValue)
  }

  private static let leastMemory = 32 << 20

  private func insert(_ columns: [Column], of schema: SQLSchema) throws {
    let names = columns.map { SQLDialect.sqlite.quoted($0.name) }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let values = columns.isEmpty ? "DEFAULT VALUES" : "(\(names)) VALUES (\(places))"
    let insertion = try database.prepare("INSERT INTO \(schema.quotedName) \(values)")
    let bindings = columns.map { $0.binding }
    for row in 0..<schema.table.rowCount {
      if row % 4_096 == 0, poll.mustStop() { throw SQLError(.cancelled) }
      for (place, bind) in bindings.enumerated() { _ = bind(row, insertion.handle, CInt(place + 1)) }
      _ = try insertion.step()
    }
  }
}

extension Column {
  /// Puts the value of a row into a place of a statement; missing is NULL.
  fileprivate var binding: (_ row: Int, _ statement: OpaquePointer, _ place: CInt) -> CInt {
    switch values {
    case .numbers(let numbers):
      { row, statement, place in
        numbers[row].isNaN ? sqlite3_bind_null(statement, place) : sqlite3_bind_double(statement, place, numbers[row])
      }
    case .booleans(let booleans):
      { row, statement, place in
        booleans[row].map { sqlite3_bind_int(statement, place, $0 ? 1 : 0) } ?? sqlite3_bind_null(statement, place)
      }
    case .text, .dates:
      { row, statement, place in
        SQLiteValue(text(at: row)).bind(to: statement, at: place)
      }
    }
  }
}
