/// Who says what in a message, and when.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#message-header
public struct Header: Encodable, Sendable, Equatable {
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
  /// - Throws: `WireError.malformed`.
  init(json: [UInt8]) throws(WireError) {
    let fields = try JSONFields<CodingKeys>(json, part: "header")
    messageID = try fields.required(.messageID, \.text)
    messageType = try fields.required(.messageType, \.text)
    session = try fields.optional(.session, \.text) ?? ""
    username = try fields.optional(.username, \.text) ?? ""
    date = try fields.optional(.date, \.text) ?? ""
    version = try fields.optional(.version, \.text) ?? ""
    // What is no text names no subshell either, and whoever sent it is to hear that.
    subshellID = try fields.optional(.subshellID) { $0.text ?? "\($0)" }
  }
}
