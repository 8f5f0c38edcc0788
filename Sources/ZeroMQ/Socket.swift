import CZeroMQ

/// One frame of a message.
public typealias Frame = [UInt8]

/// A libzmq socket that sends and receives whole multipart messages.
///
/// It is not `Sendable` on purpose: the compiler keeps it on the thread that made it, which is its one owner.
public final class Socket {
  public enum Kind: Sendable {
    case router, dealer, reply, request, publish, subscribe, extendedPublish

    var number: Int32 {
      switch self {
      case .router: ZMQ_ROUTER
      case .dealer: ZMQ_DEALER
      case .reply: ZMQ_REP
      case .request: ZMQ_REQ
      case .publish: ZMQ_PUB
      case .subscribe: ZMQ_SUB
      case .extendedPublish: ZMQ_XPUB
      }
    }
  }

  let pointer: UnsafeMutableRawPointer
  /// The socket keeps its context alive, and so terminates before it.
  private let context: Context

  /// - Throws: `ZeroMQError` when the context has no sockets left.
  public init(_ kind: Kind, in context: Context) throws(ZeroMQError) {
    guard let pointer = zmq_socket(context.pointer, kind.number) else { throw .last("new socket") }
    self.pointer = pointer
    self.context = context
  }

  /// Closes the socket; what was sent and has not left yet is kept for its linger time.
  deinit {
    zmq_close(pointer)
  }

  /// Listens on `endpoint`, such as `tcp://127.0.0.1:5555` or `ipc:///tmp/kernel-1`; port `*` is any free one.
  /// - Throws: `ZeroMQError` when the endpoint is malformed, not ours, or in use.
  public func bind(to endpoint: String) throws(ZeroMQError) {
    guard zmq_bind(pointer, endpoint) == 0 else { throw .last("bind", endpoint) }
  }

  /// Connects to `endpoint` as soon as somebody listens there.
  /// - Throws: `ZeroMQError` when the endpoint is malformed.
  public func connect(to endpoint: String) throws(ZeroMQError) {
    guard zmq_connect(pointer, endpoint) == 0 else { throw .last("connect", endpoint) }
  }

  /// Sends `frames` as one message.
  /// - Returns: false, and nothing sent, when `waiting` is false and there is no room for it now, or when it is for a peer
  ///   that is not connected and the socket refuses those.
  /// - Throws: `ZeroMQError` when the socket cannot send at all.
  @discardableResult
  public func send(_ frames: [Frame], waiting: Bool = true) throws(ZeroMQError) -> Bool {
    for (index, frame) in frames.enumerated() {
      let more = index < frames.count - 1 ? ZMQ_SNDMORE : 0
      let flags = more | (waiting ? 0 : ZMQ_DONTWAIT)
      while frame.withUnsafeBytes({ zmq_send(pointer, $0.baseAddress, $0.count, flags) }) < 0 {
        switch zmq_errno() {
        case EINTR: continue
        // Only a first frame can meet a full pipe: libzmq takes the rest of a message it has begun.
        case EAGAIN where index == 0, EHOSTUNREACH where index == 0: return false
        default: throw .last("send")
        }
      }
    }
    return true
  }

  /// The next whole message.
  /// - Returns: nil when `waiting` is false and none has arrived.
  /// - Throws: `ZeroMQError` when the socket cannot receive at all.
  public func receive(waiting: Bool = true) throws(ZeroMQError) -> [Frame]? {
    var frames: [Frame] = []
    var part = zmq_msg_t()
    zmq_msg_init(&part)
    defer { zmq_msg_close(&part) }
    repeat {
      while zmq_msg_recv(&part, pointer, waiting ? 0 : ZMQ_DONTWAIT) < 0 {
        switch zmq_errno() {
        case EINTR: continue
        case EAGAIN where frames.isEmpty: return nil
        default: throw .last("receive")
        }
      }
      frames.append(Frame(UnsafeRawBufferPointer(start: zmq_msg_data(&part), count: zmq_msg_size(&part))))
    } while zmq_msg_more(&part) != 0
    return frames
  }
}
