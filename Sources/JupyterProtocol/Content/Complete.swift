/// Asks what could stand at the cursor.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion
public struct CompleteRequest: MessageContent, Equatable {
  public static let messageType = "complete_request"

  public var code: String
  /// In Unicode scalars; nil is the end of `code`.
  public var cursor: Int?

  public init(code: String, cursor: Int? = nil) {
    self.code = code
    self.cursor = cursor
  }

  enum CodingKeys: String, CodingKey {
    case code
    case cursor = "cursor_pos"
  }
}

/// What could stand in place of the text between `start` and `end`.
public struct CompleteReply: MessageContent, Equatable {
  public static let messageType = "complete_reply"

  public var status = ReplyStatus.ok
  public var matches: [String]
  public var start: Int
  public var end: Int
  public var metadata: Metadata

  /// - Parameters:
  ///   - start, end: in Unicode scalars.
  public init(matches: [TypedMatch], start: Int, end: Int) {
    self.matches = matches.map(\.text)
    self.start = start
    self.end = end
    metadata = Metadata(types: matches)
  }

  enum CodingKeys: String, CodingKey {
    case status
    case matches
    case start = "cursor_start"
    case end = "cursor_end"
    case metadata
  }

  /// What front ends know beyond the specification.
  public struct Metadata: Codable, Sendable, Equatable {
    /// One entry for each match, in the same order.
    public var types: [TypedMatch]

    enum CodingKeys: String, CodingKey {
      case types = "_jupyter_types_experimental"
    }
  }
}

/// A match with what it is.
public struct TypedMatch: Codable, Sendable, Equatable {
  public var text: String
  public var type: String
  public var signature: String
  public var start: Int
  public var end: Int

  public init(text: String, type: String, signature: String, start: Int, end: Int) {
    self.text = text
    self.type = type
    self.signature = signature
    self.start = start
    self.end = end
  }
}
