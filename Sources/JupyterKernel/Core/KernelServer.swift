import JupyterProtocol
import KernelInterface

/// What the core of a kernel asks of the channels. Tests put a recorder in their place.
package protocol KernelServer: Sendable {
  /// Waits until requests have arrived on shell.
  /// - Returns: those that have, in order; nil when there will be no more.
  func awaitRequests() -> [Message]?

  /// The requests that have arrived on shell meanwhile, once nothing has come for a moment.
  func drainRequests() -> [Message]

  /// Hands `publications` to iopub. Everything handed over leaves in this order.
  /// - Parameter waitsForRoom: whether the caller can be held up while readers are slow.
  func publish(_ publications: [Publication], waitsForRoom: Bool)

  /// Answers a request; on shell only after everything that was published before has left.
  func reply(_ message: Message, on channel: RequestChannel)

  /// Puts `question` to the front end once everything published before has left, and waits for the answer.
  /// - Parameter isInterrupted: asked once after the question is pending; from then on `cancelQuestion` ends it.
  /// - Throws: `InputUnavailable.interrupted`.
  func ask(_ question: Message, isInterrupted: () -> Bool) throws(InputUnavailable) -> String

  /// Ends the wait of a pending question without an answer.
  func cancelQuestion()
}

/// The channels that requests arrive on.
package enum RequestChannel: Sendable {
  case shell, control
}

/// Something for iopub.
package enum Publication: Sendable {
  case message(Message)
  /// Printed text; what follows each other is put together into one message.
  case stream(name: String, text: String, parent: Message)
  /// New content of a display; of several that wait, the last one counts.
  case update(Message, displayID: String)
}
