import CSQLite
import Glibc
import SQLite

/// What SQLite asks while it runs. A class, because SQLite keeps a pointer to it.
final class StopPoll {
  private let isCancelled: @Sendable () -> Bool
  /// Whether a stop was asked for. SQLite reports that as errors of many kinds, from a failed statement to a
  /// transaction that cannot be rolled back; none of them says more than this.
  private(set) var hasStopped = false

  init(_ isCancelled: @escaping @Sendable () -> Bool) { self.isCancelled = isCancelled }

  func mustStop() -> Bool {
    if !hasStopped, isCancelled() { hasStopped = true }
    return hasStopped
  }

  /// Lets SQLite ask every few thousand steps whether to stop: a join or a sort would not come back before its end.
  ///
  /// The pointer stays valid: SQLite asks while a statement runs, and the owner of this object waits for that.
  func watch(_ database: SQLiteDatabase) {
    sqlite3_progress_handler(
      database.connection, 4_000,
      { pointer in
        guard let pointer else { return 0 }
        return Unmanaged<StopPoll>.fromOpaque(pointer).takeUnretainedValue().mustStop() ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Lets SQLite wait for a file that somebody else has locked, five seconds at most, and ask meanwhile whether to stop.
  func wait(for database: SQLiteDatabase) {
    sqlite3_busy_handler(
      database.connection,
      { pointer, attempts in
        guard let pointer, attempts < 500 else { return 0 }
        if Unmanaged<StopPoll>.fromOpaque(pointer).takeUnretainedValue().mustStop() { return 0 }
        usleep(10_000)
        return 1
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Ends what `watch` and `wait` began.
  func leave(_ database: SQLiteDatabase) {
    sqlite3_progress_handler(database.connection, 0, nil, nil)
    sqlite3_busy_handler(database.connection, nil, nil)
  }
}
