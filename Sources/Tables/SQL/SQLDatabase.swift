import Foundation
import GRDB
import GRDBSQLite
import Machine

/// A way to put the user's text to SQLite.
struct SQLForm {
  let before: String
  let after: String
}

/// A database in memory that is filled with what one statement reads, and gone with it.
final class SQLDatabase {
  private let schemas: [SQLSchema]
  private let parameters: [String: SQLValue]
  private let queue: DatabaseQueue
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
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = OFF; PRAGMA temp_store = \(SQLScratch.store)")
      sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_ATTACHED, 0)
      sqlite3_limit(database.sqliteConnection, SQLITE_LIMIT_LENGTH, Self.longestValue)
      SQLDatabase.addMathematics(to: database)
    }
    queue = try DatabaseQueue(configuration: configuration)
  }

  /// Logarithm and root, where SQLite was built without them; of what has none they are NULL, as SQLite's own.
  private static func addMathematics(to database: Database) {
    let functions: [(name: String, function: @Sendable (Double) -> Double)] = [
      ("ln", { log($0) }), ("sqrt", { $0.squareRoot() }),
    ]
    for (name, function) in functions where (try? database.makeStatement(sql: "SELECT \(name)(1)")) == nil {
      database.add(
        function: DatabaseFunction(name, argumentCount: 1, pure: true) { values in
          guard let value = Double.fromDatabaseValue(values[0]) else { return nil }
          let result = function(value)
          return result.isFinite ? result : nil
        })
    }
  }

  /// Runs a statement that reads: what is wrong with it is found before any row is copied.
  ///
  /// - Parameters:
  ///   - forms: ways to put the user's text to SQLite; all are checked, the last one runs.
  ///   - read: takes the rows.
  /// - Throws: `SQLError`; `.cancelled` whatever SQLite reports when it was asked to stop.
  func run<Result>(
    _ text: SQLText, as forms: [SQLForm], read: (Statement) throws -> Result
  ) throws(SQLError) -> Result {
    do {
      return try answer(text, as: forms, read: read)
    } catch {
      if poll.hasStopped { throw SQLError(.cancelled) }
      switch error {
      case let error as SQLError: throw error
      case let shortage as MemoryShortage: throw SQLError(.outOfMemory(available: shortage.available))
      case let error as DatabaseError:
        throw SQLComplaint(text: text, prefixLength: 0, tables: schemas).error(error, offset: -1)
      default: throw SQLError(.failed("\(error)"))
      }
    }
  }

  private func answer<Result>(
    _ text: SQLText, as forms: [SQLForm], read: (Statement) throws -> Result
  ) throws -> Result {
    try queue.inDatabase { database in
      poll.watch(database)
      limitMemory()
      for schema in schemas { try database.execute(sql: schema.creation) }
      var prepared: Statement?
      let source = String(String.UnicodeScalarView(text.scalars))
      for form in forms {
        let complaint = SQLComplaint(text: text, prefixLength: form.before.utf8.count, tables: schemas)
        do {
          prepared = try database.makeStatement(sql: form.before + source + form.after)
        } catch let error as DatabaseError {
          throw complaint.error(error, offset: Int(sqlite3_error_offset(database.sqliteConnection)))
        }
      }
      guard let statement = prepared, statement.isReadonly, statement.columnCount > 0 else {
        throw SQLError(.notAQuery(text.words.first?.text ?? ""), at: text.words.first?.range)
      }
      try statement.setArguments(arguments(for: text))
      try fill(database, with: statement.databaseRegion, text)
      return try read(statement)
    }
  }

  /// The values of the parameters that the text names.
  private func arguments(for text: SQLText) throws(SQLError) -> StatementArguments {
    var values: [String: (any DatabaseValueConvertible)?] = [:]
    for word in text.parameters {
      switch parameters[word.text] {
      case .integer(let value): values[word.text] = value
      case .number(let value): values[word.text] = value
      case .text(let value): values[word.text] = value
      case .list: throw SQLError(.listParameter(word.text), at: word.range)
      case nil: throw SQLError(.unknownParameter(word.text), at: word.range)
      }
    }
    return StatementArguments(values)
  }

  // MARK: Filling

  /// Copies the columns that a statement reads, which SQLite itself reports, and no others.
  ///
  /// It keeps silent on columns that tables are joined by without being named for each, and on tables that nothing else is read of:
  /// these are copied whole.
  private func fill(_ database: Database, with region: DatabaseRegion, _ text: SQLText) throws {
    let joinsByName = text.range(of: "using") != nil || text.range(of: "natural") != nil
    var copies: [(schema: SQLSchema, columns: [Column])] = []
    for schema in schemas {
      let isRead = region.isModified(byEventsOfKind: .insert(tableName: schema.name))
      guard isRead || text.range(of: schema.name) != nil else { continue }
      let columns = schema.columns.filter { column in
        !isRead || joinsByName
          || region.isModified(byEventsOfKind: .update(tableName: schema.name, columnNames: [column.name]))
      }
      copies.append((schema, columns))
    }
    try checkMemory(for: copies.reduce(0) { $0 + SQLScratch.bytes(of: $1.columns, rows: $1.schema.table.rowCount) })
    for copy in copies {
      try database.inTransaction {
        try insert(copy.columns, of: copy.schema, into: database)
        return .commit
      }
    }
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

  private func insert(_ columns: [Column], of schema: SQLSchema, into database: Database) throws {
    let names = columns.map { SQLDialect.sqlite.quoted($0.name) }.joined(separator: ", ")
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    let values = columns.isEmpty ? "DEFAULT VALUES" : "(\(names)) VALUES (\(places))"
    let insertion = try database.makeStatement(sql: "INSERT INTO \(schema.quotedName) \(values)")
    let bindings = columns.map { $0.binding }
    // SQLite's statement lives as long as this one.
    try withExtendedLifetime(insertion) {
      let statement = insertion.sqliteStatement
      for row in 0..<schema.table.rowCount {
        if row % 4_096 == 0, poll.mustStop() { throw SQLError(.cancelled) }
        for (place, bind) in bindings.enumerated() { _ = bind(row, statement, CInt(place + 1)) }
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE else {
          throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(database.sqliteConnection)))
        }
        sqlite3_reset(statement)
      }
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
        text(at: row)?.bind(to: statement, at: place) ?? sqlite3_bind_null(statement, place)
      }
    }
  }
}
