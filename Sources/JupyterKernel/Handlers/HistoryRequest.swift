import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
  func historyRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: HistoryRequest.self)
    answer(request) {
      let entries = history.entries(for: content).map { entry -> JSONValue in
        let input = JSONValue.string(entry.input)
        let output = entry.output.map { JSONValue.string($0) } ?? .null
        return [
          .integer(entry.session), .integer(entry.line), content.wantsOutput ? .array([input, output]) : input,
        ]
      }
      return HistoryReply(history: entries)
    }
  }
}
