import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt
  func interruptRequest(_ request: Request) {
    answer(request) {
      interrupt()
      return InterruptReply()
    }
  }
}
