import JupyterProtocol
import KernelInterface

/// What the core of a kernel asks of the channels. Tests put a recorder in their place.
package protocol KernelServer: Sendable {
  /// Waits until something may have arrived on shell. For one thread at a time.
  /// - Returns: false when there will be no more.
  func awaitArrivals() -> Bool

  /// The requests that have arrived on shell and were not taken yet, in order; does not wait.
  func takeArrived() -> [Message]

  /// Hands `publications` to iopub. Everything handed over leaves in this order.
  /// - Parameter waitsForRoom: whether the caller can be held up while readers are slow.
  func publish(_ publications: [Publication], waitsForRoom: Bool)

  /// Answers a request.
  /// - Parameter waitsForRoom: whether everything that was published before is to have left, however slow readers are.
  func reply(_ message: Message, on channel: RequestChannel, waitsForRoom: Bool)

  /// Puts `question` to the front end once everything published before has left, and waits for the answer.
  /// - Parameter isInterrupted: asked once after the question is pending; from then on `cancelQuestions` ends it.
  /// - Throws: `InputUnavailable.interrupted`.
  func ask(_ question: Message, isInterrupted: () -> Bool) throws(InputUnavailable) -> String

  /// Ends the wait of every pending question without an answer.
  func cancelQuestions()
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
