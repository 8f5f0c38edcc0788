import Foundation
import Synchronization
import Testing

@testable import ZeroMQ

@Suite("Sockets that threads share") struct SharedSocketTests {
  /// A shared ROUTER and a DEALER that is connected to it, on one I/O thread.
  private func pair() throws -> (SharedSocket, Socket) {
    let context = try Context()
    var endpoint = ""
    let router = try SharedSocket(.router, [.linger(0)], in: context) { socket throws(ZeroMQError) in
      try socket.bind(to: "tcp://127.0.0.1:*")
      endpoint = try socket.boundEndpoint()
    }
    let dealer = try Socket(.dealer, in: context)
    for option in [SocketOption.linger(0), .identity("peer")] { try dealer.set(option) }
    try dealer.connect(to: endpoint)
    return (router, dealer)
  }

  @Test("A message ends the wait and is received whole") func receives() throws {
    let (router, dealer) = try pair()
    #expect(try router.receive() == nil)
    try dealer.send([[1], [2]])
    while try router.receive() != [Array("peer".utf8), [1], [2]] { try router.wait(forAtMost: 1_000) }
  }

  @Test("No message is overlooked while other threads send: the trap of a signal that a send takes in")
  func sendsHideNothing() throws {
    let (router, dealer) = try pair()
    let count = 20_000
    let isReceived = DispatchSemaphore(value: 0)
    let isOver = Atomic(false)
    Thread.detachNewThread {
      var received = 0
      while received < count, (try? router.wait(forAtMost: -1)) != nil {
        while (try? router.receive()) != nil {
          received += 1
          isReceived.signal()
        }
      }
    }
    // Answers fill the pipe soon and are refused from then on; refused or not, each is a use of the socket.
    Thread.detachNewThread {
      while !isOver.load(ordering: .relaxed) { _ = try? router.send([Array("peer".utf8), [0]]) }
    }
    // Each is sent only when the one before has been received, so that every one of them finds the thread waiting.
    for _ in 0..<count {
      try dealer.send([[1]])
      guard isReceived.wait(timeout: .now() + 20) == .success else {
        Issue.record("a message was overlooked")
        break
      }
    }
    isOver.store(true, ordering: .relaxed)
  }

  @Test("A ring of another thread ends an endless wait") func ringEndsWait() throws {
    let (router, _) = try pair()
    Thread.detachNewThread { router.ring() }
    try router.wait(forAtMost: -1)
  }

  @Test("Rings before a wait count as one, and the bell can ring again after it") func ringsCountOnce() throws {
    // Nobody connects, so that nothing else ends a wait.
    let router = try SharedSocket(.router, in: Context()) { _ in }
    for _ in 0..<100_000 { router.ring() }
    try router.wait(forAtMost: -1)
    let start = ContinuousClock.now
    try router.wait(forAtMost: 30)
    #expect(ContinuousClock.now - start >= .milliseconds(25))
    router.ring()
    try router.wait(forAtMost: -1)
  }

  @Test("A closed socket takes and gives nothing, and keeps nobody waiting") func closed() throws {
    let (router, dealer) = try pair()
    try dealer.send([[1]])
    router.close()
    #expect(try !router.send([Array("peer".utf8), [1]]))
    #expect(try router.receive() == nil)
    try router.wait(forAtMost: -1)
  }
}
