import JupyterProtocol
import Logging
import Synchronization
import ZeroMQ

/// A ROUTER socket: messages of front ends come in on one thread, answers go out from any.
///
/// Shell, control and stdin are such channels.
final class RouterChannel: Sendable {
  private let name: String
  private let socket: SharedSocket
  private let codec: SharedCodec
  private let logger: Logger
  private let isStopped = Atomic(false)

  init(name: String, socket: SharedSocket, codec: SharedCodec, logger: Logger) {
    self.name = name
    self.socket = socket
    self.codec = codec
    self.logger = logger
  }

  /// Sends `message` to the front end that its identities name.
  /// - Returns: false when there is no room for it, or when it is for nobody who is connected and the socket minds.
  func send(_ message: Message) -> Bool {
    var isSent = false
    attempt { isSent = try socket.send(codec.encode(message)) }
    return isSent
  }

  /// Waits until something may have arrived. For one thread at a time.
  /// - Returns: false once the channel is stopped.
  func awaitArrivals() -> Bool {
    guard !isStopped.load(ordering: .acquiring) else { return false }
    attempt { try socket.wait(forAtMost: -1) }
    return !isStopped.load(ordering: .acquiring)
  }

  /// Hands each message to `receive` until the channel is stopped: the life of a thread.
  func serve(_ receive: (Message) -> Void) {
    while awaitArrivals() { take().forEach(receive) }
  }

  /// Lets nothing in any more; what has been sent leaves.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    socket.ring()
  }

  /// Closes the socket, once nobody waits for messages.
  func close() { socket.close() }

  /// Takes what has arrived, verified, without waiting. Any thread may.
  /// - Parameter count: how many to take at most, so that a flood does not keep those that came first.
  func take(atMost count: Int = 1024) -> [Message] {
    var messages: [Message] = []
    attempt {
      while messages.count < count, let frames = try socket.receive() {
        do throws(WireError) {
          messages.append(try codec.decode(frames))
        } catch {
          logger.warning("\(name): dropped a message: \(error)")
        }
      }
    }
    return messages
  }

  /// Does something with the socket; one that fails is of no use any more.
  private func attempt(_ body: () throws -> Void) {
    do {
      try body()
    } catch {
      logger.critical("channel \(name) failed: \(error)")
      isStopped.store(true, ordering: .releasing)
    }
  }
}

/// One codec for all channels, so that a message recorded on one cannot be replayed on another.
final class SharedCodec: Sendable {
  private let codec: Mutex<MessageCodec>
  private let signer: MessageCodec

  init(_ codec: MessageCodec) {
    self.codec = Mutex(codec)
    signer = codec
  }

  func decode(_ frames: [Frame]) throws(WireError) -> Message {
    try codec.withLock { codec throws(WireError) in try codec.decode(frames) }
  }

  func encode(_ message: Message) -> [Frame] { signer.encode(message) }
}
