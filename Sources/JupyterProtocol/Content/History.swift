/// Asks for inputs of the past.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
public struct HistoryRequest: MessageContent, Equatable {
  public static let messageType = "history_request"

  public enum AccessType: String, Codable, Sendable {
    /// Lines `start` up to, not including, `stop` of one session.
    case range
    /// The last `n`, of all sessions.
    case tail
    /// The last `n` that match `pattern`.
    case search
  }

  public var accessType: AccessType
  /// Outputs too.
  public var wantsOutput: Bool
  /// As typed, not as transformed; one and the same where nothing is transformed.
  public var isRaw: Bool
  /// For a range: counted from 1; 0 is this session, -1 the one before.
  public var session: Int
  public var start: Int
  /// Nil is the end of the session.
  public var stop: Int?
  /// Nil is without bound.
  public var count: Int?
  /// `*` stands for any text, `?` for any character, `[ab]` for one of some.
  public var pattern: String
  /// Equal inputs count once.
  public var isUnique: Bool

  public init(
    accessType: AccessType, wantsOutput: Bool = false, isRaw: Bool = true, session: Int = 0, start: Int = 0,
    stop: Int? = nil, count: Int? = nil, pattern: String = "*", isUnique: Bool = false
  ) {
    self.accessType = accessType
    self.wantsOutput = wantsOutput
    self.isRaw = isRaw
    self.session = session
    self.start = start
    self.stop = stop
    self.count = count
    self.pattern = pattern
    self.isUnique = isUnique
  }

  enum CodingKeys: String, CodingKey {
    case accessType = "hist_access_type"
    case wantsOutput = "output"
    case isRaw = "raw"
    case session
    case start
    case stop
    case count = "n"
    case pattern
    case isUnique = "unique"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    accessType = try fields.decode(AccessType.self, forKey: .accessType)
    wantsOutput = try fields.decodeIfPresent(Bool.self, forKey: .wantsOutput) ?? false
    isRaw = try fields.decodeIfPresent(Bool.self, forKey: .isRaw) ?? true
    session = try fields.decodeIfPresent(Int.self, forKey: .session) ?? 0
    start = try fields.decodeIfPresent(Int.self, forKey: .start) ?? 0
    stop = try fields.decodeIfPresent(Int.self, forKey: .stop)
    count = try fields.decodeIfPresent(Int.self, forKey: .count)
    pattern = try fields.decodeIfPresent(String.self, forKey: .pattern) ?? "*"
    isUnique = try fields.decodeIfPresent(Bool.self, forKey: .isUnique) ?? false
  }
}

/// Inputs of the past, oldest first.
public struct HistoryReply: MessageContent, Equatable {
  public static let messageType = "history_reply"

  public var status = ReplyStatus.ok
  /// Each `[session, line, input]`, or `[session, line, [input, output]]` where outputs were asked for.
  public var history: [JSONValue]

  public init(history: [JSONValue]) {
    self.history = history
  }
}
