import CArrow

/// A database and a connection of a driver, released once when they go.
///
/// Only touched by one thread at a time, but for the cancellation of a statement, which drivers allow at any time.
final class ADBCHandle: @unchecked Sendable {
  private let driver: Driver
  private let database: UnsafeMutablePointer<AdbcDatabase>
  private let connection: UnsafeMutablePointer<AdbcConnection>
  /// Whether a transaction could not be ended.
  private var isInTransaction = false

  /// Connects, on the thread that calls.
  /// - Parameter settings: statements that come before all others, and whether nothing can be done without them.
  /// - Throws: `DriverFailure`.
  init(_ driver: Driver, options: [(String, String)], settings: [(statement: String, isNeeded: Bool)]) throws {
    self.driver = driver
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
    for setting in settings {
      do {
        try run(setting.statement)
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

  func statement(_ text: String) throws(DriverFailure) -> ADBCStatement {
    try ADBCStatement(on: connection, driver, text)
  }

  /// Runs a statement to its end.
  func run(_ text: String) throws {
    let statement = try statement(text)
    // A result goes before its statement.
    try withExtendedLifetime(statement) { _ = try ArrowTable(reading: statement.stream()) }
  }

  /// Reads, so that nothing of it stays: PostgreSQL lets some functions write in a transaction that is read-only, and change settings,
  /// all of which is taken back with it.
  func reading<Value>(_ body: () throws -> Value) throws -> Value {
    guard driver.engine == .postgresql else { return try body() }
    if isInTransaction { try run("ROLLBACK") }
    try run("BEGIN READ ONLY")
    isInTransaction = true
    defer { if (try? run("ROLLBACK")) != nil { isInTransaction = false } }
    return try body()
  }
}

/// A statement on its way, released once when it goes.
final class ADBCStatement: @unchecked Sendable {
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
