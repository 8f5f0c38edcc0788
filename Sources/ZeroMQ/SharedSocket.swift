import CZeroMQ
import Glibc
import Synchronization

/// A bound socket that any thread sends on, while one thread waits for what arrives.
///
/// libzmq allows it where a lock keeps threads apart and orders their memory; the lock is the socket's one owner. A trap
/// remains: the descriptor to be polled signals a change once, and a `send` on another thread may be what takes the signal
/// in. So whoever has sent looks whether something has arrived meanwhile, and rings for the thread that waits.
///
/// http://api.zeromq.org/4-3:zmq-getsockopt, ZMQ_FD and ZMQ_EVENTS
public final class SharedSocket: Sendable {
  private let socket: Mutex<Socket?>
  /// What to poll; the same for the life of the socket.
  private let descriptor: Int32
  private let bell: WakeUp

  /// Makes a socket with `options` and lets `bind` bind it.
  /// - Throws: `ZeroMQError` when there are no sockets or descriptors left, or the endpoint cannot be bound.
  public init(
    _ kind: Socket.Kind, _ options: [SocketOption] = [], in context: Context,
    bind: (Socket) throws(ZeroMQError) -> Void
  ) throws(ZeroMQError) {
    let socket = try Socket(kind, in: context)
    for option in options { try socket.set(option) }
    try bind(socket)
    descriptor = try socket.descriptor()
    bell = try WakeUp()
    self.socket = Mutex(socket)
  }

  /// Sends `frames` as one message, from any thread.
  /// - Returns: false, and nothing sent, when there is no room for it now or the socket is closed.
  /// - Throws: `ZeroMQError` when the socket cannot send at all.
  public func send(_ frames: [Frame]) throws(ZeroMQError) -> Bool {
    let (isSent, hasArrived) = try socket.withLock { socket throws(ZeroMQError) -> (Bool, Bool) in
      guard let socket else { return (false, false) }
      return (try socket.send(frames, waiting: false), try socket.hasArrived())
    }
    if hasArrived { bell.ring() }
    return isSent
  }

  /// The next whole message that has arrived; nil when none has, or the socket is closed.
  /// - Throws: `ZeroMQError` when the socket cannot receive at all.
  public func receive() throws(ZeroMQError) -> [Frame]? {
    try socket.withLock { socket throws(ZeroMQError) in try socket?.receive(waiting: false) }
  }

  /// Sets `option`.
  /// - Throws: `ZeroMQError` when this kind of socket has no such option or refuses the value.
  public func set(_ option: SocketOption) throws(ZeroMQError) {
    try socket.withLock { socket throws(ZeroMQError) in try socket?.set(option) }
  }

  /// Waits until a message has arrived, something has changed that may let a refused `send` through, or `ring` is called.
  /// May return without either. For one thread at a time.
  /// - Parameter milliseconds: the longest wait; -1 is for ever.
  /// - Throws: `ZeroMQError` when the socket is no longer usable.
  public func wait(forAtMost milliseconds: Int) throws(ZeroMQError) {
    guard try !socket.withLock({ socket throws(ZeroMQError) in try socket?.hasArrived() ?? true }) else { return }
    var waited = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: bell.readEnd, events: Int16(POLLIN), revents: 0),
    ]
    // A wait that a signal ends is one that ends without a reason.
    guard poll(&waited, 2, Int32(clamping: milliseconds)) > 0 else { return }
    if waited[1].revents != 0 { bell.answer() }
  }

  /// Ends the wait that is under way, or else the next one.
  public func ring() { bell.ring() }

  /// Closes the socket: what was sent and has not left yet is kept for its linger time. No thread may wait on it any more.
  public func close() {
    socket.withLock { $0 = nil }
  }
}

extension Socket {
  /// Whether a message can be received.
  fileprivate func hasArrived() throws(ZeroMQError) -> Bool {
    try number(ZMQ_EVENTS, "events") & Int32(ZMQ_POLLIN) != 0
  }

  /// The file descriptor that becomes readable when something about the socket may have changed.
  fileprivate func descriptor() throws(ZeroMQError) -> Int32 {
    try number(ZMQ_FD, "descriptor")
  }

  private func number(_ option: Int32, _ subject: String) throws(ZeroMQError) -> Int32 {
    var value: Int32 = 0
    var size = MemoryLayout<Int32>.size
    while zmq_getsockopt(pointer, option, &value, &size) != 0 {
      guard zmq_errno() == EINTR else { throw .last("ask for", subject) }
    }
    return value
  }
}
