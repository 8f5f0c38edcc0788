import JupyterProtocol
import ZeroMQ

/// Why nobody has taken notice of where the kernel listens.
enum RegistrationError: Error, CustomStringConvertible {
  /// Within so many seconds.
  case noAnswer(Int)
  /// What came is no `handshake_reply`, is not signed, or says something else than `ok`.
  case refused(String)
  case unreachable(ZeroMQError)

  var description: String {
    switch self {
    case .noAnswer(let seconds): "nobody has answered within \(seconds) seconds"
    case .refused(let reason): reason
    case .unreachable(let error): "\(error)"
    }
  }
}

/// The handshake of JEP 66: a kernel that was given a registration file finds its ports itself and tells them to the program that
/// started it, so that no other program can take them in between.
enum Registration {
  /// How long an answer is waited for. The proposal leaves it to the kernel, which ends without one.
  static let patience = 20

  /// Tells the ports and waits for the answer.
  /// - Parameters:
  ///   - file: with the ports that the sockets are bound to.
  ///   - port: where the other program listens, at the file's address.
  /// - Throws: `RegistrationError`.
  static func register(
    _ file: ConnectionFile, at port: Int, keys: CurveKeys?, in context: Context, messages: MessageFactory,
    patience: Int = Registration.patience
  ) throws(RegistrationError) {
    // Of its own: no replay of this message is a replay of another's.
    var codec = MessageCodec(signer: Signer(key: file.key, scheme: file.signatureScheme))
    let request = messages.message(HandshakeRequest(file), parent: nil)
    guard let frames = try exchange(codec.encode(request)) else { throw .noAnswer(patience) }
    let reply: HandshakeReply
    do throws(WireError) {
      let message = try codec.decode(frames)
      guard message.header.messageType == HandshakeReply.messageType else {
        throw WireError.malformed(part: "answer", reason: "it is a \(message.header.messageType)")
      }
      // What somebody has heard of another handshake says nothing of this one.
      if let asked = message.parentHeader?.messageID, !asked.isEmpty, asked != request.header.messageID {
        throw WireError.malformed(part: "answer", reason: "it answers another question")
      }
      reply = try message.content(as: HandshakeReply.self)
    } catch {
      throw .refused("\(error)")
    }
    guard reply.status == "ok" else {
      throw .refused("the answer is \(reply.status)" + (reply.reason.map { " (\($0))" } ?? ""))
    }

    func exchange(_ question: [Frame]) throws(RegistrationError) -> [Frame]? {
      do throws(ZeroMQError) {
        let socket = try Socket(.request, in: context)
        try socket.set(.linger(0))
        if file.ip.contains(":") { try socket.set(.usesIPv6(true)) }
        if let keys { try socket.set(.curveClient(keys)) }
        try socket.connect(to: file.endpoint(port: port))
        try socket.send(question)
        return try socket.wait(forAtMost: patience * 1000) ? try socket.receive(waiting: false) : nil
      } catch {
        throw .unreachable(error)
      }
    }
  }
}
