/// Asks the kernel to end.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown
public struct ShutdownRequest: MessageContent, Equatable {
  public static let messageType = "shutdown_request"
  /// Another kernel will be started in its place; not, where the request does not say it as true.
  public var restart: Bool

  public init(restart: Bool) {
    self.restart = restart
  }

  enum CodingKeys: CodingKey {
    case restart
  }

  public init(from decoder: any Decoder) throws {
    restart = (try? decoder.container(keyedBy: CodingKeys.self).decode(Bool.self, forKey: .restart)) ?? false
  }
}

/// The kernel ends now.
public struct ShutdownReply: MessageContent, Equatable {
  public static let messageType = "shutdown_reply"
  public var status = ReplyStatus.ok
  public var restart: Bool

  public init(restart: Bool) {
    self.restart = restart
  }
}
