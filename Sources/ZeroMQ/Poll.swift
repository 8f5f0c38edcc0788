import CZeroMQ

/// What happened while a thread waited on its socket and its wake-up.
public struct Readiness: Sendable, Equatable {
  /// A message can be received.
  public var socket = false
  /// Another thread rang.
  public var wakeUp = false
}

extension Socket {
  /// Waits until a message can be received or `wakeUp` rings.
  /// - Parameters:
  ///   - receiving: false to leave messages where they are and wait for the wake-up alone.
  ///   - milliseconds: the longest wait; -1 is for ever, 0 only looks.
  /// - Throws: `ZeroMQError` when the socket is no longer usable.
  public func wait(
    or wakeUp: WakeUp? = nil, receiving: Bool = true, forAtMost milliseconds: Int
  ) throws(ZeroMQError) -> Readiness {
    var items: [zmq_pollitem_t] = []
    if receiving { items.append(zmq_pollitem_t(socket: pointer, fd: 0, events: Int16(ZMQ_POLLIN), revents: 0)) }
    if let wakeUp {
      items.append(zmq_pollitem_t(socket: nil, fd: wakeUp.readEnd, events: Int16(ZMQ_POLLIN), revents: 0))
    }
    while zmq_poll(&items, Int32(items.count), milliseconds) < 0 {
      // A signal is no reason to stop waiting; a bounded wait may so become longer once.
      guard zmq_errno() == EINTR else { throw .last("poll") }
    }
    var ready = Readiness()
    for item in items where item.revents != 0 {
      if item.socket == nil { ready.wakeUp = true } else { ready.socket = true }
    }
    return ready
  }
}
