import JupyterProtocol

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt
  func interruptRequest(_ request: Request) throws(WireError) {
    whileBusy(with: request) {
      interrupt()
      reply(InterruptReply(), to: request)
    }
  }
}
