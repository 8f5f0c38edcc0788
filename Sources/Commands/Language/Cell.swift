/// A parsed cell: its lines in order, without blanks and comments.
struct Cell: Sendable, Equatable {
  let source: SourceText
  var lines: [Line]
  /// What is wrong with the cell as text, in the order of the text.
  var mistakes: [Mistake]
  /// What the end of the cell still waits for.
  var openEnd: OpenEnd?

  /// The line that holds the cursor, or the last one that starts before it.
  func line(at cursor: Int) -> Line? {
    lines.last { $0.range.lowerBound <= cursor }.flatMap { line in
      line.range.upperBound >= cursor || line.reaches(cursor, in: source) ? line : nil
    }
  }
}

/// Why a cell cannot end where it does.
enum OpenEnd: Sendable, Equatable {
  case quote
  case backslash
  case list
  /// `%%sql` without its query.
  case body
}

/// One line that says something; a `\` at the end of a line makes it span several.
struct Line: Sendable, Equatable {
  indirect enum Content: Sendable, Equatable {
    case command(CommandLine)
    /// `name = value`; without a value the parameter is unset.
    case assignment(name: Token, value: Operand?)
    /// A bare name: the parameter is the cell's result.
    case name(Token)
    /// `%name?`, `?%name`, `?`.
    case help(topic: Token?)
    /// Anything else.
    case foreign(Token)
  }

  var content: Content
  var range: Range<Int>

  /// True when only blanks lie between the end of the line and `cursor`.
  func reaches(_ cursor: Int, in source: SourceText) -> Bool {
    guard range.upperBound <= cursor, cursor <= source.scalars.count else { return false }
    return source.scalars[range.upperBound..<cursor].allSatisfy { $0.isBlank }
  }
}

/// `%name` and what follows it.
struct CommandLine: Sendable, Equatable {
  /// The name, without `%`; its range includes the `%`.
  var name: Token
  var arguments: [Argument]
  /// What a command that takes the rest of its line was given.
  var rest: Rest?

  enum Rest: Sendable, Equatable {
    case raw(Token)
    case command(Line)
  }
}

/// A value, by its place or by its key.
struct Argument: Sendable, Equatable {
  var key: Token?
  var value: Operand
  /// From the key, or the value where there is none, to the end of the value.
  var range: Range<Int> { (key?.range.lowerBound ?? value.range.lowerBound)..<value.range.upperBound }
}
