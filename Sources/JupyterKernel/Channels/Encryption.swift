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
    return !(name.hasPrefix("127.") || ["localhost", "::1", "lo"].contains(name))
  }
}
