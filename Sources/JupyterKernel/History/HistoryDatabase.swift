import Foundation
import GRDB
import JupyterProtocol
import Logging
import Synchronization

/// The SQLite file behind the history. It is opened when it is first needed, not when the kernel starts.
///
/// Where the file cannot be opened or read, history lasts as long as the kernel and a warning is logged: a cell
/// never fails for it.
final class HistoryDatabase: Sendable {
  private struct Connection {
    let queue: DatabaseQueue
    let session: Int
  }

  private let path: String?
  private let logger: Logger
  private let opened = Mutex<Connection?>(nil)

  init(path: String?, logger: Logger) {
    self.path = path
    self.logger = logger
  }

  /// Adds `records` to this session.
  func write(_ records: [HistoryRecord]) {
    attempt("write", otherwise: ()) { connection in
      try connection.queue.write { database in
        let statement = try database.makeStatement(
          sql: "INSERT OR REPLACE INTO cell (session, line, input, output) VALUES (?, ?, ?, ?)")
        for record in records {
          try statement.execute(arguments: [connection.session, record.line, record.input, record.output])
        }
      }
    }
  }

  /// What `request` asks for, oldest first.
  func records(for request: HistoryRequest) -> [HistoryRecord] {
    attempt("read", otherwise: []) { connection in
      let query = HistoryQuery(request, currentSession: connection.session)
      return try connection.queue.read { database in
        try Row.fetchAll(database, sql: query.sql, arguments: query.arguments).map { row in
          HistoryRecord(session: row["session"], line: row["line"], input: row["input"], output: row["output"])
        }
      }
    }
  }

  private func attempt<Result>(
    _ operation: String, otherwise fallback: Result, _ body: (Connection) throws -> Result
  ) -> Result {
    do {
      return try body(connection())
    } catch {
      logger.warning("cannot \(operation) history: \(error)")
      return fallback
    }
  }

  private func connection() throws -> Connection {
    try opened.withLock { opened in
      if let opened { return opened }
      let connection: Connection
      do {
        connection = try open(path)
      } catch  where path != nil {
        logger.warning("history is kept in memory only: \(error)")
        connection = try open(nil)
      }
      opened = connection
      return connection
    }
  }

  private func open(_ path: String?) throws -> Connection {
    var configuration = Configuration()
    configuration.busyMode = .timeout(2)
    configuration.prepareDatabase { database in
      // Several kernels share one file: readers then do not wait for a writer.
      if path != nil { try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL") }
    }
    if let path {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      // What somebody types is theirs alone; the XDG base directory specification asks for this mode, too.
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let queue = try DatabaseQueue(path: path ?? ":memory:", configuration: configuration)
    let session = try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS session (
            session INTEGER PRIMARY KEY AUTOINCREMENT,
            started TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
          );
          CREATE TABLE IF NOT EXISTS cell (
            session INTEGER NOT NULL REFERENCES session,
            line INTEGER NOT NULL,
            input TEXT NOT NULL,
            output TEXT,
            PRIMARY KEY (session, line)
          ) WITHOUT ROWID;
          INSERT INTO session DEFAULT VALUES;
          """)
      return Int(database.lastInsertedRowID)
    }
    return Connection(queue: queue, session: session)
  }
}
