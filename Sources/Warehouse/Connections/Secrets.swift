import Foundation

/// What lets somebody in and stands in a URI: never shown, never kept.
public enum Secrets {
  /// What stands in the place of a secret.
  static let hidden = "***"

  /// The text without passwords and tokens of the URIs in it.
  public static func hidden(in text: String) -> String { replaced(in: text) { _ in hidden } }

  /// The same with as many characters as before, so that places in the text stay what they are.
  public static func masked(in text: String) -> String {
    replaced(in: text) { String(repeating: "*", count: $0.unicodeScalars.count) }
  }

  /// The text as it would be for somebody who keeps passwords and tokens elsewhere: `postgresql://ana:secret@host/db` without
  /// `:secret`, and no `token=…` among what follows a path.
  public static func leftOut(of text: String) -> String {
    guard text.contains("://") else { return text }
    var result = text
    for secret in ranges(in: text).reversed() { result.removeSubrange(whole(secret, in: result)) }
    return result
  }

  /// A secret with what names it and sets it apart.
  private static func whole(_ secret: Range<String.Index>, in text: String) -> Range<String.Index> {
    let before = text[..<secret.lowerBound]
    guard before.last == "=", let start = before.lastIndex(where: { "?&;".contains($0) }) else {
      return text.index(before: secret.lowerBound)..<secret.upperBound
    }
    // What stands first leaves its question mark to the next.
    if text[start] == "?", secret.upperBound < text.endIndex, text[secret.upperBound] == "&" {
      return text.index(after: start)..<text.index(after: secret.upperBound)
    }
    return start..<secret.upperBound
  }

  /// Passwords and tokens as they are written, and what that stands for.
  static func all(in text: String) -> [String] {
    ranges(in: text).flatMap { range -> [String] in
      let secret = String(text[range])
      let plain = secret.removingPercentEncoding ?? secret
      return plain == secret ? [secret] : [secret, plain]
    }
  }

  private static func replaced(in text: String, by replacement: (Substring) -> String) -> String {
    guard text.contains("://") else { return text }
    var result = ""
    var end = text.startIndex
    for range in ranges(in: text) {
      result += text[end..<range.lowerBound]
      result += replacement(text[range])
      end = range.upperBound
    }
    return result + text[end...]
  }

  /// Where secrets are, in the order of the text.
  private static func ranges(in text: String) -> [Range<String.Index>] {
    text.split(whereSeparator: { $0.isWhitespace || $0 == "\"" || $0 == "'" }).filter { $0.contains("://") }
      .flatMap { word in
        let password = password(in: word)
        return [password].compactMap { $0 } + values(in: word[(password?.upperBound ?? word.startIndex)...])
      }
      .filter { !$0.isEmpty }
  }

  /// `secret` of `scheme://user:secret@host/…`. One that holds a slash or a question mark should be encoded, and is found too.
  private static func password(in word: Substring) -> Range<String.Index>? {
    guard let start = word.range(of: "://")?.upperBound else { return nil }
    let path = word[start...].firstIndex { "/?#".contains($0) } ?? word.endIndex
    let end = word[start..<path].lastIndex(of: "@") ?? word[start...].lastIndex(of: "@")
    guard let end, let colon = word[start..<end].firstIndex(of: ":") else { return nil }
    return word.index(after: colon)..<end
  }

  /// Of what databases and object stores call them; the last ones are of links that somebody signed.
  private static let keys: Set = [
    "password", "passwd", "pwd", "sslpassword", "token", "access_token", "secret", "s3_secret_access_key",
    "s3_session_token", "x-amz-signature", "x-amz-security-token", "x-goog-signature", "sig", "signature",
  ]

  /// Of `password=secret` among what follows the path.
  private static func values(in text: Substring) -> [Range<String.Index>] {
    text.split(whereSeparator: { "?&;".contains($0) }).compactMap { part in
      guard let sign = part.firstIndex(of: "="), keys.contains(part[..<sign].lowercased()) else { return nil }
      return part.index(after: sign)..<part.endIndex
    }
  }
}
