import JupyterProtocol
import KernelInterface
import Synchronization

/// A cell that runs: its output, what it asks, and what the front end is to do when it is done.
final class RunningCell: ExecutionContext {
  let output: RequestOutput
  private let content: ExecuteRequest
  private let core: KernelCore
  private let payloads = Mutex<[Payload]>([])

  init(_ content: ExecuteRequest, request: Request, core: KernelCore, budget: OutputBudget = OutputBudget()) {
    self.content = content
    self.core = core
    replacesDisplays = !content.allowsStdin || Self.namesCell(request.message)
    output = RequestOutput(of: request, core: core, isSilent: content.isSilent, budget: budget)
  }

  var isInterrupted: Bool { output.isInterrupted }

  var isWatched: Bool { content.allowsStdin }

  /// Notebooks say which cell it is; programs that run one unwatched, and follow updates where they matter, need not.
  let replacesDisplays: Bool

  func write(_ text: String, to stream: OutputStream) { output.write(text, to: stream) }

  func display(_ data: DisplayData, id: String?) { output.display(data, id: id) }

  func update(_ data: DisplayData, id: String) { output.update(data, id: id) }

  func clearOutput(wait: Bool) { output.clearOutput(wait: wait) }

  func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm {
    output.openComm(to: target, with: data, listener: listener)
  }

  func send(_ data: CommData, on comm: any Comm) { output.send(data, on: comm) }

  func page(_ data: DisplayData) {
    output.ifOpen { payloads.withLock { $0.append(.page(data: MIMEBundle(data).data)) } }
  }

  func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String {
    guard content.allowsStdin else { throw .notAllowed }
    let request = output.request.message
    let question = core.messages.message(
      InputRequest(prompt: prompt, password: password), parent: request, identities: request.identities)
    return try core.server.ask(question) { isInterrupted }
  }

  func history(last count: Int) -> [HistoryEntry] {
    core.history.inputs(last: count)
  }

  /// Publishes the value of the cell.
  func show(result: DisplayData, executionCount: Int) {
    let bundle = MIMEBundle(result)
    output.show(ExecuteResult(executionCount: executionCount, data: bundle.data, metadata: bundle.metadata))
  }

  /// Publishes how the cell failed.
  func show(error: ErrorReply) {
    output.show(ErrorOutput(name: error.name, value: error.value, traceback: error.traceback))
  }

  private static func namesCell(_ message: Message) -> Bool {
    (try? JSONValue(reading: message.metadataBytes))?["cellId"] != nil
  }

  /// Ends the output.
  /// - Returns: what the front end is to do now.
  func finish() -> [Payload] {
    output.finish()
    return payloads.withLock { $0 }
  }
}
