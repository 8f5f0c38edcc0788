import CArrow
import Foundation
import Machine
import Synchronization
import Tables

/// A database that is reached by a driver of ADBC. One statement runs at a time.
final class ADBCConnection: Warehouse, @unchecked Sendable {
  let address: DatabaseAddress
  let dialect: SQLDialect
  private let driver: Driver
  // Only touched in `turn`, but for the cancellation of a statement, which drivers allow at any time.
  private let database: UnsafeMutablePointer<AdbcDatabase>
  private let connection: UnsafeMutablePointer<AdbcConnection>
  private let turn = Mutex(())

  /// Connects, on the thread that calls.
  /// - Throws: `DriverFailure`.
  private init(_ address: DatabaseAddress, _ driver: Driver, options: [(String, String)]) throws {
    self.address = address
    self.driver = driver
    dialect = driver.engine.dialect
    let functions = driver.functions.pointee
    let database = UnsafeMutablePointer<AdbcDatabase>.allocate(capacity: 1)
    database.initialize(to: AdbcDatabase(private_data: nil, private_driver: driver.functions))
    let connection = UnsafeMutablePointer<AdbcConnection>.allocate(capacity: 1)
    connection.initialize(to: AdbcConnection(private_data: nil, private_driver: driver.functions))
    (self.database, self.connection) = (database, connection)
    try Driver.call { functions.DatabaseNew?(database, $0) }
    for (key, value) in options { try Driver.call { functions.DatabaseSetOption?(database, key, value, $0) } }
    try Driver.call { functions.DatabaseInit?(database, $0) }
    try Driver.call { functions.ConnectionNew?(connection, $0) }
    try Driver.call { functions.ConnectionInit?(connection, database, $0) }
    for setting in driver.engine.settings {
      do {
        let statement = try Statement(on: connection, driver, setting.statement)
        // A result goes before its statement.
        try withExtendedLifetime(statement) { _ = try ArrowTable(reading: statement.stream()) }
      } catch {
        guard !setting.isNeeded else { throw error }
      }
    }
  }

  deinit {
    let functions = driver.functions.pointee
    if connection.pointee.private_data != nil { try? Driver.call { functions.ConnectionRelease?(connection, $0) } }
    if database.pointee.private_data != nil { try? Driver.call { functions.DatabaseRelease?(database, $0) } }
    connection.deallocate()
    database.deallocate()
  }

  /// - Parameter driver: the file of a driver to take in the place of the one that would be found.
  /// - Throws: `WarehouseError`.
  static func open(
    _ address: DatabaseAddress, _ engine: Engine, driver path: String?, context: ComputeContext
  ) throws(WarehouseError) -> ADBCConnection {
    let driver = try Driver.load(engine, named: path)
    let connecting = Supervised { try ADBCConnection(address, driver, options: engine.options(for: address)) }
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
      try ArrowTable(reading: stream) { arrived in
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
    let statement = Mutex<Statement?>(nil)
    let call = Supervised(
      { [self] in
        try turn.withLock { _ in
          let made = try Statement(on: connection, driver, query)
          statement.withLock { $0 = made }
          defer { statement.withLock { $0 = nil } }
          return try read(try made.stream())
        }
      }, stop: { statement.withLock { $0?.cancel() } })
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

/// A query on its way, released once when it goes.
private final class Statement: @unchecked Sendable {
  private let driver: Driver
  private let statement: UnsafeMutablePointer<AdbcStatement>

  init(on connection: UnsafeMutablePointer<AdbcConnection>, _ driver: Driver, _ query: String) throws(DriverFailure) {
    self.driver = driver
    let statement = UnsafeMutablePointer<AdbcStatement>.allocate(capacity: 1)
    statement.initialize(to: AdbcStatement(private_data: nil, private_driver: driver.functions))
    self.statement = statement
    let functions = driver.functions.pointee
    try Driver.call { functions.StatementNew?(connection, statement, $0) }
    try Driver.call { functions.StatementSetSqlQuery?(statement, query, $0) }
  }

  deinit {
    let release = driver.functions.pointee.StatementRelease
    if statement.pointee.private_data != nil { try? Driver.call { release?(statement, $0) } }
    statement.deallocate()
  }

  func stream() throws(DriverFailure) -> ArrowStream {
    let functions = driver.functions.pointee
    let failure: (UnsafeMutablePointer<ArrowArrayStream>) -> DriverFailure? = { stream in
      var status: AdbcStatus = 0
      guard let error = functions.ErrorFromArrayStream?(stream, &status) else { return nil }
      return DriverFailure(status: DriverStatus(rawValue: status) ?? .unknown, error.pointee)
    }
    do {
      return try ArrowStream(failure: failure) { place in
        try Driver.call { functions.StatementExecuteQuery?(self.statement, place, nil, $0) }
      }
    } catch {
      throw error as? DriverFailure ?? DriverFailure(message: "\(error)")
    }
  }

  func cancel() {
    let cancel = driver.functions.pointee.StatementCancel
    try? Driver.call { cancel?(statement, $0) }
  }
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
  /// in names and texts too, which not every server lets itself be told. Who connects at the first question only is asked one.
  fileprivate var settings: [(statement: String, isNeeded: Bool)] {
    switch self {
    case .postgresql:
      [("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", true), ("SET synchronize_seqscans = off", true)]
    case .spark: [("SET spark.sql.variable.substitute = false", false), ("SELECT 1", true)]
    case .flightSQL: [("SELECT 1", true)]
    case .duckdb: []
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

  /// With a bound on how long a connection may take, unless there is one: libpq waits for ever.
  private static func bounded(_ uri: String) -> String {
    guard !uri.contains("connect_timeout=") else { return uri }
    return uri + (uri.contains("?") ? "&" : "?") + "connect_timeout=10"
  }
}
