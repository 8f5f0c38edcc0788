import Dispatch
import Synchronization

/// A call into a driver, which may take as long as a network does and be asked to stop.
///
/// It runs on a thread of its own. When it is to stop, the driver is asked to; where that is of no use within two seconds the
/// call is left to end by itself, and whatever it has is released then.
final class Supervised<Value: Sendable>: Sendable {
  private let work: @Sendable () throws -> Value
  private let stop: (@Sendable () -> Void)?
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let isDone = DispatchSemaphore(value: 0)

  /// Milliseconds that a driver has to stop in.
  private static var patience: Int { 2_000 }

  /// - Parameter stop: asks the driver to end the call; called from another thread, perhaps more than once. nil where that cannot be
  ///   asked: then nobody waits for the end.
  init(_ work: @escaping @Sendable () throws -> Value, stop: (@Sendable () -> Void)? = nil) {
    (self.work, self.stop) = (work, stop)
  }

  /// Does the work and waits for it.
  /// - Throws: `CancellationError` once it is to stop; what the work throws.
  func value(isCancelled: () -> Bool) throws -> Value {
    if isCancelled() { throw CancellationError() }
    DispatchQueue.global(qos: .userInitiated).async { [self] in
      let made = Result { try work() }
      result.withLock { $0 = made }
      isDone.signal()
    }
    while isDone.wait(timeout: .now() + .milliseconds(5)) == .timedOut {
      guard isCancelled() else { continue }
      guard let stop else { throw CancellationError() }
      for _ in 0..<Self.patience / 50 {
        stop()
        if isDone.wait(timeout: .now() + .milliseconds(50)) == .success { break }
      }
      throw CancellationError()
    }
    guard let made = result.withLock({ $0 }) else { throw CancellationError() }
    return try made.get()
  }
}
