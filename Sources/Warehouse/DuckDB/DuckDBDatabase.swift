import CArrow
import Glibc
import Machine
import Tables

/// A DuckDB in memory, gone with this object, that sees the session's tables and nothing else.
///
/// One thread does the work, so that rows come in the same order and sums of the same bits each time.
final class DuckDBDatabase: @unchecked Sendable {
  let library: DuckDBLibrary
  private var database: DuckDBHandle?
  // Any thread may interrupt it; else it is touched by the thread that asks.
  private(set) var connection: DuckDBHandle?

  /// Bytes of the longest text that a query may make up of short ones.
  private static let longestText = 64 << 20

  /// - Parameters:
  ///   - memory: bytes that it may work with.
  ///   - mayTouchFiles: whether statements may read and write files; then they come from nobody but this program.
  /// - Throws: `DriverFailure`.
  init(_ library: DuckDBLibrary, memory: Int, mayTouchFiles: Bool = false) throws(DriverFailure) {
    self.library = library
    let call = library.call
    var configuration: DuckDBHandle?
    guard call.create_config(&configuration) == 0 else { throw DriverFailure(message: "no configuration") }
    defer { call.destroy_config(&configuration) }
    let settings = [
      "threads": "1", "memory_limit": "\(max(64, memory >> 20))MiB", "temp_directory": "",
      "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
      "enable_external_access": mayTouchFiles ? "true" : "false",
    ]
    for (name, value) in settings.sorted(by: { $0.key < $1.key }) { _ = call.set_config(configuration, name, value) }
    var message: UnsafeMutablePointer<CChar>?
    let opened = call.open_ext(nil, &database, configuration, &message)
    defer { if let message { call.free(message) } }
    guard opened == 0, call.connect(database, &connection) == 0 else {
      throw DriverFailure(message: message.map { String(cString: $0) } ?? "it cannot be opened")
    }
    try run("SET errors_as_json = true")
    // Dates with a time zone are written in UTC wherever this runs; a library without zones has none to set.
    try? run("SET TimeZone = 'UTC'")
  }

  deinit {
    library.call.disconnect(&connection)
    library.call.close(&database)
  }

  /// Makes a table function of columns.
  /// - Returns: its name.
  /// - Throws: `DriverFailure`.
  func add(_ columns: [Column], rowCount: Int, number: Int = 0) throws(DriverFailure) -> String {
    let name = "cohort_table_\(number)"
    guard let connection,
      DuckDBScannedTable(columns, rowCount: rowCount).register(as: name, with: connection, library)
    else { throw DriverFailure(message: "these columns cannot be shown to DuckDB") }
    return name
  }

  /// Makes views of tables.
  /// - Throws: `DriverFailure`.
  func add(_ sources: [SQLQuestion.Source]) throws(DriverFailure) {
    for (number, source) in sources.enumerated() {
      let function = try add(source.columns, rowCount: source.rowCount, number: number)
      // A name of no character is none here.
      let name = SQLDialect.duckdb.quoted(source.name.isEmpty ? "_" : source.name)
      try run("CREATE VIEW \(name) AS SELECT * FROM \(function)()")
    }
  }

  /// Lets nothing be set any more, and no text grow until all memory is gone: DuckDB counts none that a function makes up.
  /// - Parameter seed: of `random()` and samples, in 0..<1.
  /// - Throws: `DriverFailure`.
  func close(seed: Double) throws(DriverFailure) {
    func bounded(_ length: String, _ otherwise: String) -> String {
      "CASE WHEN \(length) > \(Self.longestText) THEN error('a text of more than \(Self.longestText >> 20) MB') ELSE \(otherwise) END"
    }
    try run("CREATE MACRO repeat(x, n) AS \(bounded("n * length(x)", "system.main.repeat(x, n)"))")
    for name in ["lpad", "rpad"] {
      try run("CREATE MACRO \(name)(x, n, y) AS \(bounded("n", "system.main.\(name)(x, n, y)"))")
    }
    try run("SELECT setseed(\(seed))")
    try run("SET lock_configuration = true")
  }

  /// Runs a statement of this program's.
  /// - Throws: `DriverFailure`.
  func run(_ statement: String) throws(DriverFailure) {
    var result = DuckDBResult()
    defer { library.call.destroy_result(&result) }
    guard library.call.query(connection, statement, &result) == 0 else {
      throw DriverFailure(message: library.call.result_error(&result).map { String(cString: $0) } ?? "")
    }
  }

  /// Asks what is running to end, from any thread.
  func interrupt() { library.call.interrupt(connection) }
}
