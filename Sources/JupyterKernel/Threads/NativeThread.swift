import Dispatch
import Foundation

/// A thread with a name and a stack of its own size, that can be waited for.
final class NativeThread: Sendable {
  private let finished = DispatchSemaphore(value: 0)

  /// Starts at once.
  /// - Parameter stackSize: in bytes; only what is used takes memory.
  init(name: String, stackSize: Int = 1 << 19, body: @escaping @Sendable () -> Void) {
    let finished = finished
    let thread = Thread {
      body()
      finished.signal()
    }
    thread.name = name
    thread.stackSize = stackSize
    thread.start()
  }

  /// Waits until `deadline` for the end of the thread; to be called once.
  /// - Returns: false when it still runs.
  @discardableResult
  func join(until deadline: DispatchTime) -> Bool {
    finished.wait(timeout: deadline) == .success
  }
}
