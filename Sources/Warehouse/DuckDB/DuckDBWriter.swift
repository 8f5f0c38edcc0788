import FoundationEssentials
import Glibc
import Machine
import Synchronization
import Tables
import Wording

/// Writes tables by DuckDB, which reads their columns where they lie. Types are kept, missing values are NULL.
public struct DuckDBWriter: Sendable {
  /// What becomes of a table.
  public enum Form: String, Sendable {
    case parquet
    /// A database with one table, of the table's name.
    case duckdb

    /// By the name of a file; nil for any other.
    public init?(ending: String) {
      switch ending {
      case "parquet", "pq": self = .parquet
      case "duckdb": self = .duckdb
      default: return nil
      }
    }
  }

  private let library: DuckDBLibrary

  /// Loads DuckDB, if it is not yet.
  /// - Throws: `WarehouseError.noDriver`, `.brokenDriver`.
  public init() throws(WarehouseError) { library = try DuckDBLibrary.load() }

  /// Writes `table` to `path`; a file there is replaced only once the new one is whole and on disk.
  ///
  /// A database there is replaced only where it holds nothing but a table of the same name, as an earlier call made it.
  /// - Parameter protected: files that must not be replaced, such as the ones that were loaded.
  /// - Throws: `WriteError`; the old file then stands as it did.
  public func write(
    _ table: Table, as form: Form, to path: String, protecting protected: [String] = [],
    context: ComputeContext = .plain
  ) throws(WriteError) {
    if let problem = Self.problem(with: table.columns.map(\.name)) { throw .failed(file: path, reason: problem) }
    if form == .duckdb {
      try AtomicFile.check(path, protecting: protected)
      try Self.checkDatabase(path, holdsOnly: table.name, context)
    }
    do {
      try AtomicFile.write(to: path, protecting: protected) { temporary throws(WriteError) in
        try fill(temporary, as: form, with: table, path, context)
      }
    } catch {
      throw error as? WriteError ?? .failed(file: path, reason: "\(error)")
    }
  }

  /// Refuses a file that is there and holds anything but one table, as far as DuckDB can tell.
  private static func checkDatabase(
    _ path: String, holdsOnly table: String, _ context: ComputeContext
  ) throws(WriteError) {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    func refused(_ reason: String) -> WriteError { .wouldReplaceDatabase(file: path, reason: reason) }
    // They would be taken for changes of the new one.
    if FileManager.default.fileExists(atPath: "\(file).wal") {
      throw refused("is a database with changes beside it in \(path).wal")
    }
    var status = stat()
    guard stat(file, &status) == 0, status.st_size > 0 else { return }
    let found: [Column]
    do throws(WarehouseError) {
      found = try DatabaseAddress("duckdb:\(file)").connect(context: context).result(
        of: everything, expecting: nil, context: context
      ).columns
    } catch {
      if error == .cancelled { throw .cancelled }
      throw refused("is there already, and is no database that DuckDB can open")
    }
    let names = (0..<(found.first?.count ?? 0)).compactMap { found[0].text(at: $0) }
    guard names.allSatisfy({ $0.lowercased() == table.lowercased() }), names.count < 2 else {
      throw refused("is a database that holds \(list(names, limit: 6)), not just \(table)")
    }
  }

  /// Gives what somebody has put into a database.
  private static let everything = """
    SELECT table_name FROM duckdb_tables() WHERE NOT internal AND NOT temporary UNION ALL
    SELECT view_name FROM duckdb_views() WHERE NOT internal AND NOT temporary UNION ALL
    SELECT sequence_name FROM duckdb_sequences() UNION ALL
    SELECT DISTINCT function_name FROM duckdb_functions() WHERE NOT internal
    """

  /// DuckDB tells columns apart by more than their case, and a name has to be one.
  private static func problem(with names: [String]) -> String? {
    var seen: [String: String] = [:]
    for name in names {
      if name.isEmpty || name.unicodeScalars.contains("\0") {
        return "a column of it has no name that DuckDB can write"
      }
      if let other = seen.updateValue(name, forKey: name.lowercased()) {
        return "its columns \(other) and \(name) differ in case alone, which DuckDB does not tell apart"
      }
    }
    return nil
  }

  private func fill(
    _ temporary: String, as form: Form, with table: Table, _ path: String, _ context: ComputeContext
  ) throws(WriteError) {
    let opened = Opened()
    let memory = (FreeMemory.bytes ?? 1 << 30) / 5 * 4
    let writing = Supervised(
      { [library] in
        let database = try DuckDBDatabase(library, memory: memory, mayTouchFiles: true)
        opened.database.withLock { $0 = database }
        let name = try database.add(table.columns, rowCount: table.rowCount)
        try context.checkCancellation()
        let file = SQLDialect.duckdb.literal(temporary)
        switch form {
        case .parquet:
          try database.run("COPY (SELECT * FROM \(name)()) TO \(file) (FORMAT parquet, USE_TMP_FILE false)")
        case .duckdb:
          try database.run("ATTACH \(file) AS made")
          try database.run(
            "CREATE TABLE made.\(SQLDialect.duckdb.quoted(table.name)) AS SELECT * FROM \(name)()")
          try database.run("DETACH made")
        }
      }, stop: { opened.database.withLock { $0 }?.interrupt() })
    do {
      try writing.value { context.cancelled }
    } catch {
      guard let failure = error as? DriverFailure, !context.cancelled else { throw .cancelled }
      let reason = DuckDBComplaint(failure).message.replacing(temporary, with: path)
      throw .failed(file: path, reason: reason.inOneLine)
    }
  }
}

/// The database of a call, once it is there, for whoever wants the call to end.
final class Opened: Sendable {
  let database = Mutex<DuckDBDatabase?>(nil)
}
