/// Cuts text into words: runs of bare and quoted pieces between blanks.
struct Scanner {
  let source: SourceText
  var position: Int
  private(set) var mistakes: [Mistake] = []
  private(set) var openEnd: OpenEnd?
  /// Whether somebody has interrupted: then there are no more words.
  private(set) var isStopped = false
  private let asksToStop: @Sendable () -> Bool
  /// Where that was last asked.
  private var asked = 0

  init(_ source: SourceText, at position: Int = 0, asksToStop: @escaping @Sendable () -> Bool = { false }) {
    self.source = source
    self.position = position
    self.asksToStop = asksToStop
  }

  /// Asks whether somebody has interrupted, where much has been read since it was last asked.
  mutating func poll() {
    guard position - asked >= 4096 else { return }
    asked = position
    if asksToStop() { isStopped = true }
  }

  /// A place to come back to, with what had been found out by then.
  struct Mark {
    fileprivate let position: Int
    fileprivate let mistakeCount: Int
    fileprivate let openEnd: OpenEnd?
  }

  /// Where the scanner stands. A copy of it would do as well, but makes the next mistake copy all earlier ones.
  var mark: Mark { Mark(position: position, mistakeCount: mistakes.count, openEnd: openEnd) }

  /// Goes back, as if nothing had been read since.
  mutating func rewind(to mark: Mark) {
    position = mark.position
    mistakes.removeLast(mistakes.count - mark.mistakeCount)
    openEnd = mark.openEnd
  }

  var current: Unicode.Scalar? { peek(0) }

  func peek(_ distance: Int) -> Unicode.Scalar? {
    let index = position + distance
    return index < source.scalars.count ? source.scalars[index] : nil
  }

  var isAtLineEnd: Bool { current?.isLineBreak ?? true }

  /// A `#` that starts a comment: at the start of a line or after a blank.
  var isAtComment: Bool {
    guard current == "#" else { return false }
    guard position > 0 else { return true }
    let before = source.scalars[position - 1]
    return before.isBlank || before.isLineBreak
  }

  mutating func skipLine() {
    while !isAtLineEnd { position += 1 }
  }

  /// Passes blanks, and a `\` that ends its line together with the break.
  mutating func skipBlanks() {
    while let scalar = current {
      if scalar.isBlank {
        position += 1
      } else if let next = continuation() {
        position = next
      } else {
        return
      }
    }
  }

  /// Where the text goes on when a `\` here ends the line. Blanks behind the `\`, which nobody sees, are forgiven.
  private mutating func continuation() -> Int? {
    guard current == "\\" else { return nil }
    var index = position + 1
    while index < source.scalars.count, source.scalars[index].isBlank { index += 1 }
    if index < source.scalars.count {
      guard source.scalars[index].isLineBreak else { return nil }
      index = source.index(afterBreakAt: index)
    }
    if index == source.scalars.count {
      openEnd = .backslash
      mistakes.append(Mistake(.danglingBackslash, at: position..<position + 1))
    }
    return index
  }

  /// The next word of the line, or nil at its end or before a comment. `terminator` ends a word as a blank does.
  mutating func word(until terminator: Unicode.Scalar? = nil) -> Word? {
    skipBlanks()
    poll()
    if isAtLineEnd || isAtComment || (terminator != nil && current == terminator) || isStopped { return nil }
    var word = Word(start: position)
    var opensQuote = true
    while let scalar = current, !scalar.isBlank, !scalar.isLineBreak, scalar != terminator, !isStopped {
      poll()
      if opensQuote, scalar == "\"" || scalar == "'" {
        word.pieces.append(quoted(by: scalar))
        continue
      }
      if scalar == "\\", continuation() != nil { break }
      word.appendBare(scalar, at: position)
      // A quote inside a bare word is an apostrophe: `don't`. It opens a text only where an item starts.
      opensQuote = scalar == "," || scalar == "="
      position += 1
    }
    return word.pieces.isEmpty ? nil : word
  }

  /// A text in quotes. Within `"` a backslash protects `"` and itself; within `'` nothing is special.
  private mutating func quoted(by quote: Unicode.Scalar) -> Word.Piece {
    let start = position
    var text: [Unicode.Scalar] = []
    position += 1
    while let scalar = current {
      position += 1
      if scalar == quote { return Word.Piece(text: text, range: start..<position, isQuoted: true) }
      if quote == "\"", scalar == "\\", let next = current, next == "\"" || next == "\\" {
        text.append(next)
        position += 1
      } else {
        text.append(scalar)
      }
    }
    openEnd = .quote
    mistakes.append(Mistake(.unclosedQuote(String(quote)), at: start..<start + 1))
    return Word.Piece(text: text, range: start..<position, isQuoted: true)
  }

  mutating func report(_ problem: Problem, at range: Range<Int>) {
    mistakes.append(Mistake(problem, at: range))
  }

  /// Says that the text cannot end here.
  mutating func leaveOpen(_ end: OpenEnd) {
    openEnd = end
  }
}
