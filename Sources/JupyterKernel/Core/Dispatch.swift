import JupyterProtocol

/// A request on its way through the kernel.
package struct Request: Sendable {
  package var message: Message
  package var channel: RequestChannel
  /// Its place in the order of arrival in its line, from 1; 0 where it has none.
  package var number: Int
  /// The line that it waited in; nil on control, and for one that no thread waits for.
  package var line: RequestLine?

  /// Whether slow readers of iopub may hold it up: not where all others would be held up with it.
  var waitsForRoom: Bool { line != nil }

  /// The type of its reply.
  var replyType: String {
    let type = message.header.messageType
    return (type.lastIndex(of: "_").map { String(type[..<$0]) } ?? type) + "_reply"
  }
}

extension KernelCore {
  private typealias Handler = @Sendable (KernelCore, Request) throws(WireError) -> Void

  /// Who answers what. Messages of other types are ignored.
  private static let handlers: [RequestChannel: [String: Handler]] = [
    .shell: [
      ExecuteRequest.messageType: { (core, request) throws(WireError) in try core.executeRequest(request) },
      InspectRequest.messageType: { (core, request) throws(WireError) in try core.inspectRequest(request) },
      CompleteRequest.messageType: { (core, request) throws(WireError) in try core.completeRequest(request) },
      IsCompleteRequest.messageType: { (core, request) throws(WireError) in try core.isCompleteRequest(request) },
      HistoryRequest.messageType: { (core, request) throws(WireError) in try core.historyRequest(request) },
      KernelInfoRequest.messageType: { (core, request) throws(WireError) in core.kernelInfoRequest(request) },
      CommInfoRequest.messageType: { (core, request) throws(WireError) in try core.commInfoRequest(request) },
      CommOpen.messageType: { (core, request) throws(WireError) in try core.commOpen(request) },
      CommMessage.messageType: { (core, request) throws(WireError) in try core.commMessage(request) },
      CommClose.messageType: { (core, request) throws(WireError) in try core.commClose(request) },
      ShutdownRequest.messageType: { (core, request) throws(WireError) in core.shutdownRequest(request) },
    ],
    .control: [
      KernelInfoRequest.messageType: { (core, request) throws(WireError) in core.kernelInfoRequest(request) },
      InterruptRequest.messageType: { (core, request) throws(WireError) in core.interruptRequest(request) },
      ShutdownRequest.messageType: { (core, request) throws(WireError) in core.shutdownRequest(request) },
      CreateSubshellRequest.messageType: { (core, request) throws(WireError) in core.createSubshellRequest(request) },
      DeleteSubshellRequest.messageType: { (core, request) throws(WireError) in try core.deleteSubshellRequest(request)
      },
      ListSubshellRequest.messageType: { (core, request) throws(WireError) in core.listSubshellRequest(request) },
    ],
  ]

  /// Whether messages of this type are served on shell.
  func understands(_ messageType: String) -> Bool { KernelCore.handlers[.shell]?[messageType] != nil }

  /// Hands `request` to the handler of its message type. What cannot be read, or came on the wrong channel, is answered with an
  /// error; what nobody understands is logged and dropped.
  func serve(_ request: Request, on channel: RequestChannel) {
    let type = request.message.header.messageType
    guard let handler = KernelCore.handlers[channel]?[type] else {
      guard let other = KernelCore.handlers.first(where: { $0.value[type] != nil })?.key else {
        return logger.debug("ignored a message of unknown type \(type)")
      }
      let sentence = "a \(type) is answered on \(other), not on \(channel)"
      return refuse(request, with: ErrorReply(name: "WrongChannel", sentence: sentence))
    }
    do {
      try handler(self, request)
    } catch {
      logger.warning("a \(type) could not be read: \(error)")
      // Messages of comms call for no reply.
      guard type.hasSuffix("_request") else { return answer(request) { nil } }
      refuse(request, with: ErrorReply(name: "MalformedRequest", sentence: "\(error)"))
    }
  }

  /// Answers a request that is not served: whoever sent it waits for a reply and for idle.
  func refuse(_ request: Request, with error: ErrorReply) {
    answer(request) {
      guard request.message.header.messageType == ExecuteRequest.messageType else { return error }
      if (try? request.message.content(as: ExecuteRequest.self))?.isSilent != true {
        publish([ErrorOutput(name: error.name, value: error.value, traceback: error.traceback)], for: request)
      }
      return ExecuteReply(executionCount: 0, error: error)
    }
  }

  /// Serves a request that arrived on control, on the caller's thread; never waits for a running cell.
  package func serveControl(_ message: Message) {
    serve(Request(message: message, channel: .control, number: 0), on: .control)
  }

  /// Publishes busy and what is to be known from the start, lets `body` work, sends the reply that it gives, if it gives one,
  /// and publishes idle whatever became of it.
  func answer(
    _ request: Request, announcing announcement: (any MessageContent)? = nil, _ body: () -> (any MessageContent)?
  ) {
    publish([Status(.busy), announcement].compactMap { $0 }, for: request)
    let reply = body().map { self.reply($0, to: request) }
    let idle = Publication.message(messages.message(Status(.idle), parent: request.message))
    if let reply { server.reply(reply, on: request.channel, waitsForRoom: request.waitsForRoom) }
    server.publish([idle], waitsForRoom: request.waitsForRoom)
  }

  /// An error goes out as the reply that the request calls for.
  private func reply(_ content: any MessageContent, to request: Request) -> Message {
    let (parent, identities) = (request.message, request.message.identities)
    guard let error = content as? ErrorReply else {
      return messages.message(content, parent: parent, identities: identities)
    }
    return messages.message(error, parent: parent, identities: identities, messageType: request.replyType)
  }

  /// Publishes `contents` as children of `request`, in one go: each message that finds the pipes of readers empty wakes a
  /// thread of libzmq.
  func publish(_ contents: [any MessageContent], for request: Request) {
    server.publish(
      contents.map { .message(messages.message($0, parent: request.message)) }, waitsForRoom: request.waitsForRoom)
  }
}
