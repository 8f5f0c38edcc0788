import Dispatch
import JupyterProtocol
import KernelInterface
import Synchronization

@testable import JupyterKernel

/// Stands in for the channels: writes down what the core publishes and replies, in order.
final class Recorder: KernelServer {
  struct Entry: Sendable {
    /// `iopub`, `shell`, `control` or `stdin`.
    var channel: String
    var message: Message

    var type: String { message.header.messageType }
    var parent: String? { message.parentHeader?.messageID }
    var content: JSONValue { (try? JSON.value(of: message.contentBytes)) ?? .null }

    /// `busy`, `idle` or the message type, with `reply` types as they are.
    var summary: String { content["execution_state"]?.text ?? type }
  }

  private let recorded = Mutex<[Entry]>([])
  /// Signalled with the idle of a request, by its id.
  private let idles = Mutex<[String: DispatchSemaphore]>([:])
  private let messages = MessageFactory(username: "recorder")
  private let questions = QuestionBox()
  /// Signalled when a question is put.
  let isAsked = DispatchSemaphore(value: 0)
  /// What is still in the socket.
  private let undrained: Mutex<[Message]>

  /// Called with each message that is published, before the core goes on.
  private let onPublish: @Sendable (Message) -> Void

  init(undrained: [Message] = [], onPublish: @escaping @Sendable (Message) -> Void = { _ in }) {
    self.undrained = Mutex(undrained)
    self.onPublish = onPublish
  }

  var entries: [Entry] { recorded.withLock { $0 } }

  func publish(_ publications: [Publication], waitsForRoom: Bool) {
    for publication in publications {
      switch publication {
      case .message(let message), .update(let message, _): record("iopub", message)
      case .stream(let name, let text, let parent):
        record("iopub", messages.message(Stream(name: name, text: text), parent: parent))
      }
    }
  }

  func reply(_ message: Message, on channel: RequestChannel, waitsForRoom: Bool) { record("\(channel)", message) }

  /// Tests line requests up themselves.
  func awaitArrivals() -> Bool { false }

  func takeArrived() -> [Message] {
    undrained.withLock { undrained in
      defer { undrained = [] }
      return undrained
    }
  }

  func ask(_ question: Message, isInterrupted: () -> Bool) throws(InputUnavailable) -> String {
    try questions.ask(question, isInterrupted: isInterrupted) {
      record("stdin", $0)
      isAsked.signal()
      return true
    }
  }

  func cancelQuestions() { questions.cancel() }

  func answer(_ reply: Message) { questions.deliver(reply) }

  /// What came of `request`, its idle included; waits for that.
  func outcome(of request: Message) -> [Entry] {
    let id = request.header.messageID
    // Generous: it ends a test that hangs, and decides none that passes.
    let idle = idle(of: id)
    _ = idle.wait(timeout: .now() + 30)
    // Whoever asks again need not wait.
    idle.signal()
    return entries.filter { $0.parent == id }
  }

  private func idle(of id: String) -> DispatchSemaphore {
    idles.withLock { idles in
      let idle = idles[id] ?? DispatchSemaphore(value: 0)
      idles[id] = idle
      return idle
    }
  }

  private func record(_ channel: String, _ message: Message) {
    let entry = Entry(channel: channel, message: message)
    recorded.withLock { $0.append(entry) }
    if channel == "iopub" { onPublish(message) }
    if entry.summary == "idle", let parent = entry.parent { idle(of: parent).signal() }
  }
}
