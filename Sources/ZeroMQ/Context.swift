import CZeroMQ

/// The I/O thread of libzmq and the name space of `inproc` endpoints; sockets are made in one.
///
/// `@unchecked Sendable`: a libzmq context is documented to be thread safe, unlike its sockets, and the pointer
/// never changes.
public final class Context: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer

  /// - Throws: `ZeroMQError` when the process has no file descriptors or memory left.
  public init() throws(ZeroMQError) {
    guard let pointer = zmq_ctx_new() else { throw .last("new context") }
    self.pointer = pointer
  }

  /// Waits until every socket is closed and what they had to send within their linger time has left.
  deinit {
    while zmq_ctx_term(pointer) != 0, zmq_errno() == EINTR {}
  }
}
