import CArrow
import Glibc
import Machine
import Synchronization
import Tables

/// A database that is reached by a driver of ADBC. One statement runs at a time.
final class ADBCConnection: Warehouse {
  let address: DatabaseAddress
  let dialect: SQLDialect
  private let driver: Driver
  /// One statement at a time; nil where the database could not be opened again after something was written.
  private let turn: Mutex<ADBCHandle?>

  /// Connects, on the thread that calls.
  /// - Throws: `DriverFailure`.
  private init(_ address: DatabaseAddress, _ driver: Driver) throws {
    self.address = address
    self.driver = driver
    dialect = driver.engine.dialect
    turn = Mutex(try Self.reading(address, driver))
  }

  private static func reading(_ address: DatabaseAddress, _ driver: Driver) throws -> ADBCHandle {
    try ADBCHandle(driver, options: driver.engine.options(for: address), settings: driver.engine.settings)
  }

  /// - Parameter driver: the file of a driver to take in the place of the one that would be found.
  /// - Throws: `WarehouseError`.
  static func open(
    _ address: DatabaseAddress, _ engine: Engine, driver path: String?, context: ComputeContext
  ) throws(WarehouseError) -> ADBCConnection {
    let driver = try Driver.load(engine, named: path)
    let connecting = Supervised { try ADBCConnection(address, driver) }
    do {
      return try connecting.value { context.cancelled }
    } catch let failure as DriverFailure where failure.status != .cancelled {
      throw .noConnection(address.shown, reason: engine.words(of: address.withoutSecrets(failure.message)))
    } catch {
      throw .cancelled
    }
  }

  func result(
    of query: String, expecting rows: Int?, context: ComputeContext
  ) throws(WarehouseError) -> (columns: [Column], notices: [LoadNotice]) {
    let table = try asking(query, context) { stream in
      try ArrowTable(reading: stream, expecting: rows) { arrived in
        if let rows, rows > 0 {
          try context.checkpoint(min(1, Double(arrived) / Double(rows)))
        } else {
          try context.checkCancellation()
        }
      }
    }
    return (SQLSource.numbered(table.columns), table.notices)
  }

  func columnNames(of query: String, context: ComputeContext) throws(WarehouseError) -> [String] {
    try asking(query, context) { try $0.fields().map(\.name) }
  }

  private func asking<Value: Sendable>(
    _ query: String, _ context: ComputeContext, _ read: @escaping @Sendable (ArrowStream) throws -> Value
  ) throws(WarehouseError) -> Value {
    let text = QueryText(query, dialect)
    guard text.isQuery else { throw .notAQuery(address.shown) }
    guard !text.hasSecondStatement else { throw .secondStatement(address.shown) }
    return try supervised(context) { [self] running in
      try turn.withLock { handle in
        guard let handle else {
          throw DriverFailure(message: "it could not be opened again: %connect connects it anew")
        }
        return try handle.reading {
          let made = try handle.statement(query)
          running.statement.withLock { $0 = made }
          defer { running.statement.withLock { $0 = nil } }
          return try read(try made.stream())
        }
      }
    }
  }

  /// - Parameter work: gets a place for the statement that is on its way, so that it can be called off.
  private func supervised<Value: Sendable>(
    _ context: ComputeContext, _ work: @escaping @Sendable (Running) throws -> Value
  ) throws(WarehouseError) -> Value {
    let running = Running()
    let call = Supervised({ try work(running) }, stop: { running.statement.withLock { $0?.cancel() } })
    do {
      return try call.value { context.cancelled }
    } catch let failure as DriverFailure {
      if context.cancelled || failure.status == .cancelled { throw .cancelled }
      throw .failed(address.shown, reason: driver.engine.words(of: address.withoutSecrets(failure.message)))
    } catch let problem as ArrowTable.Problem {
      switch problem {
      case .nested(let columns): throw .nested(columns.map { .init(name: $0.name, type: $0.type) }, query: nil)
      case .tooLarge(let needed, let available):
        throw .tooLarge("the result", needed: needed, available: available)
      }
    } catch {
      throw .cancelled
    }
  }
}

