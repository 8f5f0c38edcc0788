import Testing

@testable import ZeroMQ

@Suite("Sockets") struct SocketTests {
  private func pair(_ first: Socket.Kind, _ second: Socket.Kind) throws -> (Socket, Socket) {
    let context = try Context()
    let bound = try Socket(first, in: context)
    try bound.set(.linger(0))
    try bound.bind(to: "tcp://127.0.0.1:*")
    let connected = try Socket(second, in: context)
    try connected.set(.linger(0))
    try connected.connect(to: bound.boundEndpoint())
    return (bound, connected)
  }

  @Test("A message keeps its frames, empty and large ones included") func multipart() throws {
    let (router, dealer) = try pair(.router, .dealer)
    let frames: [Frame] = [[], [0, 255], Frame(repeating: 7, count: 3_000_000), []]
    try dealer.send(frames)
    let received = try #require(try router.receive())
    #expect(Array(received.dropFirst()) == frames)
  }

  @Test("A ROUTER's answer finds the peer that it names") func routing() throws {
    let (router, dealer) = try pair(.router, .dealer)
    try dealer.send([[1]])
    let request = try #require(try router.receive())
    try router.send([request[0], [2]])
    #expect(try dealer.receive() == [[2]])
  }

  @Test("Looking for a message finds none when none came") func nothingWaiting() throws {
    let (router, _) = try pair(.router, .dealer)
    #expect(try router.receive(waiting: false) == nil)
    #expect(try !router.wait(forAtMost: 0))
  }

  @Test("A second listener on a port is told that it is in use") func addressInUse() throws {
    let context = try Context()
    let first = try Socket(.router, in: context)
    try first.bind(to: "tcp://127.0.0.1:*")
    let endpoint = try first.boundEndpoint()
    let second = try Socket(.router, in: context)
    let error = #expect(throws: ZeroMQError.self) { try second.bind(to: endpoint) }
    #expect(error?.isAddressInUse == true)
    #expect(error?.description == "bind \(endpoint): Address already in use")
  }

  @Test("A malformed endpoint is an error that names it") func malformedEndpoint() throws {
    let socket = try Socket(.router, in: Context())
    let error = #expect(throws: ZeroMQError.self) { try socket.bind(to: "nonsense") }
    #expect(error?.subject == "nonsense")
  }

  @Test("An option of another kind of socket is refused") func wrongOption() throws {
    let socket = try Socket(.dealer, in: Context())
    #expect(throws: ZeroMQError.self) { try socket.set(.reportsEverySubscription(true)) }
  }

  @Test("An XPUB that refuses when full loses nothing of what it took") func refusesWhenFull() throws {
    let context = try Context()
    let publisher = try Socket(.extendedPublish, in: context)
    for option in [SocketOption.refusesWhenFull(true), .sendHighWaterMark(3), .linger(0)] { try publisher.set(option) }
    try publisher.bind(to: "inproc://full")
    let reader = try Socket(.subscribe, in: context)
    for option in [SocketOption.receiveHighWaterMark(2), .subscribe(""), .linger(0)] { try reader.set(option) }
    try reader.connect(to: "inproc://full")
    #expect(try publisher.receive() == [[1]])

    var taken: UInt8 = 0
    while try publisher.send([[taken]], waiting: false) { taken += 1 }
    #expect(taken > 0)
    for number in 0..<taken { #expect(try reader.receive() == [[number]]) }
    #expect(try reader.receive(waiting: false) == nil)
  }
}
