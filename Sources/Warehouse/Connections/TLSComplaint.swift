/// Why PostgreSQL's library did not take a server for the one that it was asked for, of what it said.
///
/// https://www.postgresql.org/docs/current/libpq-ssl.html
enum TLSComplaint: Equatable {
  /// The certificate is another host's; nil where its name is not told.
  case otherHost(String?)
  /// It is signed by nobody who is known, or its time is over: the library has the same words for both.
  case untrusted
  case noRootFile
  case notARootFile
  case noTLS
  case unknownMode

  init?(_ message: String) {
    switch message {
    case _ where message.contains("does not match host name"):
      self = .otherHost(message.firstMatch(of: /certificate for "([^"]+)"/).map { String($0.1) })
    case _ where message.contains("certificate verify failed"): self = .untrusted
    case _ where message.contains("could not read root certificate file"): self = .notARootFile
    case _ where message.contains("root certificate file"): self = .noRootFile
    case _ where message.contains("server does not support SSL"): self = .noTLS
    case _ where message.contains("invalid sslmode value"): self = .unknownMode
    default: return nil
    }
  }

  /// What the library leaves out of why; empty where it says enough.
  var more: String {
    self == .untrusted
      ? ": the server's certificate is signed by no authority that is known here, or it is out of date" : ""
  }

  /// What would be right, in a sentence without a full stop.
  var remedy: String {
    switch self {
    case .otherHost(let name):
      "Write the host as its certificate does\(name.map { ", \($0)" } ?? ""); if that is not the server you mean, another one answers in its place"
    case .untrusted, .noRootFile:
      "sslrootcert=FILE in the URI is the certificate of the authority that signed the server's; sslrootcert=system takes the authorities that this machine trusts"
    case .notARootFile:
      "sslrootcert= wants a file in PEM: it has a line -----BEGIN CERTIFICATE-----"
    case .noTLS:
      "Whoever runs the server can put TLS on; without sslmode= what is asked and answered goes there unencrypted"
    case .unknownMode:
      "sslmode is disable, allow, prefer, require, verify-ca or verify-full, which looks whom it speaks to"
    }
  }
}
