/// Cuts SQL into words by the rules of SQLite's tokenizer; blanks and comments separate them.
struct SQLWordReader {
  let scalars: [Unicode.Scalar]
  private var position = 0

  init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

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
    case "`": return quoted(until: "`", .quotedName)
    case "[": return quoted(until: "]", .quotedName)
    case "-" where peek(1) == "-":
      while position < scalars.count, scalars[position] != "\n" { position += 1 }
      return nil
    case "/" where peek(1) == "*": return comment()
    case "$", ":", "@", "?", "#":
      let isParameter = scalars[position] == "$"
      position += 1
      let name = name()
      return SQLText.Word(
        kind: isParameter && !name.isEmpty ? .parameter : .placeholder, text: isParameter ? name : text(from: start),
        range: start..<position)
    case let scalar where continuesName(scalar):
      // A point belongs to a number, and separates names.
      let isNumber = ("0"..."9").contains(scalar)
      while position < scalars.count, continuesName(scalars[position]) || (isNumber && scalars[position] == ".") {
        position += 1
      }
      return word(.bare, from: start)
    default:
      position += 1
      return word(.sign, from: start)
    }
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

  private mutating func comment() -> SQLText.Word? {
    let start = position
    position += 2
    while position < scalars.count {
      if scalars[position] == "*", peek(1) == "/" {
        position += 2
        return nil
      }
      position += 1
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

  private func text(from start: Int) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars[start..<position])
    return String(text)
  }

  private func peek(_ distance: Int) -> Unicode.Scalar? {
    position + distance < scalars.count ? scalars[position + distance] : nil
  }

  private func isBlank(_ scalar: Unicode.Scalar) -> Bool { [" ", "\t", "\n", "\r", "\u{C}"].contains(scalar) }

  /// Everything beyond ASCII is a letter to SQLite.
  private func continuesName(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: scalar.value >= 0x80
    }
  }
}
