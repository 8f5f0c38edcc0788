import CSQLite
import Crypto
import FoundationEssentials
import Glibc
import Machine
import SQLite
import Synchronization
import Wording

/// A database of SQLite's in a file, which is only read.
package final class SQLiteFile: Sendable {
  /// One thread at a time asks.
  private let database: Mutex<SQLiteDatabase>

  /// Somebody may be writing: that is waited for, five seconds at most, not answered with an error.
  /// - Parameter isCancelled: asked meanwhile.
  /// - Throws: `SQLError.failed` in SQLite's words: no database, no permission; `.cancelled`.
  package init(path: String, isCancelled: @escaping @Sendable () -> Bool = { false }) throws(SQLError) {
    do throws(SQLiteError) {
      let opened = try SQLiteDatabase(path: path, access: .read)
      try opened.add(function: "md5", Self.md5)
      database = Mutex(opened)
    } catch {
      throw SQLError(.failed(error.message))
    }
    // SQLite looks at a file when it is asked for something.
    try database.withLock { database throws(SQLError) in
      let poll = StopPoll(isCancelled)
      poll.wait(for: database)
      defer { poll.leave(database) }
      do throws(SQLiteError) {
        try database.execute("SELECT count(*) FROM sqlite_schema")
      } catch {
        throw poll.hasStopped ? SQLError(.cancelled) : SQLError(.failed(error.message))
      }
    }
  }

  /// The result of a query, column by column, and what was decided about it; columns of one name are numbered.
  /// - Parameter isCancelled: asked every few milliseconds.
  /// - Throws: `SQLError`: what SQLite says of the query, `.notAQuery` for anything that would change something, `.cancelled`.
  package func result(
    of query: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(SQLError) -> (columns: [Column], notices: [LoadNotice]) {
    try database.withLock { database throws(SQLError) in
      let poll = StopPoll(isCancelled)
      poll.watch(database)
      poll.wait(for: database)
      defer { poll.leave(database) }
      do {
        return try Self.result(of: query, from: database)
      } catch {
        if poll.hasStopped { throw SQLError(.cancelled) }
        if let error = error as? SQLError { throw error }
        if let shortage = error as? MemoryShortage { throw SQLError(.outOfMemory(available: shortage.available)) }
        throw SQLError(.failed(Self.words(error)))
      }
    }
  }

  private static func result(
    of query: String, from database: SQLiteDatabase
  ) throws -> (columns: [Column], notices: [LoadNotice]) {
    let statement = try database.prepare(query)
    guard statement.isReadonly, !statement.columnNames.isEmpty else { throw SQLError(.notAQuery(query)) }
    let found = try statement.columns(limit: .max)
    let columns = SQLSource.numbered(found.map(\.column))
    return (columns, zip(columns, found).compactMap { column, found in found.notice(column: column.name) })
  }

  /// Runs statements on a file, all of them or none.
  /// - Throws: `SQLError`.
  package static func write(
    _ statements: any Sequence<String>, to path: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(SQLError) {
    let poll = StopPoll(isCancelled)
    do {
      let database = try SQLiteDatabase(path: path)
      poll.watch(database)
      poll.wait(for: database)
      defer { poll.leave(database) }
      try database.transaction {
        for statement in statements { try database.execute(statement) }
      }
    } catch {
      if poll.hasStopped { throw SQLError(.cancelled) }
      throw SQLError(.failed(words(error)))
    }
  }

  /// The digest that other engines have, in small hexadecimal digits: rows are drawn by it.
  private static func md5(_ value: SQLiteValue) -> SQLiteValue {
    guard case .text(let text) = value else { return .null }
    return .text(Insecure.MD5.hash(data: Data(text.utf8)).hexadecimal)
  }

  private static func words(_ error: any Error) -> String { (error as? SQLiteError)?.message ?? "\(error)" }
}
