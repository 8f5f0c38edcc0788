import Dispatch
import FoundationEssentials
import Glibc
import Machine
import Synchronization

/// The subshells of a kernel: for each a line of requests and a thread that serves it.
///
/// https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html
final class Subshells: Sendable {
  /// JupyterLab asks for one a target of comms, or one a comm if it is told to. A thread takes some tens of kB, and address
  /// space for its stack.
  static let limit = 100

  private struct State {
    /// In the order in which they were created.
    var lines: [(id: String, line: RequestLine)] = []
    /// Those that have not ended; one that was deleted ends with the request that it serves.
    var threads: [String: NativeThread] = [:]
    var isClosed = false
  }

  /// Why there is not another one.
  enum Refusal: Error, Equatable {
    /// There are as many as there may be, or no more are to be started.
    case tooMany
    /// The system gives no thread.
    case noThread(reason: String)
  }

  private let state = Mutex(State())
  private let stackSize: Int

  /// - Parameter stackSize: of each thread. Cells run here too: they get as much stack as on the kernel's own.
  init(stackSize: Int = Kernel.cellStackSize) { self.stackSize = stackSize }

  /// Starts another one, whose thread is spent in `serve`.
  /// - Returns: its id.
  func start(_ serve: @escaping @Sendable (RequestLine) -> Void) throws(Refusal) -> String {
    try state.withLock { state throws(Refusal) in
      guard !state.isClosed, state.threads.count < Subshells.limit else { throw .tooMany }
      let id = UUID().uuidString.lowercased()
      let line = RequestLine()
      do throws(NoThread) {
        state.threads[id] = try NativeThread(ifPossible: "subshell", stackSize: stackSize) { [self] in
          serve(line)
          self.state.withLock { $0.threads[id] = nil }
        }
      } catch {
        throw .noThread(reason: error.reason)
      }
      state.lines.append((id, line))
      return id
    }
  }

  /// The line of the subshell called `id`.
  func line(_ id: String) -> RequestLine? { state.withLock { $0.lines.first { $0.id == id }?.line } }

  var ids: [String] { state.withLock { $0.lines.map(\.id) } }

  /// Ends the one called `id` once it has served what it serves.
  /// - Returns: false when there is none.
  func end(_ id: String) -> Bool {
    let line = state.withLock { state in
      state.lines.firstIndex { $0.id == id }.map { state.lines.remove(at: $0).line }
    }
    line?.close()
    return line != nil
  }

  /// Ends all of them, and starts none any more.
  func close() {
    let lines = state.withLock { state in
      state.isClosed = true
      defer { state.lines = [] }
      return state.lines.map(\.line)
    }
    for line in lines { line.close() }
  }

  /// Waits until `deadline` for the end of their threads.
  func join(until deadline: DispatchTime) {
    for thread in state.withLock({ Array($0.threads.values) }) { thread.join(until: deadline) }
  }
}
