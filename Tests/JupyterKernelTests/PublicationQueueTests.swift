import Dispatch
import Foundation
import JupyterProtocol
import Testing

@testable import JupyterKernel

@Suite("What waits to be published") struct PublicationQueueTests {
  private let messages = MessageFactory(username: "k")
  private var parent: Message { messages.message(ExecuteRequest(code: ""), parent: nil) }

  private func stream(_ text: String, _ parent: Message, name: String = "stdout") -> Publication {
    .stream(name: name, text: text, parent: parent)
  }

  private func update(_ text: String, _ parent: Message, id: String = "d") -> Publication {
    let content = UpdateDisplayData(data: ["text/plain": .string(text)], metadata: [:], displayID: id)
    return .update(messages.message(content, parent: parent), displayID: id)
  }

  private func queue(_ publications: [Publication]) -> PublicationQueue {
    var queue = PublicationQueue()
    for publication in publications { queue.append(publication) }
    return queue
  }

  /// What comes out once nothing more can come.
  private func outcome(_ queue: PublicationQueue) -> [String] {
    var queue = queue
    var found: [String] = []
    while case .ready(let publication) = queue.first(growing: false) {
      queue.removeFirst()
      switch publication {
      case .stream(let name, let text, _): found.append("\(name):\(text)")
      case .update(let message, _), .message(let message):
        let content = try? JSON.value(of: message.contentBytes)
        found.append(content?["data"]?["text/plain"]?.text ?? message.header.messageType)
      }
    }
    return found
  }

  @Test("Text that follows text of the same stream and cell becomes one message") func coalesces() {
    let (first, second) = (parent, parent)
    let queue = queue([
      stream("a", first), stream("b", first), stream("c", first, name: "stderr"), stream("d", first),
      stream("e", second), stream("f", second),
    ])
    #expect(outcome(queue) == ["stdout:ab", "stderr:c", "stdout:d", "stdout:ef"])
  }

  @Test("Nothing overtakes: text before and after a display stays before and after it") func order() {
    let parent = parent
    let clearing = Publication.message(messages.message(ClearOutput(wait: false), parent: parent))
    #expect(
      outcome(queue([stream("a", parent), clearing, stream("b", parent)])) == ["stdout:a", "clear_output", "stdout:b"])
  }

  @Test("What is put in front comes first, and text behind it may still grow") func prepends() {
    let parent = parent
    var queue = queue([stream("a", parent)])
    queue.prepend(.message(messages.message(Status(.starting), parent: nil)))
    queue.append(stream("b", parent))
    #expect(outcome(queue) == ["status", "stdout:ab"])
  }

  @Test("Of updates of one display that wait, the last one counts") func updates() {
    let parent = parent
    let queue = queue([update("1", parent), update("2", parent), update("3", parent, id: "other"), update("4", parent)])
    #expect(outcome(queue) == ["2", "3", "4"])
  }

  @Test("2,000 printed lines come out whole, in messages of at most 64 KiB") func manyLines() {
    let parent = parent
    let lines = (0..<2000).map { "\($0) \(String(repeating: "-", count: 90))\n" }
    let texts = outcome(queue(lines.map { stream($0, parent) })).map { $0.dropFirst("stdout:".count) }
    #expect(texts.joined() == lines.joined())
    #expect(texts.allSatisfy { $0.utf8.count <= 1 << 16 })
    #expect(texts.count == 3)
  }

  @Test("Alone in line, fresh text waits for more; anything behind it sends it on") func patience() {
    var queue = PublicationQueue(patience: 1_000_000)
    let parent = parent
    queue.append(stream("a", parent))
    guard case .growing = queue.first(growing: true) else {
      Issue.record("did not wait")
      return
    }
    queue.append(update("1", parent))
    guard case .ready = queue.first(growing: true) else {
      Issue.record("did wait")
      return
    }
  }

  @Test("It is full while the bytes in line reach the capacity") func capacity() {
    var queue = PublicationQueue(capacity: 10)
    let parent = parent
    queue.append(stream("012345678", parent))
    #expect(!queue.isFull)
    queue.append(stream("9", parent))
    #expect(queue.isFull)
    queue.removeFirst()
    #expect(!queue.isFull && queue.isEmpty)
  }
}
