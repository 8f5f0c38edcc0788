/// A stretch of source and what it says.
package struct Token: Sendable, Equatable {
  package var text: String
  package var range: Range<Int>

  package init(text: String, range: Range<Int>) {
    self.text = text
    self.range = range
  }
}

/// One item of a value: bare and quoted pieces set side by side, as in `'it'"'"'s'`.
package struct Item: Sendable, Equatable, Codable {
  /// The text without its quotes.
  package var text: String
  package var range: Range<Int>
  package var isQuoted: Bool

  /// The name in a bare `$name`.
  package var reference: String? {
    guard !isQuoted, text.hasPrefix("$"), text.dropFirst().isName else { return nil }
    return String(text.dropFirst())
  }
}

/// What stands behind a key or in its own place: one item, or several set apart by commas.
package struct Operand: Sendable, Equatable, Codable {
  /// The items between the commas. Empty when nothing was written.
  package var items: [Item]
  /// The whole text without quotes, commas included.
  package var text: String
  package var range: Range<Int>

  /// True when nothing was written, not even quotes.
  var isAbsent: Bool { items.isEmpty }

  /// True when any of it stands in quotes.
  package var isQuoted: Bool { items.contains(where: \.isQuoted) }

  /// The parameter that a bare `$name` stands for.
  package var reference: Token? {
    guard items.count == 1, let name = items[0].reference else { return nil }
    return Token(text: name, range: range)
  }

  /// The value as one could type it: quoted where it needs to be.
  package var source: String { items.map { $0.isQuoted ? Quoting.quoted($0.text) : $0.text }.joined(separator: ",") }
}

/// Puts text in quotes so that the parser reads it back unchanged.
package enum Quoting {
  /// `text` as it is typed as one item: bare where that reads back as the same text.
  package static func item(_ text: String) -> String {
    needsQuotes(text) ? quoted(text) : text
  }

  package static func quoted(_ text: String) -> String {
    if !text.contains("'"), text.contains("\"") || text.contains("\\") { return "'\(text)'" }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }

  private static func needsQuotes(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    if "\"'$#?=(%".unicodeScalars.contains(first) { return true }
    return text.unicodeScalars.contains { $0.isBlank || $0.isLineBreak || $0 == "," || $0 == "\\" || $0 == "=" }
  }
}
