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

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    let isSilent = try fields.decodeIfPresent(Bool.self, forKey: .isSilent) ?? false
    self.init(
      code: try fields.decode(String.self, forKey: .code),
      isSilent: isSilent,
      storesHistory: try fields.decodeIfPresent(Bool.self, forKey: .storesHistory) ?? true,
      userExpressions: try fields.decodeIfPresent([String: String].self, forKey: .userExpressions) ?? [:],
      allowsStdin: try fields.decodeIfPresent(Bool.self, forKey: .allowsStdin) ?? true,
      stopsOnError: try fields.decodeIfPresent(Bool.self, forKey: .stopsOnError) ?? true)
  }
}
