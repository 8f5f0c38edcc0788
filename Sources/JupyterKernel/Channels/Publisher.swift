import Dispatch
import JupyterProtocol
import Logging
import Synchronization
import ZeroMQ

/// The XPUB socket of iopub with the one thread that owns it: welcomes subscribers and publishes in order.
final class Publisher: Sendable {
  private let queue: PublicationQueue
  private let messages: MessageFactory
  private let codec: SharedCodec
  private let logger: Logger
  private let wakeUp: WakeUp
  private let isStopping = Atomic(false)
  private let topicPrefix: String
  /// How long a reader that does not read is waited for, in seconds.
  private let patience: Double

  /// - Parameter patience: in seconds.
  init(
    queue: PublicationQueue = PublicationQueue(), messages: MessageFactory, codec: SharedCodec, patience: Double = 5,
    logger: Logger
  ) throws(ZeroMQError) {
    self.queue = queue
    self.messages = messages
    self.codec = codec
    self.patience = patience
    self.logger = logger
    topicPrefix = "kernel.\(messages.session)."
    wakeUp = try WakeUp()
  }

  /// The options of its socket, to be set before it is bound.
  static let options: [SocketOption] = [
    .reportsEverySubscription(true), .refusesWhenFull(true), .linger(200),
  ]

  func publish(_ publication: Publication, waitsForRoom: Bool) {
    post(.publication(publication), waitsForRoom: waitsForRoom)
  }

  /// Calls `action` once everything published before has left.
  func afterwards(_ action: @escaping @Sendable () -> Void) {
    post(.action(action), waitsForRoom: false)
  }

  /// Publishes what is in line, without waiting for anybody, and ends the thread.
  func stop() {
    isStopping.store(true, ordering: .releasing)
    queue.close()
    wakeUp.ring()
  }

  private func post(_ entry: PublicationQueue.Entry, waitsForRoom: Bool) {
    if queue.append(entry, waitsForRoom: waitsForRoom) { wakeUp.ring() }
  }

  /// The life of the channel's thread.
  func run(_ socket: Socket) {
    do {
      var isAnnounced = false
      while true {
        // Looked for between any two messages; waiting on the socket takes several system calls and is for an empty queue.
        try welcome(socket, &isAnnounced)
        switch queue.next() {
        case .take(let entry): try take(entry, socket, &isAnnounced)
        case .wait(let milliseconds): try rest(socket, forAtMost: milliseconds)
        case .nothing: try rest(socket, forAtMost: -1)
        case .closed: return
        }
      }
    } catch {
      logger.critical("channel iopub failed: \(error)")
      queue.close()
    }
  }

  /// Waits until somebody subscribes or publishes.
  private func rest(_ socket: Socket, forAtMost milliseconds: Int) throws(ZeroMQError) {
    if try socket.wait(or: wakeUp, forAtMost: milliseconds).wakeUp { wakeUp.answer() }
  }

  private func take(
    _ entry: PublicationQueue.Entry, _ socket: Socket, _ isAnnounced: inout Bool
  ) throws(ZeroMQError) {
    switch entry {
    case .action(let action): action()
    case .publication(.message(let message)), .publication(.update(let message, _)):
      try send(message, socket, &isAnnounced)
    case .publication(.stream(let name, let text, let parent)):
      try send(messages.message(Stream(name: name, text: text), parent: parent), socket, &isAnnounced)
    }
  }

  /// Greets those who have subscribed since: from here on they miss nothing. The first also learns that the kernel
  /// has just started.
  ///
  /// https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html
  private func welcome(_ socket: Socket, _ isAnnounced: inout Bool) throws(ZeroMQError) {
    while let event = try socket.receive(waiting: false)?.first {
      guard event.first == 1, let topic = String(validating: event.dropFirst(), as: UTF8.self) else { continue }
      let greeting = messages.message(
        IOPubWelcome(subscription: topic), parent: nil, identities: [Array(event.dropFirst())])
      try send(codec.encode(greeting), socket, &isAnnounced)
      guard !isAnnounced else { continue }
      isAnnounced = true
      try send(messages.message(Status(.starting), parent: nil), socket, &isAnnounced)
    }
  }

  private func send(_ message: Message, _ socket: Socket, _ isAnnounced: inout Bool) throws(ZeroMQError) {
    var message = message
    message.identities = [Array((topicPrefix + message.header.messageType).utf8)]
    try send(codec.encode(message), socket, &isAnnounced)
  }

  /// A reader whose queue is full is waited for. When that takes too long it alone loses this message and those that
  /// follow until it reads again; the others lose nothing.
  private func send(_ frames: [Frame], _ socket: Socket, _ isAnnounced: inout Bool) throws(ZeroMQError) {
    let end = DispatchTime.now() + patience
    while try !socket.send(frames, waiting: false) {
      guard DispatchTime.now() < end, !isStopping.load(ordering: .acquiring) else {
        logger.warning("a reader of iopub does not read; it loses messages")
        try socket.set(.refusesWhenFull(false))
        try socket.send(frames, waiting: false)
        try socket.set(.refusesWhenFull(true))
        return
      }
      _ = try socket.wait(forAtMost: 2)
    }
  }
}
