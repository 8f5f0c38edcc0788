import CArrow

/// What a driver says of a call that failed.
struct DriverFailure: Error, Equatable {
  var status: DriverStatus = .unknown
  var message: String

  init(status: DriverStatus = .unknown, message: String) { (self.status, self.message) = (status, message) }

  /// Reads an error, which stays the caller's.
  init(status: DriverStatus, _ error: AdbcError) {
    self.status = status
    message = error.message.map { String(cString: $0) } ?? ""
  }
}

/// Of a call of ADBC: https://arrow.apache.org/adbc/current/format/specification.html
enum DriverStatus: UInt8, Sendable {
  case success = 0
  case unknown, notImplemented, notFound, alreadyExists, invalidArgument, invalidState, invalidData, integrity,
    `internal`,
    inputOutput, cancelled, timeout, unauthenticated, unauthorized
}
