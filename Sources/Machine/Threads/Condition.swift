import Glibc

/// A lock, and a way to wait until what it guards has changed.
package final class Condition: Sendable {
  // Both stay at one address from the first call to the last, as POSIX wants it, and are for several threads.
  nonisolated(unsafe) private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  nonisolated(unsafe) private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  package init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(change, nil)
  }

  deinit {
    pthread_cond_destroy(change)
    pthread_mutex_destroy(mutex)
    change.deallocate()
    mutex.deallocate()
  }

  package func withLock<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Waits for the next `broadcast`, or less: what is waited for is to be looked at again. To be called within `withLock`, whose lock
  /// is free meanwhile.
  package func wait() { pthread_cond_wait(change, mutex) }

  /// Wakes all who wait.
  package func broadcast() { pthread_cond_broadcast(change) }
}
