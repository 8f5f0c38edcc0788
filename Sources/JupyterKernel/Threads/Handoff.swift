import Dispatch
import Synchronization

/// A value that one thread waits for and another gives, once.
final class Handoff<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let given = DispatchSemaphore(value: 0)

  /// The first value given counts.
  func give(_ newValue: Value) {
    let isFirst = value.withLock {
      guard $0 == nil else { return false }
      $0 = newValue
      return true
    }
    if isFirst { given.signal() }
  }

  /// The value, as soon as there is one.
  func take() -> Value {
    given.wait()
    defer { given.signal() }
    guard let value = value.withLock({ $0 }) else { preconditionFailure("signalled before a value was given") }
    return value
  }

  /// The value, if there is one before `deadline`.
  func take(until deadline: DispatchTime) -> Value? {
    guard given.wait(timeout: deadline) == .success else { return nil }
    defer { given.signal() }
    return value.withLock { $0 }
  }
}
