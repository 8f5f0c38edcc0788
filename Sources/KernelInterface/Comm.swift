/// What one message of a comm carries: JSON, and binary data beside it.
public struct CommData: Sendable, Equatable {
  /// A JSON value, as UTF-8 text.
  public var json: String
  /// A JSON object, as UTF-8 text, for what a protocol over comms says of the message itself, such as its version.
  public var metadata: String
  public var buffers: [[UInt8]]

  public init(json: String = "{}", metadata: String = "{}", buffers: [[UInt8]] = []) {
    self.json = json
    self.metadata = metadata
    self.buffers = buffers
  }
}

/// This side of a conversation between the kernel and a piece of a front end, such as a widget.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
public protocol Comm: Sendable {
  /// Unique in the kernel's life.
  var id: String { get }

  /// Sends a message that belongs to what opened the comm; does nothing once the comm is closed. May be called at any time, also
  /// while nothing runs. What a message sets off is answered by `OutputContext.send(_:on:)`, so that the answer belongs to it.
  func send(_ data: CommData)

  /// Ends the conversation.
  func close(_ data: CommData)
}

/// Something that a front end can open a comm to, by its name.
public protocol CommTarget: Sendable {
  var name: String { get }

  /// Called when a front end has opened `comm`. What is shown belongs to the message that opened it.
  /// - Returns: who takes the messages that follow; nil refuses, and the front end learns at once that the comm is closed.
  func open(_ comm: any Comm, with data: CommData, in context: any OutputContext) -> (any CommListener)?
}

/// Who takes the messages of an open comm.
///
/// Each call comes between the message's busy and idle. Calls on one queue come one at a time: the kernel's own, where no cell runs
/// meanwhile, or that of a subshell, where cells may run at the same time. Front ends keep the comms of one target on one queue.
public protocol CommListener: Sendable {
  /// Takes one message in; what is expensive waits for `caughtUp`.
  func receive(_ data: CommData, on comm: any Comm, in context: any OutputContext)

  /// Called after `receive` when no further message of a comm waits on the same queue: of many that came at once, only the last
  /// one is worth a picture.
  func caughtUp(on comm: any Comm, in context: any OutputContext)

  /// The front end has closed the comm; nothing can be sent any more.
  func closed(_ comm: any Comm, with data: CommData, in context: any OutputContext)
}

extension CommListener {
  public func caughtUp(on comm: any Comm, in context: any OutputContext) {}

  public func closed(_ comm: any Comm, with data: CommData, in context: any OutputContext) {}
}

/// A comm that leads nowhere.
struct UnheardComm: Comm {
  let id = ""
  func send(_ data: CommData) {}
  func close(_ data: CommData) {}
}
