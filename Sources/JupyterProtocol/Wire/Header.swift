/// Who says what in a message, and when.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#message-header
public struct Header: Codable, Sendable, Equatable {
  public var messageID: String
  /// One for each process that sends; a kernel's changes when it restarts.
  public var session: String
  public var username: String
  /// ISO 8601, in UTC.
  public var date: String
  public var messageType: String
  /// The version of the protocol, such as `5.5`.
  public var version: String
  /// The subshell that the message is for, where it is for one.
  public var subshellID: String?

  public init(
    messageID: String, session: String, username: String, date: String, messageType: String, version: String,
    subshellID: String? = nil
  ) {
    self.messageID = messageID
    self.session = session
    self.username = username
    self.date = date
    self.messageType = messageType
    self.version = version
    self.subshellID = subshellID
  }

  enum CodingKeys: String, CodingKey {
    case messageID = "msg_id"
    case session
    case username
    case date
    case messageType = "msg_type"
    case version
    case subshellID = "subshell_id"
  }

  /// Asks for what an answer cannot do without; clients of old leave out the rest.
  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    messageID = try fields.decode(String.self, forKey: .messageID)
    messageType = try fields.decode(String.self, forKey: .messageType)
    session = try fields.decodeIfPresent(String.self, forKey: .session) ?? ""
    username = try fields.decodeIfPresent(String.self, forKey: .username) ?? ""
    date = try fields.decodeIfPresent(String.self, forKey: .date) ?? ""
    version = try fields.decodeIfPresent(String.self, forKey: .version) ?? ""
    subshellID = try fields.decodeIfPresent(String.self, forKey: .subshellID)
  }
}
