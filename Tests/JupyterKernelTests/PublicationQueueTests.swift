import Dispatch
import Foundation
import JupyterProtocol
import Testing

@testable import JupyterKernel

@Suite("What waits to be published") struct PublicationQueueTests {
  private let messages = MessageFactory(username: "k")
  private var parent: Message { messages.message(ExecuteRequest(code: ""), parent: nil) }

  private func stream(_ text: String, _ parent: Message, name: String = "stdout") -> PublicationQueue.Entry {
    .publication(.stream(name: name, text: text, parent: parent))
  }

  private func update(_ text: String, _ parent: Message, id: String = "d") -> PublicationQueue.Entry {
    let content = UpdateDisplayData(data: ["text/plain": .string(text)], metadata: [:], displayID: id)
    return .publication(.update(messages.message(content, parent: parent), displayID: id))
  }

  /// What comes out once nothing more can come.
  private func outcome(_ queue: PublicationQueue) -> [String] {
    queue.close()
    var found: [String] = []
    while case .take(let entry) = queue.next() {
      switch entry {
      case .publication(.stream(let name, let text, _)): found.append("\(name):\(text)")
      case .publication(.update(let message, _)), .publication(.message(let message)):
        let content = try? message.content(as: JSONValue.self)
        found.append(content?["data"]?["text/plain"]?.text ?? message.header.messageType)
      case .action: found.append("action")
      }
    }
    return found
  }

  @Test("Text that follows text of the same stream and cell becomes one message") func coalesces() {
    let queue = PublicationQueue()
    let (first, second) = (parent, parent)
    for entry in [
      stream("a", first), stream("b", first), stream("c", first, name: "stderr"), stream("d", first),
      stream("e", second), stream("f", second),
    ] { _ = queue.append(entry, waitsForRoom: true) }
    #expect(outcome(queue) == ["stdout:ab", "stderr:c", "stdout:d", "stdout:ef"])
  }

  @Test("Nothing overtakes: text before and after a display stays before and after it") func order() {
    let queue = PublicationQueue()
    let parent = parent
    for entry in [
      stream("a", parent), .publication(.message(messages.message(ClearOutput(wait: false), parent: parent))),
      stream("b", parent), .action {},
    ] { _ = queue.append(entry, waitsForRoom: true) }
    #expect(outcome(queue) == ["stdout:a", "clear_output", "stdout:b", "action"])
  }

  @Test("Of updates of one display that wait, the last one counts") func updates() {
    let queue = PublicationQueue()
    let parent = parent
    for entry in [
      update("1", parent), update("2", parent), update("3", parent, id: "other"), update("4", parent),
    ] { _ = queue.append(entry, waitsForRoom: true) }
    #expect(outcome(queue) == ["2", "3", "4"])
  }

  @Test("2,000 printed lines come out whole, in messages of at most 64 KiB") func manyLines() {
    let queue = PublicationQueue()
    let parent = parent
    let lines = (0..<2000).map { "\($0) \(String(repeating: "-", count: 90))\n" }
    for line in lines { _ = queue.append(stream(line, parent), waitsForRoom: true) }
    let texts = outcome(queue).map { $0.dropFirst("stdout:".count) }
    #expect(texts.joined() == lines.joined())
    #expect(texts.allSatisfy { $0.utf8.count <= 1 << 16 })
    #expect(texts.count == 3)
  }

  @Test("Alone in line, fresh text waits for more; anything behind it sends it on") func patience() {
    let queue = PublicationQueue(patience: 1_000_000)
    let parent = parent
    #expect(queue.append(stream("a", parent), waitsForRoom: true))
    guard case .wait = queue.next() else {
      Issue.record("did not wait")
      return
    }
    _ = queue.append(.action {}, waitsForRoom: true)
    guard case .take = queue.next() else {
      Issue.record("did wait")
      return
    }
  }

  @Test("Text that joins what waits wakes nobody") func wakesOnce() {
    let queue = PublicationQueue()
    let parent = parent
    #expect(queue.append(stream("a", parent), waitsForRoom: true))
    #expect(!queue.append(stream("b", parent), waitsForRoom: true))
  }

  @Test("A full queue holds cells up but never control, and lets them go on when there is room") func room() {
    let queue = PublicationQueue(capacity: 10)
    let messages = messages
    let parent = parent
    _ = queue.append(stream("0123456789", parent), waitsForRoom: true)
    _ = queue.append(.publication(.message(messages.message(Status(.busy), parent: parent))), waitsForRoom: false)
    let went = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      _ = queue.append(.action {}, waitsForRoom: true)
      went.signal()
    }
    #expect(went.wait(timeout: .now() + .milliseconds(20)) == .timedOut)
    _ = queue.next()
    _ = queue.next()
    #expect(went.wait(timeout: .now() + 60) == .success)
  }

  @Test("Closing lets go whoever is held up") func closing() {
    let queue = PublicationQueue(capacity: 1)
    let parent = parent
    _ = queue.append(stream("01", parent), waitsForRoom: true)
    let went = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      _ = queue.append(.action {}, waitsForRoom: true)
      went.signal()
    }
    queue.close()
    #expect(went.wait(timeout: .now() + 60) == .success)
  }
}
