import FoundationEssentials
import Wording

/// What lets somebody in and stands in an address: never shown, never kept.
///
/// An address is a URI, or the list of settings that PostgreSQL's library takes as well (`host=… password=…`). Where it is not written as
/// it should be, what could be a password counts as one.
public enum Secrets {
  /// What stands in the place of a secret.
  static let hidden = "***"

  /// How characters that part an address are written within a password.
  static let encoding = "In a password @ / # ? are written %40 %2F %23 %3F"

  /// The text without passwords and tokens of the addresses in it.
  public static func hidden(in text: String) -> String { replaced(in: text) { _ in hidden } }

  /// An address without its passwords and tokens, blanks within them included.
  static func hidden(inAddress address: String) -> String {
    String(hidden(in: quoted(address)).unicodeScalars.dropFirst().dropLast())
  }

  /// In quotes an address goes on behind a blank.
  private static func quoted(_ address: String) -> String { address.contains("\"") ? "'\(address)'" : "\"\(address)\"" }

  /// The same with as many characters as before, so that places in the text stay what they are.
  public static func masked(in text: String) -> String {
    replaced(in: text) { String(repeating: "*", count: $0.unicodeScalars.count) }
  }

  /// The text as it would be for somebody who keeps passwords and tokens elsewhere: `postgresql://ana:secret@host/db` without
  /// `:secret`, and no `token=…` among what follows a path.
  public static func leftOut(of text: String) -> String {
    var result = text
    let places = places(in: text)
    for (i, secret) in places.enumerated().reversed() {
      let whole = secret.whole(in: result)
      // What names a secret may be part of the one before: `x://ana:password = secret` has both.
      let start = i > 0 ? max(whole.lowerBound, places[i - 1].range.upperBound) : whole.lowerBound
      result.removeSubrange(start..<whole.upperBound)
    }
    return result
  }

  /// Passwords and tokens of an address as they are written, and what that stands for; and their pieces, which a library may take for
  /// a host or a port.
  static func all(inAddress address: String) -> [String] {
    let text = quoted(address)
    let secrets = places(in: text).flatMap { place -> [String] in
      let secret = String(text[place.range])
      return [secret, secret.percentDecoded ?? secret]
    }
    let pieces = secrets.flatMap { $0.split(whereSeparator: { "@/#?:&='\\ ".contains($0) }).map(String.init) }
    return Set(secrets + pieces).sorted { ($1.count, $0) < ($0.count, $1) }
  }

  /// The message without any of `secrets`. Short ones are hidden where they are a word: within others they tell nobody anything.
  static func hide(_ secrets: [String], in message: String) -> String {
    secrets.sorted { $0.count > $1.count }.reduce(message) { words, secret in
      guard secret.count < shortest else { return words.replacing(secret, with: hidden) }
      var (result, end) = ("", words.startIndex)
      for found in words.ranges(of: secret) {
        let neighbours = [words[..<found.lowerBound].last, words[found.upperBound...].first].compactMap { $0 }
        guard !neighbours.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
        result += words[end..<found.lowerBound] + hidden
        end = found.upperBound
      }
      return result + words[end...]
    }
  }

  /// Characters from which on a secret is hidden within words too.
  private static let shortest = 4

  private static func replaced(in text: String, by replacement: (Substring) -> String) -> String {
    var result = ""
    var end = text.startIndex
    for place in places(in: text) {
      result += text[end..<place.range.lowerBound]
      result += replacement(text[place.range])
      end = place.range.upperBound
    }
    return result + text[end...]
  }

  // MARK: Where they are

  /// A secret, and how it stands in the text.
  private struct Place {
    enum Kind {
      /// `:secret` before an `@`.
      case password
      /// The whole of what stands before the last `@`.
      case user
      /// `token=secret` among what follows a path.
      case value
      /// `password=secret` in a list of settings.
      case setting
    }

    let kind: Kind
    /// Where the name of a value or setting begins; else where the secret does.
    let start: String.Index
    let range: Range<String.Index>

    /// The secret with what names it and sets it apart.
    /// - Parameter text: with everything up to the secret as it was.
    func whole(in text: String) -> Range<String.Index> {
      let scalars = text.unicodeScalars
      switch kind {
      case .password: return scalars.index(before: range.lowerBound)..<range.upperBound
      case .user:
        let isFollowed = range.upperBound < text.endIndex && scalars[range.upperBound] == "@"
        return range.lowerBound..<(isFollowed ? scalars.index(after: range.upperBound) : range.upperBound)
      case .setting:
        let isApart = scalars[..<start].last == " "
        return (isApart ? scalars.index(before: start) : start)..<range.upperBound
      case .value:
        let sign = scalars.index(before: start)
        // What stands first leaves its question mark to the next.
        if scalars[sign] == "?", range.upperBound < text.endIndex, scalars[range.upperBound] == "&" {
          return start..<scalars.index(after: range.upperBound)
        }
        return sign..<range.upperBound
      }
    }
  }

