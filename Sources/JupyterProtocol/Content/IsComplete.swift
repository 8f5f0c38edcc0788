/// Asks whether a cell can run as it stands.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
public struct IsCompleteRequest: MessageContent, Equatable {
  public static let messageType = "is_complete_request"
  public var code: String

  public init(code: String) {
    self.code = code
  }
}

/// Whether it can.
public struct IsCompleteReply: MessageContent, Equatable {
  public static let messageType = "is_complete_reply"

  public enum Status: String, Codable, Sendable {
    case complete, incomplete, invalid, unknown
  }

  public var status: Status
  /// How the next line starts; only when incomplete.
  public var indent: String?

  public init(_ status: Status, indent: String? = nil) {
    self.status = status
    self.indent = indent
  }
}
