/// A parsed cell: its lines in order, without blanks and comments.
package struct ParsedCell: Sendable, Equatable {
  package let source: SourceText
  package var lines: [Line]
  /// What is wrong with the cell as text, in the order of the text.
  package var mistakes: [Mistake]
  /// What the end of the cell still waits for.
  package var openEnd: OpenEnd?
  /// Whether an interrupt came before all was read.
  package var isCut = false

  /// The line that holds the cursor, or the last one that starts before it.
  package func line(at cursor: Int) -> Line? {
    lines.last { $0.range.lowerBound <= cursor }.flatMap { line in
      line.range.upperBound >= cursor || line.reaches(cursor, in: source) ? line : nil
    }
  }
}

/// Why a cell cannot end where it does.
package enum OpenEnd: Sendable, Equatable {
  case quote
  case backslash
  case list
  /// `%%sql` without its query.
  case body
}

/// One line that says something; a `\` at the end of a line makes it span several.
package struct Line: Sendable, Equatable {
  package indirect enum Content: Sendable, Equatable {
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

  package var content: Content
  package var range: Range<Int>

  /// True when only blanks lie between the end of the line and `cursor`.
  package func reaches(_ cursor: Int, in source: SourceText) -> Bool {
    guard range.upperBound <= cursor, cursor <= source.scalars.count else { return false }
    return source.scalars[range.upperBound..<cursor].allSatisfy { $0.isBlank }
  }
}

/// `%name` and what follows it.
package struct CommandLine: Sendable, Equatable {
  /// The name, without `%`; its range includes the `%`.
  package var name: Token
  package var arguments: [Argument]
  /// What a command that takes the rest of its line was given.
  package var rest: Rest?

  package enum Rest: Sendable, Equatable {
    case raw(Token)
    case command(Line)
  }
}

/// A value, by its place or by its key.
package struct Argument: Sendable, Equatable {
  package var key: Token?
  package var value: Operand
  /// From the key, or the value where there is none, to the end of the value.
  package var range: Range<Int> { (key?.range.lowerBound ?? value.range.lowerBound)..<value.range.upperBound }
}
