import Machine
import Synchronization

/// Whether to stop, how far the reading is, and how many threads it has: asked by and reported to from every thread that reads.
final class LoadPoll: Sendable {
  private let context: ComputeContext
  private let totalBytes: Int
  private let doneBytes = Mutex(0)

  /// `totalBytes` are those of all passes together.
  init(totalBytes: Int, context: ComputeContext) {
    self.totalBytes = max(1, totalBytes)
    self.context = context
  }

  /// Threads that may read side by side.
  var threads: Int { context.threads }

  var isCancelled: Bool { context.cancelled }

  /// Reports under the lock, so that the share never goes back.
  func advance(bytes: Int) {
    doneBytes.withLock { done in
      done += bytes
      try? context.checkpoint(min(1, Double(done) / Double(totalBytes)))
    }
  }
}
