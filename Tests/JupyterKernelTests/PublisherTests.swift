import Dispatch
import Foundation
import JupyterProtocol
import Logging
import Testing
import ZeroMQ

@testable import JupyterKernel

@Suite("Publishing to a reader that does not read") struct PublisherTests {
  private let messages = MessageFactory(username: "k")
  private var parent: Message { messages.message(ExecuteRequest(code: ""), parent: nil) }

  /// A publisher whose queue holds ten bytes, and a reader of all topics with room for two messages.
  private func stuck(patience: Double = 600) throws -> (Publisher, Socket) {
    let context = try Context()
    let endpoint = "inproc://iopub"
    let socket = try SharedSocket(.extendedPublish, Publisher.options + [.sendHighWaterMark(1)], in: context) {
      socket throws(ZeroMQError) in try socket.bind(to: endpoint)
    }
    let reader = try Socket(.subscribe, in: context)
    for option in [SocketOption.receiveHighWaterMark(1), .subscribe(""), .linger(0)] { try reader.set(option) }
    try reader.connect(to: endpoint)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let publisher = Publisher(
      socket: socket, messages: messages, codec: SharedCodec(MessageCodec(signer: Signer(key: ""))),
      queue: PublicationQueue(capacity: 10), patience: patience, logger: logger)
    Thread.detachNewThread { publisher.run() }
    // Fills the pipe and the queue.
    for _ in 0..<9 {
      publisher.publish([.message(messages.message(ClearOutput(wait: true), parent: parent))], waitsForRoom: false)
    }
    return (publisher, reader)
  }

  /// Whether `body` has returned, and a way to wait until it has.
  private func onThread(_ body: @escaping @Sendable () -> Void) -> DispatchSemaphore {
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      body()
      isDone.signal()
    }
    return isDone
  }

  @Test("Cells are held up, control is not, and all goes out in order once the reader reads") func room() throws {
    let (publisher, reader) = try stuck()
    let busy = Publication.message(messages.message(Status(.busy), parent: parent))
    let cell = onThread { publisher.publish([busy], waitsForRoom: true) }
    #expect(cell.wait(timeout: .now() + .milliseconds(30)) == .timedOut)
    let control = onThread { publisher.publish([busy], waitsForRoom: false) }
    #expect(control.wait(timeout: .now() + 60) == .success)

    var types: [String] = []
    while types.filter({ $0.hasSuffix("status") }).count < 3, try reader.wait(forAtMost: 60_000) {
      types.append(
        String(decoding: try #require(try reader.receive())[0], as: UTF8.self).components(separatedBy: ".").last ?? "")
    }
    // The greeting has the reader's empty topic; then comes the status that says that the kernel starts.
    #expect(types == ["", "status"] + Array(repeating: "clear_output", count: 9) + ["status", "status"])
    #expect(cell.wait(timeout: .now() + 60) == .success)
    publisher.stop()
  }

  @Test("Whoever waits until all has left waits for the reader, too") func flush() throws {
    let (publisher, reader) = try stuck()
    let flush = onThread { publisher.flush() }
    #expect(flush.wait(timeout: .now() + .milliseconds(30)) == .timedOut)
    for _ in 0..<11 { _ = try reader.receive() }
    #expect(flush.wait(timeout: .now() + 60) == .success)
    publisher.stop()
  }

  @Test("A reader that has not read for too long is waited for no more") func patience() throws {
    let (publisher, _) = try stuck(patience: 0.05)
    #expect(onThread { publisher.flush() }.wait(timeout: .now() + 60) == .success)
    publisher.stop()
  }

  @Test("Stopping lets go whoever is held up") func stopping() throws {
    let (publisher, _) = try stuck()
    let busy = Publication.message(messages.message(Status(.busy), parent: parent))
    let cell = onThread { publisher.publish([busy], waitsForRoom: true) }
    let flush = onThread { publisher.flush() }
    publisher.stop()
    #expect(cell.wait(timeout: .now() + 60) == .success)
    #expect(flush.wait(timeout: .now() + 60) == .success)
  }
}
