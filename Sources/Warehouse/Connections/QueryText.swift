import Tables

/// What an engine is asked, as far as it matters here: that it is one statement, and that it asks.
///
/// Engines are told to let nothing be written where they can be told so; this is for the others, and for a better error.
struct QueryText {
  /// A word outside of quotes and comments, in small letters, with how many parentheses are open around it.
  private struct Word {
    var text: String
    var depth: Int
  }

  private var words: [Word] = []
  /// Whether something follows the end of the first statement.
  private(set) var hasSecondStatement = false

  init(_ text: String, _ dialect: SQLDialect) {
    var scanner = QueryScanner(text, escapesByBackslash: dialect == .spark)
    var depth = 0
    var hasEnded = false
    while let token = scanner.next() {
      if hasEnded { hasSecondStatement = hasSecondStatement || token != .sign(";") }
      switch token {
      case .sign("("): depth += 1
      case .sign(")"): depth -= 1
      case .sign(";"): hasEnded = true
      case .word(let word): words.append(Word(text: word.lowercased(), depth: depth))
      case .sign, .quoted: break
      }
    }
  }

  private static let asking: Set = [
    "select", "with", "values", "table", "from", "show", "describe", "explain", "summarize",
  ]
  private static let writing: Set = ["insert", "update", "delete", "merge", "create", "drop", "overwrite"]

  /// Whether it asks and changes nothing.
  var isQuery: Bool {
    guard let first = words.first, Self.asking.contains(first.text) else { return false }
    guard first.text == "with" || first.text == "from" || first.text == "explain" else { return true }
    return !words.contains { $0.depth == first.depth && Self.writing.contains($0.text) }
  }
}

/// Takes SQL apart: words, signs, and what stands in quotes.
private struct QueryScanner {
  enum Token: Equatable {
    case word(String)
    case sign(Character)
    case quoted
  }

  private let text: [Character]
  private var place = 0
  private let escapesByBackslash: Bool

  init(_ text: String, escapesByBackslash: Bool) {
    self.text = Array(text)
    self.escapesByBackslash = escapesByBackslash
  }

  private func character(_ offset: Int = 0) -> Character? {
    place + offset < text.count ? text[place + offset] : nil
  }

  mutating func next() -> Token? {
    skipBlanksAndComments()
    guard let first = character() else { return nil }
    if "'\"`".contains(first) {
      skipQuoted(until: first)
      return .quoted
    }
    if first == "$", let tag = dollarTag() {
      skip(past: tag)
      return .quoted
    }
    guard first.isLetter || first == "_" else {
      place += 1
      return .sign(first)
    }
    let start = place
    while let next = character(), next.isLetter || next.isNumber || next == "_" { place += 1 }
    return .word(String(text[start..<place]))
  }

  private mutating func skipBlanksAndComments() {
    while let first = character() {
      if first.isWhitespace {
        place += 1
      } else if first == "-", character(1) == "-" {
        while let next = character(), !next.isNewline { place += 1 }
      } else if first == "/", character(1) == "*" {
        place += 2
        while character() != nil, !(character() == "*" && character(1) == "/") { place += 1 }
        place = min(place + 2, text.count)
      } else {
        return
      }
    }
  }

  /// A quote within is written twice; that reads as two pieces, which is all the same here.
  private mutating func skipQuoted(until quote: Character) {
    place += 1
    while let next = character(), next != quote { place += next == "\\" && escapesByBackslash ? 2 : 1 }
    place = min(place + 1, text.count)
  }

  /// `$$` or `$name$`, as PostgreSQL and DuckDB begin a text; nil for `$1` and the like.
  private func dollarTag() -> [Character]? {
    var end = place + 1
    while end < text.count, text[end].isLetter || text[end].isNumber || text[end] == "_" { end += 1 }
    guard end < text.count, text[end] == "$", end == place + 1 || !text[place + 1].isNumber else { return nil }
    return Array(text[place...end])
  }

  private mutating func skip(past tag: [Character]) {
    place += tag.count
    while place < text.count, !text[place...].starts(with: tag) { place += 1 }
    place = min(place + tag.count, text.count)
  }
}
