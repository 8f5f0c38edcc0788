import Dispatch
import JupyterProtocol
import Synchronization

/// Shell requests in the order of their arrival; one thread puts them in, another takes them out.
package final class RequestQueue: Sendable {
  private struct State {
    var waiting: [Request] = []
    var head = 0
    var newest = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)
  private let capacity: Int

  /// - Parameter capacity: how many requests may wait before no more are to be read from the socket.
  package init(capacity: Int = 4096) {
    self.capacity = capacity
  }

  /// Lines `message` up, behind all others.
  package func append(_ message: Message) {
    state.withLock {
      $0.newest += 1
      $0.waiting.append(Request(message: message, channel: .shell, number: $0.newest))
    }
    available.signal()
  }

  /// The next request, as soon as there is one; nil when the queue is closed.
  package func next() -> Request? {
    available.wait()
    return state.withLock {
      guard !$0.isClosed, $0.head < $0.waiting.count else { return nil }
      let request = $0.waiting[$0.head]
      $0.head += 1
      // Taken requests are let go in batches, so that taking stays cheap however many wait.
      if $0.head == $0.waiting.count || $0.head >= 64 {
        $0.waiting.removeFirst($0.head)
        $0.head = 0
      }
      return request
    }
  }

  /// The number of the request that arrived last.
  package var newest: Int { state.withLock { $0.newest } }

  /// True when none waits.
  package var isEmpty: Bool { state.withLock { $0.head == $0.waiting.count } }

  /// True when as many wait as may.
  package var isFull: Bool { state.withLock { $0.waiting.count - $0.head >= capacity } }

  /// Lets nothing out any more.
  package func close() {
    state.withLock { $0.isClosed = true }
    available.signal()
  }
}
