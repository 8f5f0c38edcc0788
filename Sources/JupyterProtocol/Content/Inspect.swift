/// Asks what is known about the thing at the cursor.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
public struct InspectRequest: MessageContent, Equatable {
  public static let messageType = "inspect_request"

  public var code: String
  /// In Unicode scalars; nil is the end of `code`.
  public var cursor: Int?
  /// 0 is brief, 1 is everything.
  public var detailLevel: Int

  public init(code: String, cursor: Int? = nil, detailLevel: Int = 0) {
    self.code = code
    self.cursor = cursor
    self.detailLevel = detailLevel
  }

  enum CodingKeys: String, CodingKey {
    case code
    case cursor = "cursor_pos"
    case detailLevel = "detail_level"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    code = try fields.decode(String.self, forKey: .code)
    cursor = try fields.decodeIfPresent(Int.self, forKey: .cursor)
    detailLevel = try fields.decodeIfPresent(Int.self, forKey: .detailLevel) ?? 0
  }
}

/// What is known about it.
public struct InspectReply: MessageContent, Equatable {
  public static let messageType = "inspect_reply"

  public var status = ReplyStatus.ok
  public var isFound: Bool
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]

  /// With no `data`, nothing was found.
  public init(data: [String: JSONValue]?, metadata: [String: JSONValue] = [:]) {
    isFound = data != nil
    self.data = data ?? [:]
    self.metadata = metadata
  }

  enum CodingKeys: String, CodingKey {
    case status
    case isFound = "found"
    case data
    case metadata
  }
}
