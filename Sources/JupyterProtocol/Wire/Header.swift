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

  /// Asks for what an answer cannot do without, the type; the rest may be missing, as with clients of old, or be no text: the
  /// sender gets back what it wrote.
  /// - Throws: `WireError.malformed`.
  init(json: [UInt8]) throws(WireError) {
    let fields = try JSONFields<CodingKeys>(json, part: "header")
    messageType = try fields.required(.messageType, \.text)
    messageID = try fields.optional(.messageID, Header.text) ?? ""
    session = try fields.optional(.session, Header.text) ?? ""
    username = try fields.optional(.username, Header.text) ?? ""
    date = try fields.optional(.date, Header.text) ?? ""
    version = try fields.optional(.version, Header.text) ?? ""
    // What is no text names no subshell either, and whoever sent it is to hear that.
    subshellID = try fields.optional(.subshellID) { $0.text ?? "\($0)" }
  }

  private static func text(_ value: JSONValue) -> String? { value.text ?? "" }
}
