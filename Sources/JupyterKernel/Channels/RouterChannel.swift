import Dispatch
import JupyterProtocol
import Logging
import Synchronization
import ZeroMQ

/// A ROUTER socket with the one thread that owns it: requests come in through a closure, replies go out through a queue.
///
/// Shell, control and stdin are such channels.
final class RouterChannel: Sendable {
  private enum Command: Sendable {
    case send(Message)
    case drain(DispatchSemaphore)
    case stop
  }

  private let name: String
  private let codec: SharedCodec
  private let logger: Logger
  private let isFull: @Sendable () -> Bool
  private let receive: @Sendable (Message) -> Void
  private let commands = Mutex<[Command]>([])
  private let wakeUp: WakeUp

  /// - Parameters:
  ///   - isFull: while true, requests are left with their senders.
  ///   - receive: called on the channel's thread with each verified message.
  init(
    name: String, codec: SharedCodec, logger: Logger, isFull: @escaping @Sendable () -> Bool = { false },
    receive: @escaping @Sendable (Message) -> Void
  ) throws(ZeroMQError) {
    self.name = name
    self.codec = codec
    self.logger = logger
    self.isFull = isFull
    self.receive = receive
    wakeUp = try WakeUp()
  }

  /// Sends `message` to the front end that its identities name; one that has gone misses it.
  func send(_ message: Message) { post(.send(message)) }

  /// Returns when everything that has arrived has been received, and nothing has come for a moment.
  func drain() {
    let done = DispatchSemaphore(value: 0)
    post(.drain(done))
    done.wait()
  }

  /// Sends what is still to be sent and ends the thread.
  func stop() { post(.stop) }

  private func post(_ command: Command) {
    commands.withLock { $0.append(command) }
    wakeUp.ring()
  }

  /// The life of the channel's thread.
  func run(_ socket: Socket) {
    do {
      while true {
        let isFull = isFull()
        // Whoever takes a request out of a full queue does not ring; looking again soon is enough.
        let ready = try socket.wait(or: wakeUp, receiving: !isFull, forAtMost: isFull ? 20 : -1)
        if ready.wakeUp {
          wakeUp.answer()
          guard try obey(socket) else { return }
        }
        if ready.socket { try receiveWaiting(socket, atMost: 64) }
      }
    } catch {
      logger.critical("channel \(name) failed: \(error)")
    }
  }

  /// - Returns: false when the thread is to end.
  private func obey(_ socket: Socket) throws(ZeroMQError) -> Bool {
    let waiting = commands.withLock { commands in
      defer { commands = [] }
      return commands
    }
    for command in waiting {
      switch command {
      case .send(let message):
        if try !socket.send(codec.encode(message), waiting: false) {
          logger.warning("\(name): no room for a \(message.header.messageType)")
        }
      case .drain(let done):
        defer { done.signal() }
        try drain(socket)
      case .stop: return false
      }
    }
    return true
  }

  /// Cells run together are sent one after the other, so a failing one may be faster than the next one's arrival:
  /// a moment of silence (5 ms) is waited for, though never longer than 50 ms.
  private func drain(_ socket: Socket) throws(ZeroMQError) {
    let end = DispatchTime.now() + .milliseconds(50)
    repeat {
      try receiveWaiting(socket, atMost: 1024)
      guard try socket.wait(forAtMost: 5).socket else { return }
    } while DispatchTime.now() < end
  }

  private func receiveWaiting(_ socket: Socket, atMost count: Int) throws(ZeroMQError) {
    for _ in 0..<count {
      guard let frames = try socket.receive(waiting: false) else { return }
      do throws(WireError) {
        receive(try codec.decode(frames))
      } catch {
        logger.warning("\(name): dropped a message: \(error)")
      }
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
