import CSQLite
import FoundationEssentials
import Glibc
import JupyterProtocol
import Logging
import SQLite
import Synchronization
import Wording

/// The SQLite file of all sessions. It is opened when it is first needed, not when the kernel starts, and never waited for: whoever
/// finds it locked gets an error at once and tries again.
final class HistoryDatabase: Sendable {
  /// What other sessions left.
  struct Past {
    /// Oldest first.
    var records: [HistoryRecord] = []
    /// The number of this session, or the one that it would get now.
    var session = 1
  }

  private struct State {
    var connection: SQLiteDatabase?
    /// The file that the connection is to.
    var identity: FileIdentity?
    /// The number of this session in that file; nil before its first cell is written.
    var session: Int?
    /// How many cells of this session that file holds.
    var written = 0
    /// Whether what earlier kernels set aside was looked for.
    var hasTakenIn = false
  }

  private let path: String
  private let logger: Logger
  private let state = Mutex(State())

  init(path: String, logger: Logger) {
    self.path = path
    self.logger = logger
  }

  /// Adds those of `cells`, which are all of this session so far, that the file does not hold; all or none of them.
  /// - Throws: what SQLite or the file system says.
  func keep(_ cells: PackedCells) throws {
    try attempt { state in
      if FileIdentity(path) != state.identity { state = State() }
      guard state.written < cells.count else { return }
      let connection = try connection(&state)
      let (known, unwritten) = (state.session, cells[state.written...])
      state.session = try Self.add(unwritten, to: known, in: connection)
      state.written = cells.count
      if !state.hasTakenIn {
        state.hasTakenIn = true
        takeIn(to: connection)
      }
    }
  }

  /// Adds `cells` to a session, a new one where none is named; all or none of them.
  /// - Returns: its number.
  private static func add(
    _ cells: some Sequence<HistoryRecord>, to session: Int?, in database: SQLiteDatabase
  ) throws -> Int {
    try database.transaction {
      if session == nil { try database.execute(newSession) }
      let session = session ?? database.lastInsertedRow
      let statement = try database.prepare(
        "INSERT OR REPLACE INTO cell (session, line, input, output) VALUES (?, ?, ?, ?)")
      for cell in cells {
        try statement.run([SQLiteValue(session), SQLiteValue(cell.line), .text(cell.input), SQLiteValue(cell.output)])
      }
      return session
    }
  }

  /// What other sessions hold of what `request` asks for.
  /// - Throws: what SQLite or the file system says.
  func past(for request: HistoryRequest) throws -> Past {
    var past = Past()
    try attempt { state in
      // Who only asks makes no file.
      guard let identity = FileIdentity(path) else { return }
      if identity != state.identity { state = State() }
      let known = state.session
      let database = try connection(&state)
      guard try Self.number("SELECT count(*) FROM sqlite_schema WHERE name = 'cell'", in: database) > 0 else { return }
      let session = try known ?? Self.number("SELECT max(session) FROM session", in: database) + 1
      let query = HistoryQuery(request, currentSession: session)
      past = Past(records: try Self.records(query.sql, query.arguments, in: database), session: session)
    }
    return past
  }

  /// - Parameter sql: asks for session, line, input and output.
  private static func records(
    _ sql: String, _ arguments: [SQLiteValue] = [], in database: SQLiteDatabase
  ) throws -> [HistoryRecord] {
    let statement = try database.prepare(sql)
    try statement.bind(arguments)
    var records: [HistoryRecord] = []
    try statement.forEachRow {
      records.append(
        HistoryRecord(
          session: statement.integer(0), line: statement.integer(1), input: statement.text(2) ?? "",
          output: statement.text(3)))
    }
    return records
  }

  /// The one number that `sql` asks for; 0 where there is none.
  private static func number(_ sql: String, in database: SQLiteDatabase) throws -> Int {
    let statement = try database.prepare(sql)
    var number = 0
    try statement.forEachRow { number = statement.integer(0) }
    return number
  }

  // MARK: Beside the file

  /// Puts those of `cells` that the file does not hold into one of their own beside it, for the next kernel to take in.
  /// - Throws: what SQLite or the file system says.
  func setAside(_ cells: PackedCells) throws {
    let unwritten = cells[state.withLock { $0.written }...]
    guard !unwritten.isEmpty else { return }
    let file = try SQLiteDatabase(path: "\(path).waiting-\(UUID().uuidString.lowercased())")
    _ = try Self.add(unwritten, to: nil, in: file)
  }

  /// Takes in what earlier kernels set aside, each as a session of its own.
  private func takeIn(to connection: SQLiteDatabase) {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where name.hasPrefix(url.lastPathComponent + ".waiting-") && !name.hasSuffix("-journal")
    {
      let waiting = "\(folder)/\(name)"
      // One kernel takes it in; who comes later finds no file under the name.
      let lock = open(waiting, O_RDONLY | O_CLOEXEC)
      guard lock >= 0 else { continue }
      defer { close(lock) }
      guard flock(lock, LOCK_EX | LOCK_NB) == 0, FileIdentity(waiting) != nil else { continue }
      do {
        let cells = try Self.records("SELECT * FROM cell ORDER BY line", in: SQLiteDatabase(path: waiting))
        _ = try Self.add(cells, to: nil, in: connection)
        unlink(waiting)
      } catch {
        let reason = systemReason(error)
        logger.warning("what an earlier kernel left of the history in \(waiting) cannot be taken in: \(reason)")
      }
    }
  }

  /// Works on the file. One that is damaged is moved aside, and another one begun in its place.
  private func attempt(_ body: (inout State) throws -> Void) throws {
    try state.withLock { state in
      do {
        try body(&state)
      } catch let error as SQLiteError where error.isOfDamage {
        state = State()
        try moveAside(because: error)
        try body(&state)
      } catch let error as SQLiteError where !error.isOfLock {
        // A connection that has failed once may fail for ever; what was written stays written.
        state.connection = nil
        throw error
      }
    }
  }

  private func connection(_ state: inout State) throws -> SQLiteDatabase {
    if let connection = state.connection { return connection }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    // What somebody types is theirs alone; the XDG base directory specification asks for this mode, too.
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let connection = try SQLiteDatabase(path: path)
    // Several kernels share one file: readers then do not wait for a writer.
    try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    state.connection = connection
    state.identity = FileIdentity(path)
    return connection
  }

  /// Gives the damaged file, and what belongs to it, a name that is free, and says which.
  private func moveAside(because error: SQLiteError) throws {
    var number = 1
    while FileIdentity("\(path).damaged-\(number)") != nil { number += 1 }
    let aside = "\(path).damaged-\(number)"
    try FileManager.default.moveItem(atPath: path, toPath: aside)
    for part in ["-wal", "-shm"] where FileIdentity(path + part) != nil {
      try? FileManager.default.moveItem(atPath: path + part, toPath: aside + part)
    }
    logger.warning("the history was damaged (\(error.message)); it is now \(aside), and another one begins")
  }

  private static let newSession = """
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
    """
}

extension SQLiteError {
  /// The file is no database, or not a whole one.
  fileprivate var isOfDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB].contains(code) }

  /// Somebody else works on the file.
  var isOfLock: Bool { [SQLITE_BUSY, SQLITE_LOCKED].contains(code) }
}

/// Which file a path leads to: another one may be put in its place while it is open.
private struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// Nil where there is no file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    (device, number) = (UInt64(status.st_dev), UInt64(status.st_ino))
  }
}
