import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt
  func interruptRequest(_ request: Request) throws(WireError) {
    _ = try request.message.content(as: InterruptRequest.self)
    answer(request) {
      interrupt()
      return InterruptReply()
    }
  }
}
