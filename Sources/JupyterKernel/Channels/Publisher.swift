import Dispatch
import JupyterProtocol
import Logging
import Synchronization
import ZeroMQ

/// The XPUB socket of iopub: whoever publishes sends, in order, as far as readers take it; a thread of its own does what
/// must wait: it welcomes subscribers, lets printed text grow, and bears with readers that do not read.
final class Publisher: Sendable {
  private struct State {
    var queue: PublicationQueue
    /// Whether anybody has heard that the kernel starts.
    var isAnnounced = false
    /// Since when the pipe of a reader has been too full for the first in line.
    var refusedSince: DispatchTime?
    /// Those to be notified when something has left.
    var waiting: [DispatchSemaphore] = []
    var isStopped = false
  }

  private let state: Mutex<State>
  private let socket: SharedSocket
  private let messages: MessageFactory
  private let codec: SharedCodec
  private let logger: Logger
  private let topicPrefix: String
  /// How long a reader that does not read is waited for, in seconds.
  private let patience: Double

  /// - Parameters:
  ///   - socket: an XPUB with `options`.
  ///   - patience: in seconds.
  init(
    socket: SharedSocket, messages: MessageFactory, codec: SharedCodec, queue: PublicationQueue = PublicationQueue(),
    patience: Double = 2, logger: Logger
  ) {
    self.socket = socket
    self.messages = messages
    self.codec = codec
    self.patience = patience
    self.logger = logger
    topicPrefix = "kernel.\(messages.session)."
    state = Mutex(State(queue: queue))
  }

  /// The options of its socket, to be set before it is bound.
  static let options: [SocketOption] = [
    .reportsEverySubscription(true), .refusesWhenFull(true), .linger(200),
  ]

  /// Publishes `publications` behind everything that was published before.
  /// - Parameter waitsForRoom: whether the caller can be held up while more is in line than should be.
  func publish(_ publications: [Publication], waitsForRoom: Bool) {
    if waitsForRoom { wait { !$0.queue.isFull } }
    let isForThread = state.withLock { state in
      let wasEmpty = state.queue.isEmpty
      for publication in publications { state.queue.append(publication) }
      advance(&state)
      // What stays in line does so behind what the thread knows of, unless it is the first.
      return wasEmpty && !state.queue.isEmpty
    }
    if isForThread { socket.ring() }
  }

  /// Returns when everything that was published before has left, whatever others publish meanwhile.
  func flush() {
    let place = state.withLock { $0.queue.lastPlace }
    wait { state in
      if state.queue.departed < place { advance(&state, growing: false) }
      return state.queue.departed >= place
    }
  }

  /// The life of the channel's thread.
  func run() {
    while let rest = state.withLock({ rest(&$0) }) {
      do throws(ZeroMQError) {
        try socket.wait(forAtMost: rest)
      } catch {
        state.withLock { fail(&$0, error) }
      }
    }
  }

  /// Publishes what is in line without waiting for anybody, and ends the thread.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      advance(&state, growing: false)
    }
    socket.ring()
  }

  /// Closes the socket, once the thread has ended.
  func close() { socket.close() }

  /// Does what there is to do.
  /// - Returns: how many milliseconds the thread may rest, -1 for ever; nil when it is to end.
  private func rest(_ state: inout State) -> Int? {
    guard !state.isStopped else { return nil }
    advance(&state)
    // libzmq does not promise to report that a pipe has room again.
    guard state.refusedSince == nil else { return 2 }
    guard case .growing(let milliseconds) = state.queue.first(growing: true) else { return -1 }
    return milliseconds
  }

  /// Sends from the front of the line as much as readers take.
  /// - Parameter growing: whether printed text that nothing follows may wait for more of it.
  private func advance(_ state: inout State, growing: Bool = true) {
    do throws(ZeroMQError) {
      repeat {
        // Looked for before each message, so that a greeting comes first.
        try welcome(&state)
      } while try sendFirst(&state, growing: growing)
    } catch {
      fail(&state, error)
    }
  }

  /// Puts in front of the line a greeting for each who has subscribed since: from here on they miss nothing. The first also
  /// learns that the kernel has just started.
  ///
  /// https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
  private func welcome(_ state: inout State) throws(ZeroMQError) {
    while let event = try socket.receive()?.first {
      guard event.first == 1, let topic = String(validating: event.dropFirst(), as: UTF8.self) else { continue }
      if !state.isAnnounced {
        state.isAnnounced = true
        state.queue.prepend(.message(messages.message(Status(.starting), parent: nil)))
      }
      let greeting = IOPubWelcome(subscription: topic)
      state.queue.prepend(
        .message(messages.message(greeting, parent: nil, identities: [Array(event.dropFirst())])))
    }
  }

  /// Sends the first in line and takes it out.
  /// - Returns: false when there is none, it may grow, or a reader is to be waited for.
  private func sendFirst(_ state: inout State, growing: Bool) throws(ZeroMQError) -> Bool {
    guard case .ready(let publication) = state.queue.first(growing: growing), try send(publication, &state) else {
      return false
    }
    state.queue.removeFirst()
    tellWaiting(&state)
    // Who has subscribed since rings for the thread.
    return !state.queue.isEmpty
  }

  /// - Returns: false when a reader is to be waited for.
  private func send(_ publication: Publication, _ state: inout State) throws(ZeroMQError) -> Bool {
    let frames =
      switch publication {
      case .message(let message), .update(let message, _): frames(message)
      case .stream(let name, let text, let parent):
        frames(messages.message(Stream(name: name, text: text), parent: parent))
      }
    if try socket.send(frames) {
      state.refusedSince = nil
      return true
    }
    let since = state.refusedSince ?? .now()
    state.refusedSince = since
    guard state.isStopped || DispatchTime.now() >= since + patience else { return false }
    // That reader loses this message and those that follow until it reads again; the others lose nothing.
    logger.warning("a reader of iopub does not read; it loses messages")
    try socket.set(.refusesWhenFull(false))
    _ = try socket.send(frames)
    try socket.set(.refusesWhenFull(true))
    state.refusedSince = nil
    return true
  }

  /// The frames of `message` under the topic of its type, unless it has a topic of its own.
  private func frames(_ message: Message) -> [Frame] {
    var message = message
    if message.identities.isEmpty { message.identities = [Array((topicPrefix + message.header.messageType).utf8)] }
    return codec.encode(message)
  }

  /// Returns when `condition` holds or the publisher is stopped; looks again whenever something has left.
  private func wait(until condition: (inout State) -> Bool) {
    while true {
      let turn = state.withLock { state -> DispatchSemaphore? in
        guard !condition(&state), !state.isStopped else { return nil }
        let turn = DispatchSemaphore(value: 0)
        state.waiting.append(turn)
        return turn
      }
      guard let turn else { return }
      turn.wait()
    }
  }

  /// A socket that fails is of no use any more; nobody is to wait for it.
  private func fail(_ state: inout State, _ error: ZeroMQError) {
    logger.critical("channel iopub failed: \(error)")
    state.isStopped = true
    tellWaiting(&state)
  }

  private func tellWaiting(_ state: inout State) {
    for waiter in state.waiting { waiter.signal() }
    state.waiting = []
  }
}
