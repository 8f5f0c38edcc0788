/// Cuts SQL into words by the rules of SQLite's tokenizer, or of DuckDB's; blanks and comments separate them.
struct SQLWordReader {
  let scalars: [Unicode.Scalar]
  private let grammar: SQLGrammar
  private var position = 0

  init(scalars: [Unicode.Scalar], _ grammar: SQLGrammar = .sqlite) { (self.scalars, self.grammar) = (scalars, grammar) }

  mutating func words() -> [SQLText.Word] {
    var words: [SQLText.Word] = []
    while position < scalars.count {
      if isBlank(scalars[position]) {
        position += 1
      } else if let word = next() {
        words.append(word)
      }
    }
    return words
  }

  /// The word that begins here; nil for a comment.
  private mutating func next() -> SQLText.Word? {
    let start = position
    switch scalars[position] {
    case "'": return quoted(until: "'", .text)
    case "\"": return quoted(until: "\"", .quotedName)
    case "`" where grammar == .sqlite: return quoted(until: "`", .quotedName)
    case "[" where grammar == .sqlite: return quoted(until: "]", .quotedName)
    case "e", "E":
      if grammar == .duckDB, peek(1) == "'" { return escaped() }
      return bare()
    case "-" where peek(1) == "-":
      while position < scalars.count, scalars[position] != "\n" { position += 1 }
      return nil
    case "/" where peek(1) == "*": return comment()
    case "$":
      if grammar == .duckDB, let tag = dollarTag() { return dollarQuoted(tag) }
      return mark()
    case ":", "@", "#":
      if grammar == .sqlite { return mark() }
      position += 1
      return word(.sign, from: start)
    case "?": return mark()
    case let scalar where continuesName(scalar): return bare()
    default:
      position += 1
      return word(.sign, from: start)
    }
  }

  /// `$name`, `?`, `:name`.
  private mutating func mark() -> SQLText.Word {
    let start = position
    let isParameter = scalars[position] == "$"
    position += 1
    let name = name()
    return SQLText.Word(
      kind: isParameter && !name.isEmpty ? .parameter : .placeholder, text: isParameter ? name : text(from: start),
      range: start..<position)
  }

  private mutating func bare() -> SQLText.Word {
    let start = position
    // A point belongs to a number, and separates names.
    let isNumber = ("0"..."9").contains(scalars[start])
    while position < scalars.count, continuesName(scalars[position]) || (isNumber && scalars[position] == ".") {
      position += 1
    }
    return word(.bare, from: start)
  }

  // MARK: DuckDB's texts

  /// `E'it\'s'`.
  private mutating func escaped() -> SQLText.Word {
    let start = position
    var content = String.UnicodeScalarView()
    position += 2
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      if scalar == "'", peek(0) != "'" {
        return SQLText.Word(kind: .text, text: String(content), range: start..<position)
      }
      if scalar == "\\" || scalar == "'" {
        if let next = peek(0) { content.append(next) }
        position += 1
      } else {
        content.append(scalar)
      }
    }
    return SQLText.Word(kind: .open, text: "'", range: start + 1..<start + 2)
  }

  /// `$$` or `$name$`, which begins a text; nil for a parameter.
  private func dollarTag() -> ArraySlice<Unicode.Scalar>? {
    var end = position + 1
    while end < scalars.count, continuesName(scalars[end]) { end += 1 }
    guard end < scalars.count, scalars[end] == "$", !("0"..."9").contains(scalars[position + 1]) else { return nil }
    return scalars[position...end]
  }

  private mutating func dollarQuoted(_ tag: ArraySlice<Unicode.Scalar>) -> SQLText.Word {
    let start = position
    position += tag.count
    let inside = position
    while position < scalars.count, !scalars[position...].starts(with: tag) { position += 1 }
    guard position < scalars.count else {
      return SQLText.Word(kind: .open, text: text(tag), range: start..<start + tag.count)
    }
    defer { position += tag.count }
    return SQLText.Word(kind: .text, text: text(scalars[inside..<position]), range: start..<position + tag.count)
  }

  /// A quote inside is written twice; a bracket cannot stand inside.
  private mutating func quoted(until quote: Unicode.Scalar, _ kind: SQLText.Word.Kind) -> SQLText.Word {
    let start = position
    var content = String.UnicodeScalarView()
    position += 1
    while position < scalars.count {
      let scalar = scalars[position]
      position += 1
      guard scalar == quote else {
        content.append(scalar)
        continue
      }
      guard quote != "]", peek(0) == quote else {
        return SQLText.Word(kind: kind, text: String(content), range: start..<position)
      }
      content.append(quote)
      position += 1
    }
    return SQLText.Word(kind: .open, text: String(scalars[start]), range: start..<start + 1)
  }

  /// DuckDB's may stand in each other.
  private mutating func comment() -> SQLText.Word? {
    let start = position
    var depth = 1
    position += 2
    while position < scalars.count {
      if scalars[position] == "*", peek(1) == "/" {
        position += 2
        depth -= 1
        if depth == 0 { return nil }
      } else if grammar == .duckDB, scalars[position] == "/", peek(1) == "*" {
        position += 2
        depth += 1
      } else {
        position += 1
      }
    }
    return SQLText.Word(kind: .open, text: "/*", range: start..<start + 2)
  }

  private mutating func name() -> String {
    let start = position
    while position < scalars.count, continuesName(scalars[position]) { position += 1 }
    return text(from: start)
  }

  private func word(_ kind: SQLText.Word.Kind, from start: Int) -> SQLText.Word {
    SQLText.Word(kind: kind, text: text(from: start), range: start..<position)
  }

  private func text(from start: Int) -> String { text(scalars[start..<position]) }

  private func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { [" ", "\t", "\n", "\r", "\u{C}"].contains(scalar) }

  /// Everything beyond ASCII is a letter.
  private func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: scalar.value >= 0x80
    }
  }
}
