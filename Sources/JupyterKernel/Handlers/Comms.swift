import JupyterProtocol

/// No comm target is known yet, so none is ever open.
extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info
  func commInfoRequest(_ request: Request) throws(WireError) {
    _ = try request.message.content(as: CommInfoRequest.self)
    answer(request) { CommInfoReply(comms: [:]) }
  }

  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm
  ///
  /// The other side is told at once; JupyterLab would wait four seconds for an answer.
  func commOpen(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: CommOpen.self)
    answer(request) {
      publish([CommClose(commID: content.commID)], for: request)
      return nil
    }
  }

  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-messages
  ///
  /// JupyterLab sends the next message of a comm only once this one's idle has come.
  func commMessage(_ request: Request) throws(WireError) {
    _ = try request.message.content(as: CommMessage.self)
    answer(request) { nil }
  }

  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#tearing-down-comms
  func commClose(_ request: Request) throws(WireError) {
    _ = try request.message.content(as: CommClose.self)
    answer(request) { nil }
  }
}
