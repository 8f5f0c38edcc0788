import Dispatch
import JupyterProtocol
import KernelInterface
import Synchronization

/// The question that a cell has put to its user, and the answer, which comes in on another thread.
final class QuestionBox: Sendable {
  private struct Pending {
    var question: Message
    var isOver = false
    var answer: String?
  }

  private let pending = Mutex<Pending?>(nil)
  private let isOver = DispatchSemaphore(value: 0)

  /// Puts `question` through `send` and waits for its answer.
  /// - Parameter send: false when the front end cannot be reached yet; it is then tried again.
  /// - Throws: `InputUnavailable.interrupted` when `isInterrupted`, or after `cancel`.
  func ask(
    _ question: Message, isInterrupted: () -> Bool, send: (Message) -> Bool
  ) throws(InputUnavailable) -> String {
    pending.withLock { $0 = Pending(question: question) }
    // In this order: an interrupt from here on finds the question pending, an earlier one is seen now.
    if isInterrupted() {
      pending.withLock { $0 = nil }
      throw .interrupted
    }
    // A cell can ask sooner than the client that sent it has connected its stdin.
    var ended: Pending?
    while ended == nil, !send(question) {
      _ = isOver.wait(timeout: .now() + .milliseconds(5))
      ended = takeEnded()
    }
    while true {
      if let ended {
        guard let answer = ended.answer else { throw .interrupted }
        return answer
      }
      isOver.wait()
      ended = takeEnded()
    }
  }

  /// The question once it is over; nil while it is open.
  private func takeEnded() -> Pending? {
    pending.withLock { pending in
      guard let ended = pending, ended.isOver else { return nil }
      pending = nil
      return ended
    }
  }

  /// Takes an `input_reply`. It counts when it is from the front end that was asked and answers what is asked now; some
  /// front ends do not say what they answer.
  func deliver(_ reply: Message) {
    guard reply.header.messageType == InputReply.messageType,
      let content = try? reply.content(as: InputReply.self)
    else { return }
    end { question in
      guard reply.identities == question.identities else { return nil }
      if let parent = reply.parentHeader, parent.messageID != question.header.messageID { return nil }
      return .some(content.value)
    }
  }

  /// Ends the wait without an answer.
  func cancel() {
    end { _ in .some(nil) }
  }

  /// - Parameter answer: nil when the question stays open.
  private func end(_ answer: (Message) -> String??) {
    let hasEnded = pending.withLock { pending -> Bool in
      guard let open = pending, !open.isOver, let answer = answer(open.question) else { return false }
      pending?.isOver = true
      pending?.answer = answer
      return true
    }
    if hasEnded { isOver.signal() }
  }
}
