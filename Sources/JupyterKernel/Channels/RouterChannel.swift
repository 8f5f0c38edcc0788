import Dispatch
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

  /// Waits until messages have arrived, and takes them.
  /// - Parameter count: how many to take at most.
  /// - Returns: verified messages, at least one; nil once the channel is stopped.
  func awaitMessages(atMost count: Int = 64) -> [Message]? {
    while !isStopped.load(ordering: .acquiring) {
      attempt { try socket.wait(forAtMost: -1) }
      let arrived = take(atMost: count)
      if !arrived.isEmpty { return arrived }
    }
    return nil
  }

  /// Takes what has arrived, until nothing has come for a moment.
  ///
  /// Cells run together are sent one after the other, so a failing one may be faster than the next one's arrival:
  /// 5 ms of silence are waited for, though never longer than 50 ms.
  func drain() -> [Message] {
    var drained = take(atMost: .max)
    let end = DispatchTime.now() + .milliseconds(50)
    var silence = DispatchTime.now() + .milliseconds(5)
    while DispatchTime.now() < min(silence, end) {
      attempt { try socket.wait(forAtMost: 1) }
      let arrived = take(atMost: .max)
      if !arrived.isEmpty { silence = .now() + .milliseconds(5) }
      drained += arrived
    }
    return drained
  }

  /// Hands each message to `receive` until the channel is stopped: the life of a thread.
  func serve(_ receive: (Message) -> Void) {
    while let messages = awaitMessages() { messages.forEach(receive) }
  }

  /// Lets nothing in any more; what has been sent leaves.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    socket.ring()
  }

  /// Closes the socket, once nobody waits for messages.
  func close() { socket.close() }

  private func take(atMost count: Int) -> [Message] {
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
