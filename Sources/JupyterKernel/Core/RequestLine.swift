import Dispatch
import JupyterProtocol
import Synchronization

/// The requests of shell that wait for one thread: the kernel's own, or that of a subshell.
///
/// Any thread lines them up; the one that they wait for takes them out.
package final class RequestLine: Sendable {
  private struct State {
    var requests = RequestQueue()
    /// Execute requests up to this number are not run, because a cell before them failed.
    var abortedThrough = 0
    /// Comms that have heard something and are not caught up.
    var behind: [String] = []
    var isClosed = false
    /// Whether the thread sleeps until something comes.
    var isAwaited = false
  }

  private let state = Mutex(State())
  private let change = DispatchSemaphore(value: 0)

  /// Lines `message` up, behind all others.
  /// - Returns: false when the line is closed.
  func append(_ message: Message) -> Bool {
    let (isTaken, wakes) = state.withLock { state in
      guard !state.isClosed else { return (false, false) }
      state.requests.append(message)
      defer { state.isAwaited = false }
      return (true, state.isAwaited)
    }
    if wakes { change.signal() }
    return isTaken
  }

  /// Takes the next request out; nil when none waits, or the line is closed.
  func next() -> Request? { state.withLock { $0.isClosed ? nil : take(&$0) } }

  /// Waits for the next request and takes it out; nil once the line is closed.
  func awaitNext() -> Request? {
    while true {
      let (request, isClosed) = state.withLock { state -> (Request?, Bool) in
        guard !state.isClosed else { return (nil, true) }
        let request = take(&state)
        state.isAwaited = request == nil
        return (request, false)
      }
      if request != nil || isClosed { return request }
      change.wait()
    }
  }

  /// Lets nobody in any more, and nobody out but by `rest`.
  func close() {
    let wakes = state.withLock { state in
      state.isClosed = true
      defer { state.isAwaited = false }
      return state.isAwaited
    }
    if wakes { change.signal() }
  }

  /// Takes out all that still wait.
  func rest() -> [Message] {
    state.withLock { state in
      var rest: [Message] = []
      while let request = take(&state) { rest.append(request.message) }
      return rest
    }
  }

  private func take(_ state: inout State) -> Request? {
    state.requests.next().map { Request(message: $0.message, channel: .shell, number: $0.number, line: self) }
  }

  // MARK: After an error

  /// Keeps execute requests that wait now from running.
  func abort() { state.withLock { $0.abortedThrough = $0.requests.newest } }

  func isAborted(_ request: Request) -> Bool { state.withLock { request.number <= $0.abortedThrough } }

  // MARK: Comms

  /// Notes that a comm has heard something.
  func note(_ comm: String) {
    state.withLock { state in
      state.behind.removeAll { $0 == comm }
      state.behind.append(comm)
    }
  }

  /// The comms that have heard something since, the last one last, if no further message of a comm waits; else none.
  func caughtUp() -> [String] {
    state.withLock { state in
      guard state.requests.commMessages == 0 else { return [] }
      defer { state.behind = [] }
      return state.behind
    }
  }
}
