/// Tells the program that started a kernel which ports the kernel has found for itself.
///
/// https://jupyter.org/enhancement-proposals/66-jupyter-handshaking/jupyter-handshaking.html
public struct HandshakeRequest: MessageContent, Equatable {
  public static let messageType = "handshake_request"
  public var status = ReplyStatus.ok
  public var shellPort: Int
  public var iopubPort: Int
  public var stdinPort: Int
  public var controlPort: Int
  public var heartbeatPort: Int

  /// - Parameter file: with the ports that the sockets are bound to.
  public init(_ file: ConnectionFile) {
    shellPort = file.shellPort
    iopubPort = file.iopubPort
    stdinPort = file.stdinPort
    controlPort = file.controlPort
    heartbeatPort = file.heartbeatPort
  }

  enum CodingKeys: String, CodingKey {
    case status
    case shellPort = "shell_port"
    case iopubPort = "iopub_port"
    case stdinPort = "stdin_port"
    case controlPort = "control_port"
    case heartbeatPort = "hb_port"
  }
}

/// The ports have arrived; or why they are of no use.
public struct HandshakeReply: MessageContent, Equatable {
  public static let messageType = "handshake_reply"
  /// `ok`, or anything else.
  public var status: String
  /// Why it is not `ok`, where somebody says so.
  public var reason: String?

  enum CodingKeys: String, CodingKey {
    case status
    case reason = "evalue"
  }
}
