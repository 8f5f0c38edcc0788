import FoundationEssentials
import Wording

extension DatabaseAddress {
  /// Whether nobody looks if the server is the one that it says it is: PostgreSQL's library does so only where it is told to, by
  /// `sslmode` or PGSSLMODE. On this machine there is nobody between.
  public var isTakenAtItsWord: Bool { isTakenAtItsWord(environment: ProcessInfo.processInfo.environment) }

  func isTakenAtItsWord(environment: [String: String]) -> Bool {
    guard kind == .driver(.postgresql) else { return false }
    let parts = uri.drop { $0 != ":" }.dropFirst(3)
      .split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var settings: [String: String] = [:]
    for setting in parts.dropFirst().joined().split(separator: "&") {
      let sides = setting.split(separator: "=", maxSplits: 1).map(Self.plain)
      if sides.count > 1 { settings[sides[0]] = sides[1] }
    }
    // A service may say anything, in a file of its own.
    guard settings["service"] ?? environment["PGSERVICE"] == nil else { return false }
    let mode = settings["sslmode"] ?? environment["PGSSLMODE"]
    if mode == "verify-ca" || mode == "verify-full" { return false }
    let authority = parts.first?.prefix { $0 != "/" }.split(separator: "@").last ?? ""
    let named = [Self.plain(authority), settings["host"] ?? "", settings["hostaddr"] ?? ""]
    let usual = [environment["PGHOST"] ?? "", environment["PGHOSTADDR"] ?? ""]
    let hosts = (named.contains { !$0.isEmpty } ? named : usual).flatMap { $0.split(separator: ",") }
    return !hosts.allSatisfy(Self.isHere)
  }

  private static func plain(_ text: Substring) -> String { text.percentDecoded ?? String(text) }

  /// Whether a host, perhaps with its port, is this machine, or a socket of it.
  private static func isHere(_ host: Substring) -> Bool {
    let name = host.prefix { $0 != ":" }
    return "/@".contains(host.first ?? "/") || name.isEmpty || name == "localhost" || host == "::1"
      || host.hasPrefix("[::1]") || name.hasPrefix("127.") && name.allSatisfy { $0 == "." || $0.isNumber }
  }
}
