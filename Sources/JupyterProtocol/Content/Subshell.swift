/// Asks for another thread that serves requests of shell, for those whose header names it.
///
/// https://jupyter.org/enhancement-proposals/91-kernel-subshells/kernel-subshells.html
public struct CreateSubshellRequest: MessageContent, Equatable {
  public static let messageType = "create_subshell_request"
  public init() {}
}

/// A subshell was created.
public struct CreateSubshellReply: MessageContent, Equatable {
  public static let messageType = "create_subshell_reply"
  public var status = ReplyStatus.ok
  public var subshellID: String

  public init(subshellID: String) {
    self.subshellID = subshellID
  }

  enum CodingKeys: String, CodingKey {
    case status
    case subshellID = "subshell_id"
  }
}

/// Asks to end a subshell.
public struct DeleteSubshellRequest: MessageContent, Equatable {
  public static let messageType = "delete_subshell_request"
  /// Empty, which no subshell is called, where the request does not say it as text.
  public var subshellID: String

  public init(subshellID: String) {
    self.subshellID = subshellID
  }

  enum CodingKeys: String, CodingKey {
    case subshellID = "subshell_id"
  }

  public init(from decoder: any Decoder) throws {
    subshellID = (try? decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .subshellID)) ?? ""
  }
}

/// The subshell takes no more requests.
public struct DeleteSubshellReply: MessageContent, Equatable {
  public static let messageType = "delete_subshell_reply"
  public var status = ReplyStatus.ok
  public init() {}
}

/// Asks which subshells there are.
public struct ListSubshellRequest: MessageContent, Equatable {
  public static let messageType = "list_subshell_request"
  public init() {}
}

/// The ids of the subshells, in the order in which they were created.
public struct ListSubshellReply: MessageContent, Equatable {
  public static let messageType = "list_subshell_reply"
  public var status = ReplyStatus.ok
  public var subshellIDs: [String]

  public init(subshellIDs: [String]) {
    self.subshellIDs = subshellIDs
  }

  enum CodingKeys: String, CodingKey {
    case status
    case subshellIDs = "subshell_id"
  }
}
