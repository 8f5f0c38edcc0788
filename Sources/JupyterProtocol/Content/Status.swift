/// What the kernel is doing about a request: busy comes before everything else, idle after it.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-status
public struct Status: MessageContent, Equatable {
  public static let messageType = "status"

  public enum ExecutionState: String, Codable, Sendable {
    case starting, busy, idle
  }

  public var executionState: ExecutionState

  public init(_ executionState: ExecutionState) {
    self.executionState = executionState
  }

  public var json: [UInt8] { JSON.object(["execution_state": .string(executionState.rawValue)]) }

  enum CodingKeys: String, CodingKey {
    case executionState = "execution_state"
  }
}
