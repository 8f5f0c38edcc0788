import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
  func isCompleteRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: IsCompleteRequest.self)
    answer(request) {
      switch interpreter.completeness(of: content.code) {
      case .complete: IsCompleteReply(.complete)
      case .incomplete(let indent): IsCompleteReply(.incomplete, indent: indent)
      case .invalid: IsCompleteReply(.invalid)
      case .unknown: IsCompleteReply(.unknown)
      }
    }
  }
}
