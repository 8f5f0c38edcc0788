import KernelInterface
import Machine
import Synchronization

/// One longer computation of a page, on a thread of its own: the page answers meanwhile.
///
/// Not every front end has subshells; Voilà's sends all that a visitor does to one queue. Starting the next one ends the one before.
final class AppWork: Sendable {
  private let stackSize: Int

  private let running = Mutex<WorkContext?>(nil)
  /// Held by the one that runs: it never stands beside the one that it replaces.
  private let turn = Mutex(())

  /// - Parameter stackSize: in bytes: as much as a cell's thread has; only what is used takes memory.
  init(stackSize: Int = 16 << 20) { self.stackSize = stackSize }

  deinit { stop() }

  /// - Parameter work: told by its context when it is to end; from then on, nothing of what it sends arrives.
  /// - Throws: `NoThread`; what ran before is told to end all the same.
  func start(_ work: @escaping @Sendable (any OutputContext) -> Void) throws(NoThread) {
    let context = WorkContext()
    running.withLock { before in
      before?.stop()
      before = context
    }
    try NativeThread(ifPossible: "page", stackSize: stackSize) { [self] in
      turn.withLock { _ in
        if !context.isInterrupted { work(context) }
      }
    }
  }

  func stop() {
    running.withLock { context in
      context?.stop()
      context = nil
    }
  }
}

/// What stands around work that no message waits for: it changes widgets, and shows nothing else.
private final class WorkContext: OutputContext {
  private let isStopped = Mutex(false)

  /// Once this has returned, nothing more is sent.
  func stop() { isStopped.withLock { $0 = true } }

  var isInterrupted: Bool { isStopped.withLock { $0 } }

  func send(_ data: CommData, on comm: any Comm) {
    isStopped.withLock { isStopped in
      if !isStopped { comm.send(data) }
    }
  }

  func write(_ text: String, to stream: OutputStream) {}
  func display(_ data: DisplayData, id: String?) {}
  func update(_ data: DisplayData, id: String) {}
  func clearOutput(wait: Bool) {}
}
