/// A context for code that runs without an execute request, such as what a widget sets off: it shows where `output` shows.
///
/// A page is shown among the output, since only the reply of a cell can open the pager; questions get no answer; the past is empty.
public struct UnattendedContext: ExecutionContext {
  private let output: any OutputContext

  public init(_ output: any OutputContext) { self.output = output }

  public var isInterrupted: Bool { output.isInterrupted }

  public func write(_ text: String, to stream: OutputStream) { output.write(text, to: stream) }

  public func display(_ data: DisplayData, id: String?) { output.display(data, id: id) }

  public func update(_ data: DisplayData, id: String) { output.update(data, id: id) }

  public func clearOutput(wait: Bool) { output.clearOutput(wait: wait) }

  public func openComm(to target: String, with data: CommData, listener: any CommListener) -> any Comm {
    output.openComm(to: target, with: data, listener: listener)
  }

  public func send(_ data: CommData, on comm: any Comm) { output.send(data, on: comm) }

  public func page(_ data: DisplayData) { output.display(data, id: nil) }

  public func readLine(prompt: String, password: Bool) throws(InputUnavailable) -> String { throw .notAllowed }

  public func history(last count: Int) -> [HistoryEntry] { [] }
}
