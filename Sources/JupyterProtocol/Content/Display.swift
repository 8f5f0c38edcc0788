/// Something to show, in several forms.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data
public struct DisplayDataMessage: MessageContent, Equatable {
  public static let messageType = "display_data"
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]
  public var transient: Transient

  public init(data: [String: JSONValue], metadata: [String: JSONValue], displayID: String?) {
    self.data = data
    self.metadata = metadata
    transient = Transient(displayID: displayID)
  }

  public var json: [UInt8] {
    JSON.object(["data": .object(data), "metadata": .object(metadata), "transient": transient.value])
  }
}

/// New content for something shown before.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#update-display-data
public struct UpdateDisplayData: MessageContent, Equatable {
  public static let messageType = "update_display_data"
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]
  public var transient: Transient

  public init(data: [String: JSONValue], metadata: [String: JSONValue], displayID: String) {
    self.data = data
    self.metadata = metadata
    transient = Transient(displayID: displayID)
  }

  public var json: [UInt8] {
    JSON.object(["data": .object(data), "metadata": .object(metadata), "transient": transient.value])
  }
}

/// The value of a cell.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#id6
public struct ExecuteResult: MessageContent, Equatable {
  public static let messageType = "execute_result"
  public var executionCount: Int
  public var data: [String: JSONValue]
  public var metadata: [String: JSONValue]

  public init(executionCount: Int, data: [String: JSONValue], metadata: [String: JSONValue]) {
    self.executionCount = executionCount
    self.data = data
    self.metadata = metadata
  }

  public var json: [UInt8] {
    JSON.object(["data": .object(data), "execution_count": .integer(executionCount), "metadata": .object(metadata)])
  }

  enum CodingKeys: String, CodingKey {
    case executionCount = "execution_count"
    case data
    case metadata
  }
}

/// What is not kept in the notebook.
public struct Transient: Codable, Sendable, Equatable {
  /// The name under which what is shown can be replaced.
  public var displayID: String?

  public init(displayID: String?) {
    self.displayID = displayID
  }

  fileprivate var value: JSONValue { displayID.map { ["display_id": .string($0)] } ?? [:] }

  enum CodingKeys: String, CodingKey {
    case displayID = "display_id"
  }
}
