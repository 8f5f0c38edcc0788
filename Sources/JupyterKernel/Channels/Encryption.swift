import Glibc
import JupyterProtocol
import ZeroMQ

/// How a connection file keeps others out.
extension ConnectionFile {
  /// The environment variable that lets a kernel listen for other machines without encryption.
  static let openVariable = "COHORT_LISTEN"

  /// The keys that every channel is encrypted with; nil where the file has none.
  /// - Throws: `CurveKeysError`.
  func curveKeys() throws(CurveKeysError) -> CurveKeys? {
    guard let publicKey = curvePublicKey, let secretKey = curveSecretKey else { return nil }
    return try CurveKeys(publicKey: publicKey, secretKey: secretKey)
  }

  /// Whether other machines can reach what listens there.
  var isReachedFromElsewhere: Bool {
    guard transport == .tcp else { return false }
    let name = ip.hasPrefix("[") && ip.hasSuffix("]") ? String(ip.dropFirst().dropLast()) : ip
    // The name of a host may begin as an address does.
    var address = in_addr()
    let isLoopback = inet_pton(AF_INET, name, &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
    return !isLoopback && !["localhost", "::1", "lo"].contains(name)
  }
}
