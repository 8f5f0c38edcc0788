import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown
  ///
  /// The reply also goes out on iopub: every front end of the kernel is to know.
  func shutdownRequest(_ request: Request) {
    // Whatever else it says: who asks for an end gets one.
    let content = (try? request.message.content(as: ShutdownRequest.self)) ?? ShutdownRequest(restart: false)
    answer(request) {
      let reply = ShutdownReply(restart: content.restart)
      publish([reply], for: request)
      return reply
    }
    onShutdown(content.restart)
  }
}
