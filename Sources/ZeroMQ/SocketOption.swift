import CZeroMQ

/// The options of libzmq sockets that this package sets.
public enum SocketOption: Sendable, Equatable {
  /// How long unsent messages outlive their socket, in milliseconds; -1 is for ever.
  case linger(Int32)
  /// How many messages may wait for one slow reader; 0 is without bound.
  case sendHighWaterMark(Int32)
  /// How many messages may wait here for one fast writer; 0 is without bound.
  case receiveHighWaterMark(Int32)
  /// The largest frame taken from a peer, in bytes; a peer that sends a larger one is cut off.
  case maximumMessageSize(Int64)
  /// A client that comes back under its old identity takes over from its dead connection (ROUTER).
  case routerHandover(Bool)
  /// A message to a peer that is not connected is refused instead of dropped (ROUTER).
  case refusesUnknownPeers(Bool)
  /// Every subscription is reported, also a repeated one (XPUB).
  case reportsEverySubscription(Bool)
  /// A full reader makes `send` refuse instead of losing the message (XPUB).
  case refusesWhenFull(Bool)
  /// Addresses of IPv6 are understood, beside those of IPv4.
  case usesIPv6(Bool)
  /// Speaks with those alone that know its public key, and encrypts (CurveZMQ); to be set before it is bound.
  case curveServer(CurveKeys)
  /// Speaks with a server alone that has these keys, and shows that it has them too (CurveZMQ); to be set before it is connected.
  case curveClient(CurveKeys)
  /// The identity that a ROUTER knows this socket by.
  case identity(String)
  /// Takes messages whose first frame starts with this prefix (SUB).
  case subscribe(String)
  /// No longer takes them.
  case unsubscribe(String)
}

extension Socket {
  /// Sets `option`; those about connections count for connections made afterwards.
  /// - Throws: `ZeroMQError` when this kind of socket has no such option or refuses the value.
  public func set(_ option: SocketOption) throws(ZeroMQError) {
    switch option {
    case .linger(let milliseconds): try set(ZMQ_LINGER, milliseconds)
    case .sendHighWaterMark(let count): try set(ZMQ_SNDHWM, count)
    case .receiveHighWaterMark(let count): try set(ZMQ_RCVHWM, count)
    case .maximumMessageSize(let bytes): try set(ZMQ_MAXMSGSIZE, bytes)
    case .routerHandover(let on): try set(ZMQ_ROUTER_HANDOVER, Int32(on ? 1 : 0))
    case .refusesUnknownPeers(let on): try set(ZMQ_ROUTER_MANDATORY, Int32(on ? 1 : 0))
    case .reportsEverySubscription(let on): try set(ZMQ_XPUB_VERBOSE, Int32(on ? 1 : 0))
    case .refusesWhenFull(let on): try set(ZMQ_XPUB_NODROP, Int32(on ? 1 : 0))
    case .usesIPv6(let on): try set(ZMQ_IPV6, Int32(on ? 1 : 0))
    case .curveServer(let keys):
      try set(ZMQ_CURVE_SERVER, Int32(1))
      try setKey(ZMQ_CURVE_SECRETKEY, keys.secretKey)
    case .curveClient(let keys):
      try setKey(ZMQ_CURVE_SERVERKEY, keys.publicKey)
      try setKey(ZMQ_CURVE_PUBLICKEY, keys.publicKey)
      try setKey(ZMQ_CURVE_SECRETKEY, keys.secretKey)
    case .identity(let name): try set(ZMQ_ROUTING_ID, text: name)
    case .subscribe(let prefix): try set(ZMQ_SUBSCRIBE, text: prefix)
    case .unsubscribe(let prefix): try set(ZMQ_UNSUBSCRIBE, text: prefix)
    }
  }

  /// The endpoint last bound, with the port that the system chose.
  /// - Throws: `ZeroMQError` when libzmq refuses to answer.
  public func boundEndpoint() throws(ZeroMQError) -> String {
    var buffer = [UInt8](repeating: 0, count: 1024)
    var size = buffer.count
    guard zmq_getsockopt(pointer, ZMQ_LAST_ENDPOINT, &buffer, &size) == 0 else { throw .last("ask for", "endpoint") }
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }

  private func set<Value: FixedWidthInteger>(_ number: Int32, _ value: Value) throws(ZeroMQError) {
    var value = value
    guard zmq_setsockopt(pointer, number, &value, MemoryLayout<Value>.size) == 0 else {
      throw .last("set option", "\(number) to \(value)")
    }
  }

  /// Errors do not tell keys.
  private func setKey(_ number: Int32, _ key: String) throws(ZeroMQError) {
    guard zmq_setsockopt(pointer, number, key, key.utf8.count) == 0 else { throw .last("set option", "\(number)") }
  }

  private func set(_ number: Int32, text: String) throws(ZeroMQError) {
    guard zmq_setsockopt(pointer, number, text, text.utf8.count) == 0 else {
      throw .last("set option", "\(number) to \"\(text)\"")
    }
  }
}
