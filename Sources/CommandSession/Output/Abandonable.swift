import Dispatch
import Synchronization

/// Work that cannot be asked to stop, and that an interrupt need not wait for.
///
/// It runs on a thread of its own; after an interrupt it ends by itself, and nobody reads what it made. So it gets values,
/// returns a value, and takes no more than a second or two. Longer work polls, see `ComputeContext`.
final class Abandonable<Value: Sendable>: Sendable {
  private let work: @Sendable () -> Value
  private let result = Mutex<Value?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  package init(_ work: @escaping @Sendable () -> Value) {
    self.work = work
  }

  /// Does the work and waits for it.
  /// - Throws: `CancellationError` within some milliseconds of an interrupt.
  package func value(isCancelled: () -> Bool) throws(CancellationError) -> Value {
    if isCancelled() { throw CancellationError() }
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let made = work()
      result.withLock { $0 = made }
      isDone.signal()
    }
    while isDone.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
      if isCancelled() { throw CancellationError() }
    }
    guard let made = result.withLock({ $0 }) else { throw CancellationError() }
    return made
  }
}

extension CommandContext {
  /// The value of `work`, which an interrupt abandons; for figures, which are made of all rows in one go.
  /// - Throws: `CancellationError`.
  package func making<Value: Sendable>(_ work: @escaping @Sendable () -> Value) throws(CancellationError) -> Value {
    try Abandonable(work).value(isCancelled: { execution.isInterrupted })
  }
}
