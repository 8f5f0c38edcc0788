/// Asks which comms are open.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info
public struct CommInfoRequest: MessageContent, Equatable {
  public static let messageType = "comm_info_request"
  public var targetName: String?

  public init(targetName: String? = nil) {
    self.targetName = targetName
  }

  enum CodingKeys: String, CodingKey {
    case targetName = "target_name"
  }
}

/// Which comms are open, by id.
public struct CommInfoReply: MessageContent, Equatable {
  public static let messageType = "comm_info_reply"

  public struct Comm: Codable, Sendable, Equatable {
    public var targetName: String

    public init(targetName: String) {
      self.targetName = targetName
    }

    enum CodingKeys: String, CodingKey {
      case targetName = "target_name"
    }
  }

  public var status = ReplyStatus.ok
  public var comms: [String: Comm]

  public init(comms: [String: Comm]) {
    self.comms = comms
  }
}

/// Opens a comm; there is no reply.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm
public struct CommOpen: MessageContent, Equatable {
  public static let messageType = "comm_open"
  public var commID: String
  public var targetName: String
  public var data: JSONValue

  public init(commID: String, targetName: String, data: JSONValue = [:]) {
    self.commID = commID
    self.targetName = targetName
    self.data = data
  }

  enum CodingKeys: String, CodingKey {
    case commID = "comm_id"
    case targetName = "target_name"
    case data
  }

  public init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    commID = try fields.decode(String.self, forKey: .commID)
    targetName = try fields.decodeIfPresent(String.self, forKey: .targetName) ?? ""
    data = try fields.decodeIfPresent(JSONValue.self, forKey: .data) ?? [:]
  }
}

/// Says something on an open comm; there is no reply.
public struct CommMessage: MessageContent, Equatable {
  public static let messageType = "comm_msg"
  public var commID: String
  public var data: JSONValue

  public init(commID: String, data: JSONValue) {
    self.commID = commID
    self.data = data
  }

  enum CodingKeys: String, CodingKey {
    case commID = "comm_id"
    case data
  }
}

/// Closes a comm, or says that there is none; there is no reply.
public struct CommClose: MessageContent, Equatable {
  public static let messageType = "comm_close"
  public var commID: String
  public var data: JSONValue

  public init(commID: String, data: JSONValue = [:]) {
    self.commID = commID
    self.data = data
  }

  enum CodingKeys: String, CodingKey {
    case commID = "comm_id"
    case data
  }
}