  /// Characters are told apart as Unicode scalars: an accent behind a colon does not make it another sign, and a cell of 1 MiB is looked
  /// through several times.
  private typealias Scalars = Substring.UnicodeScalarView

  /// In the order of the text; none reaches into the next.
  private static func places(in text: String) -> [Place] {
    let hasColon = text.utf8.contains(UInt8(ascii: ":"))
    guard hasColon || text.utf8.contains(UInt8(ascii: "=")) else { return [] }
    let scalars = text.unicodeScalars[...]
    let found =
      (hasColon ? addresses(in: scalars).flatMap(secrets) : []) + settings(in: text) + bare(in: text)
      + values(in: scalars, endsAtBlanks: true)
    var places: [Place] = []
    for place in found.sorted(by: {
      ($0.range.lowerBound, $1.range.upperBound) < ($1.range.lowerBound, $0.range.upperBound)
    }) where place.range.lowerBound >= places.last?.range.upperBound ?? text.startIndex && !place.range.isEmpty {
      places.append(place)
    }
    return places
  }

  /// What follows the scheme and the slashes of each URI, up to its end. One that is in quotes ends with them, any other at a blank.
  private static func addresses(in text: Scalars) -> [Scalars] {
    var found: [Scalars] = []
    var place = text.startIndex
    // How many begin within one another: a list of them, until it is no list that somebody wrote.
    var (end, nested) = (text.startIndex, 0)
    while let colon = text[place...].firstIndex(of: ":") {
      place = text.index(after: colon)
      guard let (start, user) = beginning(by: colon, in: text) else { continue }
      nested = colon < end ? nested + 1 : 0
      guard nested < mostNested else { continue }
      let quote = text[..<start].last.flatMap { $0.isQuote ? $0 : nil }
      let address = text[user...].prefix { quote == nil ? !$0.isWhitespace : $0 != quote && !$0.isNewline }
      end = max(end, address.endIndex)
      // Without the colon of a scheme it could be anything that has a colon.
      if user > colon || address.contains("@") { found.append(address) }
    }
    return found
  }

  /// Where a URI begins, and its user, where `colon` follows its scheme; or follows its user, in one whose scheme has no colon.
  ///
  /// Of the schemes of servers, one that has a slash or none is a URI as well, and so is one that has no colon: somebody forgot it.
  private static func beginning(by colon: String.Index, in text: Scalars) -> (start: String.Index, user: String.Index)?
  {
    let word = text[..<colon].suffix(while: isOfScheme)
    let slashes = text[colon...].dropFirst().prefix { $0 == "/" }.prefix(2)
    if slashes.count == 2 || isServer(word) { return (word.startIndex, slashes.endIndex) }
    let user = text[..<colon].suffix {
      !$0.isWhitespace && !$0.isQuote && $0 != "/" && $0 != "@" && $0 != ":"
    }
    let before = text[..<user.startIndex].suffix { $0 == "/" }
    let scheme = text[..<before.startIndex].suffix { isOfScheme($0) || $0 == ";" }
    guard text[..<scheme.startIndex].last != ":", before.count == 2 || (before.count == 1 && isServer(scheme))
    else { return nil }
    return (scheme.startIndex, user.startIndex)
  }

  private static func isOfScheme(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isPlain || scalar == "+" || scalar == "." || scalar == "-"
  }

  private static let mostNested = 10

  private static let servers = Set(Engine.allCases.filter { $0 != .duckdb }.flatMap(\.schemes))

  private static func isServer(_ scheme: Scalars) -> Bool { servers.contains(String(scheme).lowercased()) }

  private static func secrets(of address: Scalars) -> [Place] {
    let password = password(in: address)
    let rest = address[(password?.range.upperBound ?? address.startIndex)...]
    return [password].compactMap { $0 } + values(in: rest, endsAtBlanks: false)
  }

  /// `secret` of `user:secret@host/…`. One that holds a slash or a question mark should be encoded, and is found too; so is one that no
  /// host follows.
  private static func password(in address: Scalars) -> Place? {
    let authority = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard let end = authority.lastIndex(of: "@") ?? address.lastIndex(of: "@") else { return port(in: authority) }
    let user = address[..<end]
    if let colon = user.firstIndex(of: ":") {
      let start = address.index(after: colon)
      return Place(kind: .password, start: start, range: start..<end)
    }
    guard authority.lastIndex(of: "@") == end, user.contains("@") else { return nil }
    return Place(kind: .user, start: user.startIndex, range: user.startIndex..<end)
  }

