import CZeroMQ

extension Socket {
  /// Waits until a message can be received.
  /// - Parameter milliseconds: the longest wait; -1 is for ever, 0 only looks.
  /// - Returns: false when none came in that time.
  /// - Throws: `ZeroMQError` when the socket is no longer usable.
  public func wait(forAtMost milliseconds: Int) throws(ZeroMQError) -> Bool {
    var item = zmq_pollitem_t(socket: pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)
    while zmq_poll(&item, 1, milliseconds) < 0 {
      // A signal is no reason to stop waiting; a bounded wait may so become longer once.
      guard zmq_errno() == EINTR else { throw .last("poll") }
    }
    return item.revents != 0
  }
}
