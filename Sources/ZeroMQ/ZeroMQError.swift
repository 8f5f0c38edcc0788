import CZeroMQ

/// A call of libzmq that failed: what was tried, on what, and libzmq's reason.
public struct ZeroMQError: Error, Sendable, Equatable, CustomStringConvertible {
  /// libzmq's error number, such as `EADDRINUSE`.
  public let number: Int32
  /// What was tried, such as `bind`.
  public let operation: String
  /// The endpoint or option that it was tried on; empty where there is none.
  public let subject: String

  public init(number: Int32, operation: String, subject: String = "") {
    self.number = number
    self.operation = operation
    self.subject = subject
  }

  /// The error of the libzmq call that has just failed on this thread.
  static func last(_ operation: String, _ subject: String = "") -> ZeroMQError {
    ZeroMQError(number: zmq_errno(), operation: operation, subject: subject)
  }

  /// True when another process listens on the endpoint.
  public var isAddressInUse: Bool { number == EADDRINUSE }

  public var description: String {
    let reason = String(cString: zmq_strerror(number))
    return subject.isEmpty ? "\(operation): \(reason)" : "\(operation) \(subject): \(reason)"
  }
}
