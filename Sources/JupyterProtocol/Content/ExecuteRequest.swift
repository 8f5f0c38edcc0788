/// Asks to run a cell.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute
public struct ExecuteRequest: MessageContent, Equatable {
  public static let messageType = "execute_request"

  public var code: String
  /// Publish nothing and keep nothing.
  public var isSilent: Bool
  /// Count the cell and keep it; never when silent.
  public var storesHistory: Bool
  /// Expressions to evaluate after the cell, under the names their values are wanted by.
  public var userExpressions: [String: String]
  /// The front end can answer questions.
  public var allowsStdin: Bool
  /// An error keeps what is queued from running.
  public var stopsOnError: Bool

  public init(
    code: String, isSilent: Bool = false, storesHistory: Bool = true, userExpressions: [String: String] = [:],
    allowsStdin: Bool = false, stopsOnError: Bool = true
  ) {
    self.code = code
    self.isSilent = isSilent
    self.storesHistory = storesHistory && !isSilent
    self.userExpressions = userExpressions
    self.allowsStdin = allowsStdin
    self.stopsOnError = stopsOnError
  }

  enum CodingKeys: String, CodingKey {
    case code
    case isSilent = "silent"
    case storesHistory = "store_history"
    case userExpressions = "user_expressions"
    case allowsStdin = "allow_stdin"
    case stopsOnError = "stop_on_error"
  }

  public init(json: [UInt8]) throws(WireError) {
    try self.init(JSONFields(json, part: "content"))
  }

  public init(from decoder: any Decoder) throws {
    try self.init(JSONFields([String: JSONValue](from: decoder), part: "content"))
  }

  private init(_ fields: JSONFields<CodingKeys>) throws(WireError) {
    self.init(
      code: try fields.required(.code, \.text),
      isSilent: try fields.optional(.isSilent, \.truth) ?? false,
      storesHistory: try fields.optional(.storesHistory, \.truth) ?? true,
      userExpressions: try fields.optional(.userExpressions, ExecuteRequest.texts) ?? [:],
      allowsStdin: try fields.optional(.allowsStdin, \.truth) ?? true,
      stopsOnError: try fields.optional(.stopsOnError, \.truth) ?? true)
  }

  private static func texts(_ value: JSONValue) -> [String: String]? {
    guard let members = value.members else { return nil }
    let texts = members.compactMapValues(\.text)
    return texts.count == members.count ? texts : nil
  }
}
