import Dispatch
import JupyterProtocol
import KernelInterface
import Synchronization

/// The questions that cells have put to their users, and the answers, which come in on another thread.
///
/// A cell asks one thing at a time; cells of several subshells may ask at once.
final class QuestionBox: Sendable {
  private struct Pending {
    let question: Message
    let isOver = DispatchSemaphore(value: 0)
    var hasEnded = false
    var answer: String?

    var id: String { question.header.messageID }
  }

  /// In the order in which they were put.
  private let pending = Mutex<[Pending]>([])

  /// Puts `question` through `send` and waits for its answer.
  /// - Parameter send: false when the front end cannot be reached yet; it is then tried again.
  /// - Throws: `InputUnavailable.interrupted` when `isInterrupted`, or after `cancel`.
  func ask(
    _ question: Message, isInterrupted: () -> Bool, send: (Message) -> Bool
  ) throws(InputUnavailable) -> String {
    let asked = Pending(question: question)
    pending.withLock { $0.append(asked) }
    // In this order: an interrupt from here on finds the question pending, an earlier one is seen now.
    if isInterrupted() {
      pending.withLock { $0.removeAll { $0.id == asked.id } }
      throw .interrupted
    }
    // A cell can ask sooner than the client that sent it has connected its stdin.
    var ended: Pending?
    while ended == nil, !send(question) {
      _ = asked.isOver.wait(timeout: .now() + .milliseconds(5))
      ended = takeEnded(asked.id)
    }
    while true {
      if let ended {
        guard let answer = ended.answer else { throw .interrupted }
        return answer
      }
      asked.isOver.wait()
      ended = takeEnded(asked.id)
    }
  }

  /// The question called `id` once it is over; nil while it is open.
  private func takeEnded(_ id: String) -> Pending? {
    pending.withLock { pending in
      pending.firstIndex { $0.id == id && $0.hasEnded }.map { pending.remove(at: $0) }
    }
  }

  /// Takes an `input_reply`. It counts when it is from the front end that was asked and answers what is asked now; some
  /// front ends do not say what they answer: then it is what they were asked last.
  func deliver(_ reply: Message) {
    guard reply.header.messageType == InputReply.messageType,
      let content = try? reply.content(as: InputReply.self)
    else { return }
    let meant = reply.parentHeader.flatMap { $0.messageID.isEmpty ? nil : $0.messageID }
    pending.withLock { pending in
      let answered = pending.lastIndex {
        !$0.hasEnded && reply.identities == $0.question.identities && (meant == nil || meant == $0.id)
      }
      if let answered { QuestionBox.end(&pending[answered], content.value) }
    }
  }

  /// Ends all waits without an answer.
  func cancel() {
    pending.withLock { pending in
      for index in pending.indices where !pending[index].hasEnded { QuestionBox.end(&pending[index], nil) }
    }
  }

  private static func end(_ pending: inout Pending, _ answer: String?) {
    pending.hasEnded = true
    pending.answer = answer
    pending.isOver.signal()
  }
}
