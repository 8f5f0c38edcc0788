import JupyterProtocol
import KernelInterface

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
  func executeRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: ExecuteRequest.self)
    if request.line?.isAborted(request) == true { return answer(request) { ExecuteReply.notRun } }
    let count = number(content)
    let cell = RunningCell(content, request: request, core: self)
    // Before it is published: who hears that the cell runs may interrupt it at once.
    begin(cell.output)
    let input = content.isSilent ? nil : ExecuteInput(code: content.code, executionCount: count)
    answer(request, announcing: input) { execute(cell, content, count) }
  }

  /// Counts the cell when it is to be kept.
  private func number(_ content: ExecuteRequest) -> Int {
    state.withLock {
      if content.storesHistory { $0.executionCount += 1 }
      return $0.executionCount
    }
  }

  private func execute(_ cell: RunningCell, _ content: ExecuteRequest, _ count: Int) -> ExecuteReply {
    switch interpreter.execute(content.code, in: cell) {
    case .finished(let result): finish(cell, content, count, result)
    case .failed(let report): fail(cell, content, count, report)
    }
  }

  private func finish(
    _ cell: RunningCell, _ content: ExecuteRequest, _ count: Int, _ result: DisplayData?
  ) -> ExecuteReply {
    if let result { cell.show(result: result, executionCount: count) }
    let values = content.userExpressions.mapValues { evaluate($0, in: cell) }
    let payloads = finish(cell, content, count, output: result?.plainText)
    return ExecuteReply(executionCount: count, payloads: payloads, userExpressions: values)
  }

  private func fail(
    _ cell: RunningCell, _ content: ExecuteRequest, _ count: Int, _ report: ErrorReport
  ) -> ExecuteReply {
    let request = cell.output.request
    let error = ErrorReply(report)
    if displaysErrors { cell.display(DisplayData(error: report), id: nil) }
    cell.show(error: error)
    let payloads = finish(cell, content, count, output: nil)
    if content.stopsOnError, let line = request.line {
      // Before the reply goes out: whoever has seen it and sends the next cell means that cell to run.
      takeInUntilSilence()
      line.abort()
    }
    return ExecuteReply(executionCount: count, error: error, payloads: payloads)
  }

  /// Ends `cell` and keeps it, if it is to be kept.
  private func finish(_ cell: RunningCell, _ content: ExecuteRequest, _ count: Int, output: String?) -> [Payload] {
    end(cell.output)
    if content.storesHistory {
      history.append(line: count, input: interpreter.forHistory(content.code), output: output)
    }
    return cell.finish()
  }

  /// The value of one of the request's `user_expressions`.
  private func evaluate(_ expression: String, in cell: RunningCell) -> JSONValue {
    switch interpreter.evaluate(expression, in: cell) {
    case .value(let data):
      let bundle = MIMEBundle(data)
      return ["status": "ok", "data": .object(bundle.data), "metadata": .object(bundle.metadata)]
    case .failed(let report):
      let error = ErrorReply(report)
      return [
        "status": "error", "ename": .string(error.name), "evalue": .string(error.value),
        "traceback": .array(error.traceback.map { .string($0) }),
      ]
    }
  }
}

extension ExecuteReply {
  /// What clients hear that wait for a cell which was queued behind a failed one.
  ///
  /// JupyterLab numbers a cell by its reply whatever its status, and takes 0 for no number. Others want a number there, and an error:
  /// jupyter_console adds one to it, nbclient goes on after anything else.
  static let notRun = ExecuteReply(
    executionCount: 0, error: ErrorReply(name: "NotRun", sentence: "A cell before this one failed, so it did not run."))
}

extension ErrorReply {
  init(_ report: ErrorReport) {
    self.init(name: report.name, value: report.message, traceback: report.lines)
  }
}
