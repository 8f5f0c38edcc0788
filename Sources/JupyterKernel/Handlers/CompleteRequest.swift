import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion
  func completeRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: CompleteRequest.self)
    answer(request) {
      let list = interpreter.complete(content.code, at: content.code.cursor(content.cursor))
      let matches = list.items.map {
        TypedMatch(text: $0.text, type: $0.kind, signature: $0.signature, start: list.start, end: list.end)
      }
      return CompleteReply(matches: matches, start: list.start, end: list.end)
    }
  }
}

extension String {
  /// A cursor that lies in this text: `position`, counted in Unicode scalars, or the end where there is none.
  func cursor(_ position: Int?) -> Int {
    let end = unicodeScalars.count
    return min(max(position ?? end, 0), end)
  }
}
