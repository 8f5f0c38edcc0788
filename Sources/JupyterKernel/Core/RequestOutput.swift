import JupyterProtocol
import KernelInterface
import Synchronization

/// The output of whatever a request sets off: it goes out as children of that request, until the request is done with.
final class RequestOutput: OutputContext {
  private struct State {
    var isFinished = false
    var budget: OutputBudget
  }

  let request: Request
  private let core: KernelCore
  private let isSilent: Bool
  private let interrupted = Atomic(false)
  private let state: Mutex<State>

  /// - Parameter isSilent: whether nothing is to be shown.
  init(of request: Request, core: KernelCore, isSilent: Bool = false, budget: OutputBudget = OutputBudget()) {
    self.request = request
    self.core = core
    self.isSilent = isSilent
    state = Mutex(State(budget: budget))
  }

  var isInterrupted: Bool { interrupted.load(ordering: .relaxed) }

  func interrupt() {
    interrupted.store(true, ordering: .relaxed)
  }

  func write(_ text: String, to stream: OutputStream) {
    whileOpen { state in
      guard let admitted = state.budget.admit(text) else { return }
      publish(.stream(name: stream.rawValue, text: admitted, parent: request.message))
    }
  }

  func display(_ data: DisplayData, id: String?) {
    whileOpen { state in
      guard state.budget.admitDisplay() else { return }
      let bundle = MIMEBundle(data)
      core.publish([DisplayDataMessage(data: bundle.data, metadata: bundle.metadata, displayID: id)], for: request)
    }
  }

  func update(_ data: DisplayData, id: String) {
    whileOpen { _ in
      let bundle = MIMEBundle(data)
      let content = UpdateDisplayData(data: bundle.data, metadata: bundle.metadata, displayID: id)
      publish(.update(core.messages.message(content, parent: request.message), displayID: id))
    }
  }

  func clearOutput(wait: Bool) {
    whileOpen { state in
      // The front end forgets what it has shown, so as much again does no harm.
      state.budget.reset()
      core.publish([ClearOutput(wait: wait)], for: request)
    }
  }

  func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm {
    core.openComm(to: target, with: data, listener: listener, for: request)
  }

  /// As a child of the request, also of a silent one: a comm is no output. Once the request is done with, as `comm.send` does.
  func send(_ data: CommData, on comm: any Comm) {
    guard let comm = comm as? KernelComm else { return comm.send(data) }
    let isSent = state.withLock { state in
      if !state.isFinished { comm.send(data, asPartOf: request) }
      return !state.isFinished
    }
    if !isSent { comm.send(data) }
  }

  /// Publishes `content` unless the request is silent or done with.
  func show(_ content: some MessageContent) {
    whileOpen { _ in core.publish([content], for: request) }
  }

  /// Says what was left out and takes no more output: nothing may follow a request's idle, whatever thread it is from.
  func finish() {
    whileOpen { state in
      if let notice = state.budget.notice {
        publish(.stream(name: OutputStream.stderr.rawValue, text: notice, parent: request.message))
      }
    }
    state.withLock { $0.isFinished = true }
  }

  /// Runs `body` unless the request is silent or done with. Under the lock, so that output of several threads has one order.
  func ifOpen(_ body: () -> Void) { whileOpen { _ in body() } }

  private func whileOpen(_ body: (inout State) -> Void) {
    guard !isSilent else { return }
    state.withLock { state in
      guard !state.isFinished else { return }
      body(&state)
    }
  }

  private func publish(_ publication: Publication) {
    core.server.publish([publication], waitsForRoom: true)
  }
}
