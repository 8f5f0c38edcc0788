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

  /// Sends a message; does nothing once the comm is closed. May be called at any time, also while no cell runs.
  func send(_ data: CommData)

  /// Ends the conversation.
  func close(_ data: CommData)
}

/// Something that a front end can open a comm to, by its name.
public protocol CommTarget: Sendable {
  var name: String { get }

  /// Called when a front end has opened `comm`, between two cells. What is shown belongs to the message that opened it.
  /// - Returns: who takes the messages that follow; nil refuses, and the front end learns at once that the comm is closed.
  func open(_ comm: any Comm, with data: CommData, in context: any OutputContext) -> (any CommListener)?
}

/// Who takes the messages of an open comm.
///
/// Calls come one at a time and never while a cell runs, each between the message's busy and idle. Front ends send the next
/// message once they have seen idle.
public protocol CommListener: Sendable {
  func receive(_ data: CommData, on comm: any Comm, in context: any OutputContext)

  /// The front end has closed the comm; nothing can be sent any more.
  func closed(_ comm: any Comm, with data: CommData, in context: any OutputContext)
}

extension CommListener {
  public func closed(_ comm: any Comm, with data: CommData, in context: any OutputContext) {}
}

/// A comm that leads nowhere.
struct UnheardComm: Comm {
  let id = ""
  func send(_ data: CommData) {}
  func close(_ data: CommData) {}
}
