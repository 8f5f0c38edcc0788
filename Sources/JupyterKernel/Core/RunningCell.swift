import JupyterProtocol
import KernelInterface
import Synchronization

/// A cell that runs: what it prints, shows and asks goes out as children of its execute request.
final class RunningCell: ExecutionContext {
  private struct State {
    var isFinished = false
    var budget: OutputBudget
    var payloads: [Payload] = []
  }

  private let request: Request
  private let content: ExecuteRequest
  private let core: KernelCore
  private let interrupted = Atomic(false)
  private let state: Mutex<State>

  init(_ content: ExecuteRequest, request: Request, core: KernelCore, budget: OutputBudget = OutputBudget()) {
    self.content = content
    self.request = request
    self.core = core
    state = Mutex(State(budget: budget))
  }

  var isInterrupted: Bool { interrupted.load(ordering: .relaxed) }

  func interrupt() {
    interrupted.store(true, ordering: .relaxed)
  }

  func write(_ text: String, to stream: OutputStream) {
    output { state in
      guard let admitted = state.budget.admit(text) else { return }
      publish(.stream(name: stream.rawValue, text: admitted, parent: request.message))
    }
  }

  func display(_ data: DisplayData, id: String?) {
    output { state in
      guard state.budget.admitDisplay() else { return }
      let bundle = MIMEBundle(data)
      publish(DisplayDataMessage(data: bundle.data, metadata: bundle.metadata, displayID: id))
    }
  }

  func update(_ data: DisplayData, id: String) {
    output { _ in
      let bundle = MIMEBundle(data)
      let content = UpdateDisplayData(data: bundle.data, metadata: bundle.metadata, displayID: id)
      publish(.update(core.messages.message(content, parent: request.message), displayID: id))
    }
  }

  func clearOutput(wait: Bool) {
    output { state in
      // The front end forgets what it has shown, so as much again does no harm.
      state.budget.reset()
      publish(ClearOutput(wait: wait))
    }
  }

  func page(_ data: DisplayData) {
    state.withLock {
      guard !$0.isFinished, !content.isSilent else { return }
      $0.payloads.append(.page(data: MIMEBundle(data).data))
    }
  }

  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String {
    guard content.allowsStdin else { throw .notAllowed }
    let question = core.messages.message(
      InputRequest(prompt: prompt, password: password), parent: request.message,
      identities: request.message.identities)
    return try core.server.ask(question) { isInterrupted }
  }

  func history(last count: Int) -> [HistoryEntry] {
    core.history.inputs(last: count)
  }

  /// Publishes the value of the cell.
  func show(result: DisplayData, executionCount: Int) {
    output { _ in
      let bundle = MIMEBundle(result)
      publish(ExecuteResult(executionCount: executionCount, data: bundle.data, metadata: bundle.metadata))
    }
  }

  /// Publishes how the cell failed.
  func show(error: ErrorReply) {
    output { _ in
      publish(ErrorOutput(name: error.name, value: error.value, traceback: error.traceback))
    }
  }

  /// Says what was left out and takes no more output: nothing may follow a cell's idle, whatever thread it is from.
  /// - Returns: what the front end is to do now.
  func finish() -> [Payload] {
    output { state in
      if let notice = state.budget.notice {
        publish(.stream(name: OutputStream.stderr.rawValue, text: notice, parent: request.message))
      }
    }
    return state.withLock {
      $0.isFinished = true
      return $0.payloads
    }
  }

  /// Runs `body` unless the cell is silent or over. Under the lock, so that output of several threads has one order.
  private func output(_ body: (inout State) -> Void) {
    guard !content.isSilent else { return }
    state.withLock { state in
      guard !state.isFinished else { return }
      body(&state)
    }
  }

  private func publish(_ publication: Publication) {
    core.server.publish([publication], waitsForRoom: true)
  }

  private func publish(_ content: some MessageContent) {
    core.publish([content], for: request)
  }
}
