/// What a condition or a placeholder is made of.
struct RuleToken: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case word(String)
    case number(Double)
    /// `>`, `>=`, `<`, `<=`, `=`, `!=`, `.`, `(`, `)`, `:`.
    case sign(String)
    case end
  }

  var kind: Kind
  /// Unicode scalars of the text.
  var range: Range<Int>
}

/// Cuts the text of a condition into tokens.
struct RuleScanner {
  private let scalars: [Unicode.Scalar]
  private var place = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// All tokens, the last of which is `.end`.
  /// - Throws: `RuleTextError` at a character that means nothing here.
  static func tokens(of text: String) throws(RuleTextError) -> [RuleToken] {
    var scanner = RuleScanner(text)
    var tokens: [RuleToken] = []
    repeat { tokens.append(try scanner.next()) } while tokens[tokens.count - 1].kind != .end
    return tokens
  }

  private mutating func next() throws(RuleTextError) -> RuleToken {
    while place < scalars.count, scalars[place].properties.isWhitespace { place += 1 }
    let start = place
    guard let first = peek() else { return RuleToken(kind: .end, range: start..<start) }
    if Self.isLetter(first) {
      let word = take { Self.isLetter($0) || Self.isDigit($0) }
      return RuleToken(kind: .word(word), range: start..<place)
    }
    if Self.isDigit(first) || (first == "-" && peek(1).map(Self.isDigit) == true) { return try number(from: start) }
    place += 1
    switch first {
    case ">", "<":
      if peek() == "=" { place += 1 }
      return RuleToken(kind: .sign(spelled(start)), range: start..<place)
    case "=":
      if peek() == "=" { place += 1 }
      return RuleToken(kind: .sign("="), range: start..<place)
    case "!" where peek() == "=":
      place += 1
      return RuleToken(kind: .sign("!="), range: start..<place)
    case "≥": return RuleToken(kind: .sign(">="), range: start..<place)
    case "≤": return RuleToken(kind: .sign("<="), range: start..<place)
    case "≠": return RuleToken(kind: .sign("!="), range: start..<place)
    case ".", "(", ")", ":": return RuleToken(kind: .sign(spelled(start)), range: start..<place)
    default:
      throw RuleTextError(
        "‘\(String(String.UnicodeScalarView([first])).shortened)’ means nothing here", at: start..<place)
    }
  }

  /// `0.8`, `-3`, `80%`.
  private mutating func number(from start: Int) throws(RuleTextError) -> RuleToken {
    if peek() == "-" { place += 1 }
    _ = take(Self.isDigit)
    if peek() == ".", peek(1).map(Self.isDigit) == true {
      place += 1
      _ = take(Self.isDigit)
    }
    guard let value = Double(spelled(start)), value.isFinite else {
      throw RuleTextError("‘\(spelled(start).shortened)’ is no number", at: start..<place)
    }
    guard peek() == "%" else { return RuleToken(kind: .number(value), range: start..<place) }
    place += 1
    return RuleToken(kind: .number(value / 100), range: start..<place)
  }

  private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
    place + ahead < scalars.count ? scalars[place + ahead] : nil
  }

  private mutating func take(_ fits: (Unicode.Scalar) -> Bool) -> String {
    let start = place
    while let scalar = peek(), fits(scalar) { place += 1 }
    return spelled(start)
  }

  private func spelled(_ start: Int) -> String { String(String.UnicodeScalarView(scalars[start..<place])) }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar == "_" || scalar.properties.isAlphabetic }
  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
