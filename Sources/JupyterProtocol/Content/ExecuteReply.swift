/// How a cell ended.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execution-results
public struct ExecuteReply: MessageContent, Equatable {
  public static let messageType = "execute_reply"

  public var status: ReplyStatus
  public var executionCount: Int
  public var payloads: [Payload]
  /// Either a MIME bundle with `status` ok, or the fields of an error, for each expression of the request.
  public var userExpressions: [String: JSONValue]
  public var errorName: String?
  public var errorValue: String?
  public var traceback: [String]?

  /// The reply for a cell that ran to its end.
  public init(executionCount: Int, payloads: [Payload] = [], userExpressions: [String: JSONValue] = [:]) {
    status = .ok
    self.executionCount = executionCount
    self.payloads = payloads
    self.userExpressions = userExpressions
  }

  /// The reply for a cell that failed, or never ran because one before it failed.
  public init(executionCount: Int, error: ErrorReply, payloads: [Payload] = []) {
    status = .error
    self.executionCount = executionCount
    self.payloads = payloads
    userExpressions = [:]
    errorName = error.name
    errorValue = error.value
    traceback = error.traceback
  }

  /// The reply of most cells; what is seldom there is left to the encoder.
  public var json: [UInt8] {
    guard status == .ok, payloads.isEmpty else { return encoded }
    return JSON.object([
      "execution_count": .integer(executionCount), "payload": [], "status": .string(status.rawValue),
      "user_expressions": .object(userExpressions),
    ])
  }

  enum CodingKeys: String, CodingKey {
    case status
    case executionCount = "execution_count"
    case payloads = "payload"
    case userExpressions = "user_expressions"
    case errorName = "ename"
    case errorValue = "evalue"
    case traceback
  }
}

/// Something a front end is to do once a cell is done.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#payloads-deprecated
public enum Payload: Codable, Sendable, Equatable {
  /// Show a MIME bundle in the pager, from line `start` on.
  case page(data: [String: JSONValue], start: Int = 0)
  /// Put `text` into the next cell, or in place of this one.
  case setNextInput(text: String, replace: Bool)

  private enum CodingKeys: String, CodingKey {
    case source, data, start, text, replace
  }

  public func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .page(let data, let start):
      try fields.encode("page", forKey: .source)
      try fields.encode(data, forKey: .data)
      try fields.encode(start, forKey: .start)
    case .setNextInput(let text, let replace):
      try fields.encode("set_next_input", forKey: .source)
      try fields.encode(text, forKey: .text)
      try fields.encode(replace, forKey: .replace)
    }
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    switch try fields.decode(String.self, forKey: .source) {
    case "page":
      self = .page(
        data: try fields.decode([String: JSONValue].self, forKey: .data),
        start: try fields.decodeIfPresent(Int.self, forKey: .start) ?? 0)
    case "set_next_input":
      self = .setNextInput(
        text: try fields.decode(String.self, forKey: .text),
        replace: try fields.decodeIfPresent(Bool.self, forKey: .replace) ?? false)
    case let other:
      throw DecodingError.dataCorruptedError(
        forKey: .source, in: fields, debugDescription: "no payload is called \(other)")
    }
  }
}
