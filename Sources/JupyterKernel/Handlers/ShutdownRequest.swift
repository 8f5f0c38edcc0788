import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown
  ///
  /// The reply also goes out on iopub: every front end of the kernel is to know.
  func shutdownRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: ShutdownRequest.self)
    whileBusy(with: request) {
      let answer = ShutdownReply(restart: content.restart)
      publish(answer, for: request)
      reply(answer, to: request)
    }
    onShutdown(content.restart)
  }
}