extension ADBCConnection {
  /// What DuckDB may keep in memory while rows only pass through it.
  private static let little = "40MB"

  func keepingLittle<Value>(_ body: () throws -> Value) throws -> Value {
    guard driver.engine == .duckdb, address.path != nil else { return try body() }
    try? set("SET memory_limit = '\(Self.little)'")
    defer { try? set("RESET memory_limit") }
    return try body()
  }

  private func set(_ setting: String) throws {
    try turn.withLock { handle in
      try handle?.run(setting)
    }
  }

  func write(
    _ statements: any Sequence<String> & Sendable, undo: String?, context: ComputeContext
  ) throws(WarehouseError) {
    try supervised(context) { [self] running in
      try turn.withLock { handle in
        // DuckDB opens a file for reading or for writing, not for both at once.
        if driver.engine == .duckdb { handle = nil }
        defer { if driver.engine == .duckdb { handle = try? Self.reading(address, driver) } }
        let writer = try ADBCHandle(driver, options: driver.engine.optionsForWriting(address), settings: [])
        func run(_ text: String) throws {
          let made = try writer.statement(text)
          running.statement.withLock { $0 = made }
          defer { running.statement.withLock { $0 = nil } }
          // A result goes before its statement.
          try withExtendedLifetime(made) { _ = try ArrowTable(reading: made.stream()) }
        }
        // All of it or nothing, where the engine knows of that.
        let isWhole = driver.engine == .postgresql || driver.engine == .duckdb
        var hasBegun = false
        do {
          if isWhole { try run("BEGIN") }
          for text in statements {
            try context.checkCancellation()
            try run(text)
            hasBegun = true
          }
          if isWhole { try run("COMMIT") }
        } catch {
          if isWhole { try? run("ROLLBACK") } else if hasBegun, let undo { try? run(undo) }
          throw error
        }
      }
    }
  }
}

/// A place for the statement that is on its way.
private final class Running: Sendable {
  let statement = Mutex<ADBCStatement?>(nil)
}

extension Engine {
  var dialect: SQLDialect {
    switch self {
    case .postgresql: .postgresql
    case .duckdb: .duckdb
    case .spark: .spark
    case .flightSQL: .ansi
    }
  }

  /// Statements that come before all others, and whether nothing can be done without them.
  ///
  /// Nothing is to be written in PostgreSQL, and its rows come in the order in which they are stored. Spark is to leave `${…}` alone,
  /// in names and texts too, which not every server lets itself be told. Who connects at the first question only is asked one. DuckDB
  /// 2.0.1 looks for expressions that come twice for a time that grows with the square of how many do: seconds for the distances to a
  /// hundred centroids, and with them more memory than it may have.
  var settings: [(statement: String, isNeeded: Bool)] {
    switch self {
    case .postgresql:
      [("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", true), ("SET synchronize_seqscans = off", true)]
    case .spark: [("SET spark.sql.variable.substitute = false", false), ("SELECT 1", true)]
    case .flightSQL: [("SELECT 1", true)]
    case .duckdb: [("SET disabled_optimizers = 'common_subexpressions'", false)]
    }
  }

  /// What its driver is told of an address.
  func options(for address: DatabaseAddress) -> [(String, String)] {
    switch self {
    // What is in memory cannot be read only.
    case .duckdb: address.path.map { [("path", $0), ("access_mode", "READ_ONLY")] } ?? []
    case .postgresql: [("uri", Self.bounded(address.uri))]
    case .spark: [("uri", address.uri)]
    case .flightSQL: FlightSignIn(address.uri).options
    }
  }

  /// The same for a connection that writes.
  func optionsForWriting(_ address: DatabaseAddress) -> [(String, String)] {
    options(for: address).filter { $0.0 != "access_mode" }
  }

  /// With a bound on how long a connection may take, unless there is one: libpq waits for ever.
  private static func bounded(_ uri: String) -> String {
    guard !uri.contains("connect_timeout=") else { return uri }
    return uri + (uri.contains("?") ? "&" : "?") + "connect_timeout=10"
  }
}
