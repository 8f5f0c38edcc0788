import Crypto

/// How messages are signed: the `signature_scheme` of a connection file.
public enum SignatureScheme: String, Sendable, CaseIterable, Codable {
  case sha256 = "hmac-sha256"
  case sha512 = "hmac-sha512"
  case md5 = "hmac-md5"
}

/// Signs the four JSON frames of a message, and verifies signatures of others.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
public struct Signer: Sendable {
  public let scheme: SignatureScheme
  private let key: SymmetricKey?

  /// With an empty `key` nothing is signed and everything is believed.
  public init(key: String, scheme: SignatureScheme = .sha256) {
    self.scheme = scheme
    self.key = key.isEmpty ? nil : SymmetricKey(data: Array(key.utf8))
  }

  /// True when messages are signed at all.
  public var isActive: Bool { key != nil }

  /// The signature of `frames` in lower case hexadecimal digits; empty when nothing is signed.
  public func signature(of frames: ArraySlice<[UInt8]>) -> [UInt8] {
    guard let key else { return [] }
    return switch scheme {
    case .sha256: Signer.digits(of: frames, HMAC<SHA256>(key: key))
    case .sha512: Signer.digits(of: frames, HMAC<SHA512>(key: key))
    case .md5: Signer.digits(of: frames, HMAC<Insecure.MD5>(key: key))
    }
  }

  /// Whether `signature` is that of `frames`. The time it takes does not depend on where the two differ.
  public func verifies(_ signature: [UInt8], of frames: ArraySlice<[UInt8]>) -> Bool {
    guard isActive else { return true }
    let expected = self.signature(of: frames)
    guard signature.count == expected.count else { return false }
    return zip(signature, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func digits<Hash>(of frames: ArraySlice<[UInt8]>, _ code: HMAC<Hash>) -> [UInt8] {
    var code = code
    for frame in frames { code.update(data: frame) }
    let digest = code.finalize()
    var digits: [UInt8] = []
    digits.reserveCapacity(2 * Hash.Digest.byteCount)
    for byte in digest {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return digits
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
