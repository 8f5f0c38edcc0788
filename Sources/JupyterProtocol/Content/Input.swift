/// The kernel's question to the user, on the stdin channel.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel
public struct InputRequest: MessageContent, Equatable {
  public static let messageType = "input_request"
  public var prompt: String
  /// What is typed is not to be seen.
  public var password: Bool

  public init(prompt: String, password: Bool) {
    self.prompt = prompt
    self.password = password
  }
}

/// The user's answer.
public struct InputReply: MessageContent, Equatable {
  public static let messageType = "input_reply"
  public var value: String

  public init(value: String) {
    self.value = value
  }
}
