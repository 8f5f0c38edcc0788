import CZeroMQ

/// A key pair of CurveZMQ, each key in the 40 characters of Z85.
///
/// http://rfc.zeromq.org/spec:26, http://rfc.zeromq.org/spec:32
public struct CurveKeys: Sendable, Equatable {
  public let publicKey: String
  public let secretKey: String

  /// Whether this libzmq was built with encryption.
  private static var isAvailable: Bool { zmq_has("curve") == 1 }

  /// - Throws: `CurveKeysError` when the keys are no pair, or nothing can be encrypted here.
  public init(publicKey: String, secretKey: String) throws(CurveKeysError) {
    guard Self.isAvailable else { throw .unavailable }
    guard let own = Self.publicKey(of: secretKey) else { throw .malformedSecretKey }
    guard own == publicKey else { throw .noPair }
    (self.publicKey, self.secretKey) = (publicKey, secretKey)
  }

  /// nil for what is no secret key.
  private static func publicKey(of secretKey: String) -> String? {
    // libzmq reads 40 characters, whatever there is.
    guard secretKey.utf8.count == 40, !secretKey.utf8.contains(0) else { return nil }
    var key = [CChar](repeating: 0, count: 41)
    guard zmq_curve_public(&key, secretKey) == 0 else { return nil }
    return String(decoding: key.prefix(40).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// Why keys cannot be used. No key is told.
public enum CurveKeysError: Error, Sendable, Equatable, CustomStringConvertible {
  case unavailable, malformedSecretKey, noPair

  public var description: String {
    switch self {
    case .unavailable: "it asks for CurveZMQ, and this libzmq was built without it"
    case .malformedSecretKey: "curve_secretkey is no CurveZMQ key, which has 40 characters of Z85"
    case .noPair: "curve_publickey is not the public key of curve_secretkey"
    }
  }
}
