/// Asks the running cell to stop.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt
public struct InterruptRequest: MessageContent, Equatable {
  public static let messageType = "interrupt_request"
  public init() {}
}

/// The interrupt was passed on.
public struct InterruptReply: MessageContent, Equatable {
  public static let messageType = "interrupt_reply"
  public var status = ReplyStatus.ok
  public init() {}
}
