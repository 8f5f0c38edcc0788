import JupyterProtocol
import KernelInterface

extension KernelCore {
  /// https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
  func inspectRequest(_ request: Request) throws(WireError) {
    let content = try request.message.content(as: InspectRequest.self)
    answer(request) {
      let detail = content.detailLevel > 0 ? InspectionDetail.full : .brief
      let found = interpreter.inspect(content.code, at: content.code.cursor(content.cursor), detail: detail)
      let bundle = found.map { MIMEBundle($0) }
      return InspectReply(data: bundle?.data, metadata: bundle?.metadata ?? [:])
    }
  }
}
