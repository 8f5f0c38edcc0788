import FoundationEssentials
import Glibc
import Tables
import Wording

/// Where a database is: a URI, with what of it may be shown.
public struct DatabaseAddress: Sendable, Equatable {
  /// What reads it.
  enum Kind: Sendable, Equatable {
    /// The SQLite that is part of this program.
    case sqlite
    case driver(Engine)
  }

  let kind: Kind
  /// With everything in it; never shown.
  let uri: String
  /// Without password and token.
  public let shown: String
  /// What must not stand in any message.
  private let secrets: [String]
  /// Of a database in a file; nil of one that a server has.
  public let path: String?

  /// DuckDB with nothing in it.
  static let memory = DatabaseAddress(inMemory: .duckdb)

  private init(inMemory engine: Engine) {
    (kind, uri, shown, secrets, path) = (.driver(engine), "", engine.name, [], nil)
  }

  static let schemes = ["sqlite"] + Engine.allCases.flatMap(\.schemes)

  /// - Throws: `WarehouseError.unknownScheme`, `.noAddress`, `.noFile`.
  public init(_ text: String) throws(WarehouseError) {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    let hasScheme = text.contains(":") && Self.schemes.contains(scheme)
    if hasScheme, scheme != "sqlite", scheme != "duckdb" {
      if let reason = Self.complaint(about: text.dropFirst(scheme.count + 1), scheme) {
        throw .noAddress(Secrets.hidden(inAddress: text), reason: reason)
      }
      let engine = Engine.allCases.first { $0.schemes.contains(scheme) } ?? .postgresql
      kind = .driver(engine)
      uri = text
      shown = Secrets.hidden(inAddress: text)
      secrets = Secrets.all(inAddress: text)
      path = nil
      return
    }
    let rest = hasScheme ? String(text.dropFirst(scheme.count + 1)) : text
    guard hasScheme || !text.contains("://") else {
      throw .unknownScheme(Secrets.hidden(in: text), schemes: Self.known)
    }
    let isListOfSettings = text.contains(/\b(host|hostaddr|port|user|dbname|service|password)\s*=/)
    let hasUser = text.contains(/^[^\/]*:.*@/) || Secrets.hidden(inAddress: text) != text
    if !hasScheme, isListOfSettings || hasUser, !FileManager.default.fileExists(atPath: text) {
      throw .noAddress(
        isListOfSettings ? "a list of settings" : "what has no scheme", reason: "one begins with postgresql://")
    }
    let path = try Self.file(rest, hasScheme: hasScheme)
    let found = hasScheme ? scheme == "sqlite" ? Kind.sqlite : .driver(.duckdb) : Self.kind(ofFile: path)
    guard let found else { throw .unknownScheme(text, schemes: Self.known) }
    kind = found
    (uri, shown, secrets, self.path) = (path, path, [], path)
  }

  /// Why no library would take it as it is meant; what it would say instead might hold a part of the password.
  /// - Parameter rest: what follows the scheme and its colon.
  private static func complaint(about rest: Substring, _ scheme: String) -> String? {
    guard rest.hasPrefix("//") else { return "\(scheme): is followed by two slashes" }
    let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
    let signs = authority.count { $0 == "@" }
    // What stands where a port should, before a path that has the sign.
    let isCut =
      signs == 0 && rest.contains("@")
      && authority.split(separator: ",").contains { host in
        let end = host[(host.lastIndex(of: "]") ?? host.startIndex)...]
        return end.firstIndex(of: ":").map { !end[end.index(after: $0)...].allSatisfy(\.isNumber) } ?? false
      }
    return signs > 1 || isCut ? "one of @ / # ? stands in its user or password as it is" : nil
  }

  /// Whether a text is the URI of a server, right or wrong, and no file.
  public static func isServer(_ text: String) -> Bool {
    let scheme = text.prefix { $0 != ":" }.lowercased()
    return text.contains(":") && schemes.contains(scheme) && scheme != "sqlite" && scheme != "duckdb"
      && !FileManager.default.fileExists(atPath: text)
  }

  /// One of each engine.
  static let known = ["postgresql", "sqlite", "duckdb", "sc", "grpc"]

  /// `sqlite:customers.db`, `sqlite:///srv/customers.db`; SQLAlchemy's three slashes before a relative path too.
  private static func file(_ rest: String, hasScheme: Bool) throws(WarehouseError) -> String {
    var path = rest
    if hasScheme, path.hasPrefix("//") {
      path.removeFirst(2)
      let relative = String(path.drop { $0 == "/" })
      if !FileManager.default.fileExists(atPath: path), FileManager.default.fileExists(atPath: relative) {
        path = relative
      }
    }
    path = path.expandingHome
    guard FileManager.default.fileExists(atPath: path) else { throw .noFile(path, nearest: nearestFiles(to: path)) }
    var isFolder = false
    _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard !isFolder else { throw .folder(path, databases: databases(in: path)) }
    return path
  }

  /// The first few files whose endings are those of databases.
  private static func databases(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    let found = names.filter { name in endings.contains { name.lowercased().hasSuffix($0) } }
    return found.prefix(3).map { file($0, in: folder) }
  }

  /// What files of databases end in.
  public static let endings = [".db", ".sqlite", ".sqlite3", ".duckdb"]

  static func file(_ name: String, in folder: String) -> String { folder + (folder.hasSuffix("/") ? "" : "/") + name }

  /// By the first bytes.
  private static func kind(ofFile path: String) -> Kind? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var head = [UInt8](repeating: 0, count: 16)
    head.removeLast(head.count - fread(&head, 1, head.count, file))
    if head.starts(with: Array("SQLite format 3".utf8)) { return .sqlite }
    return head.dropFirst(8).starts(with: Array("DUCK".utf8)) ? .driver(.duckdb) : nil
  }

  /// A message of an engine, which may repeat what it was given.
  func withoutSecrets(_ message: String) -> String {
    Secrets.hide(secrets, in: message)
  }

  // MARK: Names

  /// What a connection is called that nobody names: as its file, its database or its host.
  public var usualName: String {
    let last: String
    if let path {
      let file = path.lastPathComponent
      last = file.pathExtension.isEmpty ? file : String(file.dropLast(file.pathExtension.count + 1))
    } else {
      let parts = shown.split(separator: "://").last?.split(separator: "?").first.map(String.init) ?? ""
      let segments = parts.split(separator: "/").filter { !$0.contains("=") }
      let host = segments.first?.split(separator: "@").last?.split(separator: ":").first
      last = segments.count > 1 && !segments[1].hasPrefix(";") ? String(segments[1]) : host.map(String.init) ?? ""
    }
    let name = String(
      String.UnicodeScalarView(
        last.unicodeScalars.map { $0.properties.isAlphabetic || ("0"..."9").contains($0) ? $0 : "_" }))
    return name.first.map { $0.isNumber } ?? true ? "db_\(name)" : name
  }
}
