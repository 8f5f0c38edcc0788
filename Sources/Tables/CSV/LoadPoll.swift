import Synchronization

/// Whether to stop, and how far the reading is: asked and told from every thread that reads.
final class LoadPoll: Sendable {
  private let cancelled: @Sendable () -> Bool
  private let report: @Sendable (Double) -> Void
  private let totalBytes: Int
  private let doneBytes = Mutex(0)

  /// `totalBytes` are those of all passes together.
  init(
    totalBytes: Int, isCancelled: @escaping @Sendable () -> Bool, report: @escaping @Sendable (Double) -> Void
  ) {
    self.totalBytes = max(1, totalBytes)
    cancelled = isCancelled
    self.report = report
  }

  var isCancelled: Bool { cancelled() }

  /// Reports under the lock, so that the share never goes back.
  func advance(bytes: Int) {
    doneBytes.withLock { done in
      done += bytes
      report(min(1, Double(done) / Double(totalBytes)))
    }
  }
}
