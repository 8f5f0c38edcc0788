/// The `status` of a reply. (`aborted` is deprecated: what did not run is an error.)
public enum ReplyStatus: String, Codable, Sendable {
  case ok
  case error
}

/// The answer to any request that could not be served, sent under the reply type of that request.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#request-reply
public struct ErrorReply: MessageContent, Equatable {
  /// Never used as it is: the reply keeps the type that its request calls for.
  public static let messageType = "error_reply"

  public var status = ReplyStatus.error
  public var name: String
  public var value: String
  public var traceback: [String]

  public init(name: String, value: String, traceback: [String]) {
    self.name = name
    self.value = value
    self.traceback = traceback
  }

  enum CodingKeys: String, CodingKey {
    case status
    case name = "ename"
    case value = "evalue"
    case traceback
  }
}
