/// The one parser of the command language: execution, completion, inspection and completeness all start here.
///
/// It never fails: what is wrong is noted in the cell, and what can be understood still is, so that a half
/// typed line can be completed and explained.
package struct Parser {
  let syntax: @Sendable (String) -> CommandSyntax?
  var scanner: Scanner
  private(set) var lines: [Line] = []
  /// How many commands the one being read stands in.
  var depth = 0
  /// Each level is read, checked and run by a call within a call, and stacks end.
  static let deepest = 16

  private init(
    _ source: SourceText, isStopped: @escaping @Sendable () -> Bool,
    syntax: @escaping @Sendable (String) -> CommandSyntax?
  ) {
    self.scanner = Scanner(source, asksToStop: isStopped)
    self.syntax = syntax
  }

  /// Reads a whole cell.
  /// - Parameters:
  ///   - isStopped: whether somebody has interrupted, asked between lines and words every few thousand
  ///     characters; what comes behind is then not read.
  ///   - syntax: what the command of a name declares; nil for a name that no command has.
  /// - Complexity: O(length), whatever stands there.
  package static func parse(
    _ text: String, isStopped: @escaping @Sendable () -> Bool = { false },
    syntax: @escaping @Sendable (String) -> CommandSyntax?
  ) -> ParsedCell {
    var parser = Parser(SourceText(text), isStopped: isStopped, syntax: syntax)
    return parser.cell()
  }

  private mutating func cell() -> ParsedCell {
    while !scanner.isStopped {
      scanner.poll()
      scanner.skipBlanks()
      guard let scalar = scanner.current else { break }
      if scalar.isLineBreak {
        scanner.position += 1
      } else if let line = line() {
        lines.append(line)
      }
    }
    if let place = scanner.source.scalars.firstIndex(of: "\0") {
      // No text of a table holds one, and the system ends names of files there: another file would be meant.
      scanner.report(
        .refused(name: "NotText", message: "here stands a NUL character, which no text holds", remedy: "Leave it out"),
        at: place..<place + 1)
    }
    return ParsedCell(
      source: scanner.source, lines: lines, mistakes: scanner.mistakes, openEnd: scanner.openEnd,
      isCut: scanner.isStopped)
  }

  /// The first value of a command that has no key, without quotes; what looks like a key is one, whatever its command declares.
  package static func firstValue(of command: String) -> String? {
    var scanner = Scanner(SourceText(command))
    while let word = scanner.word() {
      let isName = word.isBare && word.text.hasPrefix("%")
      if !isName, word.keyed == nil { return word.text }
    }
    return nil
  }

  /// One line from its first word on; nil for a comment.
  mutating func line() -> Line? {
    if scanner.isAtComment {
      scanner.skipLine()
      return nil
    }
    let start = scanner.position
    let content: Line.Content
    switch scanner.current {
    case "%": content = command()
    case "?": content = help()
    case let scalar? where scalar.startsName: content = nameOrAssignment()
    default: content = foreign(from: start)
    }
    // A line ends with its last word; blanks and comments behind it belong to nobody.
    var end = scanner.position
    while end > start, scanner.source.scalars[end - 1].isBlank || scanner.source.scalars[end - 1].isLineBreak {
      end -= 1
    }
    skipComment()
    return Line(content: content, range: start..<max(end, start))
  }

  mutating func skipComment() {
    scanner.skipBlanks()
    if scanner.isAtComment { scanner.skipLine() }
  }
}
