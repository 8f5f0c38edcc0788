import Crypto
import Foundation
import GRDB
import GRDBSQLite
import Machine

/// A database of SQLite's in a file, which is only read.
package final class SQLiteFile: Sendable {
  private let queue: DatabaseQueue

  /// - Throws: `SQLError.failed` in SQLite's words: no database, no permission.
  package init(path: String) throws(SQLError) {
    var configuration = Configuration()
    configuration.readonly = true
    // Somebody may be writing: that is waited for, not answered with an error.
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { $0.add(function: Self.md5) }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      // SQLite looks at a file when it is asked for something.
      _ = try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") }
    } catch {
      throw SQLError(.failed(Self.words(error)))
    }
  }

  /// The result of a query, column by column, and what was decided about it; columns of one name are numbered.
  /// - Parameter isCancelled: asked every few milliseconds.
  /// - Throws: `SQLError`: what SQLite says of the query, `.notAQuery` for anything that would change something, `.cancelled`.
  package func result(
    of query: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(SQLError) -> (columns: [Column], notices: [LoadNotice]) {
    let poll = StopPoll(isCancelled)
    do {
      return try queue.read { database in
        poll.watch(database)
        defer { sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil) }
        let statement = try database.makeStatement(sql: query)
        guard statement.isReadonly, statement.columnCount > 0 else { throw SQLError(.notAQuery(query)) }
        let found = try statement.columns(limit: .max)
        let columns = SQLSource.numbered(found.map(\.column))
        return (columns, zip(columns, found).compactMap { column, found in found.notice(column: column.name) })
      }
    } catch {
      if poll.hasStopped { throw SQLError(.cancelled) }
      if let error = error as? SQLError { throw error }
      if let shortage = error as? MemoryShortage { throw SQLError(.outOfMemory(available: shortage.available)) }
      throw SQLError(.failed(Self.words(error)))
    }
  }

  /// Runs statements on a file, all of them or none.
  /// - Throws: `SQLError`.
  package static func write(
    _ statements: any Sequence<String>, to path: String, isCancelled: @escaping @Sendable () -> Bool
  ) throws(SQLError) {
    let poll = StopPoll(isCancelled)
    do {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.write { database in
        poll.watch(database)
        defer { sqlite3_progress_handler(database.sqliteConnection, 0, nil, nil) }
        for statement in statements { try database.execute(sql: statement) }
      }
    } catch {
      if poll.hasStopped { throw SQLError(.cancelled) }
      throw SQLError(.failed(words(error)))
    }
  }

  /// The digest that other engines have, in small hexadecimal digits: rows are drawn by it.
  private static let md5 = DatabaseFunction("md5", argumentCount: 1, pure: true) { values in
    guard let text = String.fromDatabaseValue(values[0]) else { return nil }
    return Insecure.MD5.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
  }

  private static func words(_ error: any Error) -> String {
    (error as? DatabaseError).map { $0.message ?? "\($0.resultCode)" } ?? "\(error)"
  }
}
