/// Lines that start with `%`.
extension Parser {
  mutating func command() -> Line.Content {
    let start = scanner.position
    scanner.position += 1
    let takesCell = scanner.current == "%"
    if takesCell { scanner.position += 1 }
    let name = commandName(from: start)
    if scanner.current == "?" {
      skipQuestionMarks()
      return .help(topic: name)
    }
    let syntax = syntax(name.text) ?? .unknown
    if takesCell { return cellCommand(name, syntax) }
    var command = CommandLine(name: name, arguments: [])
    switch syntax.rest {
    case .none: command.arguments = arguments(syntax)
    case .raw:
      command.arguments = options(syntax)
      command.rest = .raw(rawLine())
    case .command:
      command.arguments = options(syntax)
      scanner.skipBlanks()
      if !scanner.isAtLineEnd { command.rest = nested(in: name).map { .command($0) } }
    }
    if command.arguments.count == 1, command.arguments[0].key == nil, command.arguments[0].value.text == "?" {
      return .help(topic: name)
    }
    return .command(command)
  }

  /// The line that a command takes as its rest.
  private mutating func nested(in name: Token) -> Line? {
    guard depth < Self.deepest else {
      scanner.report(
        .refused(
          name: "NestedTooDeeply", message: "commands stand within each other at most \(Self.deepest) deep", remedy: ""),
        at: name.range)
      scanner.skipLine()
      return nil
    }
    depth += 1
    defer { depth -= 1 }
    return line()
  }

  /// The name behind `%`; anything up to a blank or a `?` belongs to it, so that the error can show it.
  mutating func commandName(from start: Int) -> Token {
    let first = scanner.position
    while let scalar = scanner.current, !scalar.isBlank, !scalar.isLineBreak, scalar != "?" { scanner.position += 1 }
    return Token(text: scanner.source[first..<scanner.position], range: start..<scanner.position)
  }

  /// `%%name`: options on the first line, and all other lines as they stand.
  private mutating func cellCommand(_ name: Token, _ syntax: CommandSyntax) -> Line.Content {
    guard syntax.rest == .raw, lines.isEmpty else {
      scanner.report(syntax.rest == .raw ? .cellCommandNotFirst(name.text) : .noCellCommand(name.text), at: name.range)
      scanner.skipLine()
      return .command(CommandLine(name: name, arguments: []))
    }
    let arguments = arguments(syntax)
    skipComment()
    if scanner.current != nil { scanner.position = scanner.source.index(afterBreakAt: scanner.position) }
    let start = scanner.position
    scanner.position = scanner.source.scalars.count
    let body = Token(text: scanner.source[start..<scanner.position], range: start..<scanner.position)
    if body.text.unicodeScalars.allSatisfy({ $0.isBlank || $0.isLineBreak }) { scanner.leaveOpen(.body) }
    return .command(CommandLine(name: name, arguments: arguments, rest: .raw(body)))
  }

  /// The rest of the line as it stands; a `\` at its end takes the next line in.
  private mutating func rawLine() -> Token {
    scanner.skipBlanks()
    let start = scanner.position
    var text = ""
    while true {
      let from = scanner.position
      scanner.skipLine()
      var end = scanner.position
      while end > from, scanner.source.scalars[end - 1].isBlank { end -= 1 }
      guard end > from, scanner.source.scalars[end - 1] == "\\" else {
        text += scanner.source[from..<end]
        return Token(text: text, range: start..<max(start, end))
      }
      text += scanner.source[from..<end - 1] + " "
      scanner.position = end - 1
      scanner.skipBlanks()
      if scanner.current == nil { return Token(text: text, range: start..<end) }
    }
  }
}
