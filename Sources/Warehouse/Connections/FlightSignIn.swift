import Wording

/// An address of Flight SQL taken apart: its driver is told in options of their own who comes and by what, not in the URI
/// (driver 1.13.0).
///
/// `grpc://user:password@host:port`, or `grpc+tls://host:port?token=…`, which goes as a bearer's.
struct FlightSignIn {
  private(set) var uri: String
  private(set) var user: String?
  private(set) var password: String?
  private(set) var token: String?

  init(_ address: String) {
    uri = address
    // As it would be called by its protocol.
    let scheme = "flightsql://"
    if uri.prefix(scheme.count).lowercased() == scheme { uri = "grpc+tls://" + uri.dropFirst(scheme.count) }
    takeToken()
    takeUser()
  }

  private mutating func takeToken() {
    guard let mark = uri.firstIndex(of: "?") else { return }
    var parts = uri[uri.index(after: mark)...].split(separator: "&").map(String.init)
    guard let place = parts.firstIndex(where: { $0.lowercased().hasPrefix("token=") }) else { return }
    token = Self.plain(parts.remove(at: place).dropFirst("token=".count))
    uri = String(uri[..<mark]) + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
  }

  private mutating func takeUser() {
    guard let start = uri.firstRange(of: "://")?.upperBound else { return }
    let path = uri[start...].firstIndex { "/?#".contains($0) } ?? uri.endIndex
    guard let end = uri[start..<path].lastIndex(of: "@") ?? uri[start...].lastIndex(of: "@") else { return }
    let names = uri[start..<end].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    user = Self.plain(names[0])
    password = names.count > 1 ? Self.plain(names[1]) : nil
    uri.removeSubrange(start...end)
  }

  private static func plain(_ text: Substring) -> String { text.percentDecoded ?? String(text) }

  /// Keys and values for the driver.
  var options: [(String, String)] {
    var options = [("uri", uri)]
    if let user { options.append(("username", user)) }
    if let password { options.append(("password", password)) }
    if let token { options.append(("adbc.flight.sql.authorization_header", "Bearer \(token)")) }
    return options
  }
}