  /// What stands where a port should, and is no number.
  private static func port(in authority: Scalars) -> Place? {
    for host in authority.split(separator: ",") {
      let start = host.lastIndex(of: "]") ?? host.startIndex
      guard let colon = host[start...].firstIndex(of: ":") else { continue }
      let port = host[host.index(after: colon)...]
      guard !port.allSatisfy({ ("0"..."9").contains($0) }) else { continue }
      return Place(kind: .password, start: port.startIndex, range: port.startIndex..<authority.endIndex)
    }
    return nil
  }

  /// Of what databases and object stores call them; the last ones are of links that somebody signed.
  private static let keys: Set = [
    "password", "passwd", "pwd", "sslpassword", "token", "access_token", "secret", "s3_secret_access_key",
    "s3_session_token", "x-amz-signature", "x-amz-security-token", "x-goog-signature", "sig", "signature",
  ]

  /// Of `?password=secret` and the like, among what follows the path; or whatever stands before: `host/db?password=secret` has no scheme,
  /// `postgresql//host` no colon.
  private static func values(in text: Scalars, endsAtBlanks: Bool) -> [Place] {
    var places: [Place] = []
    var from = text.startIndex
    while let mark = text[from...].firstIndex(where: { $0 == "?" || $0 == "&" || $0 == ";" }) {
      from = text.index(after: mark)
      let key = text[from...].prefix { $0.isPlain || $0 == "_" || $0 == "-" }
      guard key.endIndex < text.endIndex, text[key.endIndex] == "=", keys.contains(String(key).lowercased()) else {
        continue
      }
      let value = text[text.index(after: key.endIndex)...].prefix {
        $0 != "&" && $0 != ";" && (endsAtBlanks ? !$0.isWhitespace && !$0.isQuote : $0 != "?")
      }
      places.append(Place(kind: .value, start: from, range: value.startIndex..<value.endIndex))
    }
    return places
  }

  /// Of an address whose scheme somebody forgot, where nothing but one is expected: `%connect ana:secret@host`.
  private static func bare(in text: String) -> [Place] {
    guard text.utf8.contains(UInt8(ascii: "@")), text.contains("%connect") else { return [] }
    return text.matches(of: /%connect[ \t]+["']?([\w.+-]+):(\S+)@/).compactMap { match in
      guard !DatabaseAddress.schemes.contains(match.1.lowercased()), match.2.first != "/" else { return nil }
      return Place(kind: .password, start: match.2.startIndex, range: match.2.startIndex..<match.2.endIndex)
    }
  }

  /// Of `host=… password=secret`: in a line that has another setting of PostgreSQL's library, or that connects.
  private static func settings(in text: String) -> [Place] {
    guard text.contains("password") else { return [] }
    return text.split(whereSeparator: \.isNewline).flatMap { line -> [Place] in
      guard line.contains("password"), !line.contains(/^\s*%+(filter|derive|sql)\b/),
        line.contains(/%connect\b/) || line.contains(/\b(host|hostaddr|port|user|dbname|service|sslmode)\s*=/)
      else { return [] }
      let setting = /(?:^|[^\w?&;])((?:ssl)?password)\s*=\s*('(?:\\.|[^'\\])*'?|(?:\\.|[^\s"\\])+)/
      return line.matches(of: setting).map { match in
        var secret = match.2
        // The quote around the whole list.
        if secret.last == "'", secret.first != "'" { secret.removeLast() }
        return Place(kind: .setting, start: match.1.startIndex, range: secret.startIndex..<secret.endIndex)
      }
    }
  }
}

extension Substring.UnicodeScalarView {
  /// The end of the text, as far as all scalars of it are such.
  fileprivate func suffix(while isSuch: (Unicode.Scalar) -> Bool) -> Self {
    self[(lastIndex { !isSuch($0) }.map(index(after:)) ?? startIndex)...]
  }
}

extension Unicode.Scalar {
  fileprivate var isQuote: Bool { self == "\"" || self == "'" }

  /// A letter or a digit of ASCII.
  fileprivate var isPlain: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self) || ("0"..."9").contains(self)
  }

  fileprivate var isWhitespace: Bool {
    isASCII ? self == " " || ("\t"..."\r").contains(self) : properties.isWhitespace
  }

  fileprivate var isNewline: Bool {
    ("\n"..."\r").contains(self) || self == "\u{85}" || self == "\u{2028}" || self == "\u{2029}"
  }
}
