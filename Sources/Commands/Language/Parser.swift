/// The one parser of the command language: execution, completion, inspection and completeness all start here.
///
/// It never fails: what is wrong is noted in the cell, and what can be understood still is, so that a half
/// typed line can be completed and explained.
struct Parser {
  private let syntax: @Sendable (String) -> CommandSyntax?
  private var scanner: Scanner
  private var lines: [Line] = []

  private init(_ source: SourceText, at position: Int, syntax: @escaping @Sendable (String) -> CommandSyntax?) {
    self.scanner = Scanner(source, at: position)
    self.syntax = syntax
  }

  /// Reads a whole cell.
  /// - Parameter syntax: what the command of a name declares; nil for a name that no command has.
  static func parse(_ text: String, syntax: @escaping @Sendable (String) -> CommandSyntax?) -> Cell {
    var parser = Parser(SourceText(text), at: 0, syntax: syntax)
    return parser.cell()
  }

  private mutating func cell() -> Cell {
    while true {
      scanner.skipBlanks()
      guard let scalar = scanner.current else { break }
      if scalar.isLineBreak {
        scanner.position += 1
      } else if let line = line() {
        lines.append(line)
      }
    }
    return Cell(source: scanner.source, lines: lines, mistakes: scanner.mistakes, openEnd: scanner.openEnd)
  }

  /// One line from its first word on; nil for a comment.
  private mutating func line() -> Line? {
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

  private mutating func skipComment() {
    scanner.skipBlanks()
    if scanner.isAtComment { scanner.skipLine() }
  }

  // MARK: Commands

  private mutating func command() -> Line.Content {
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
      if !scanner.isAtLineEnd, let nested = line() { command.rest = .command(nested) }
    }
    if command.arguments.count == 1, command.arguments[0].key == nil, command.arguments[0].value.text == "?" {
      return .help(topic: name)
    }
    return .command(command)
  }

  /// The name behind `%`; anything up to a blank or a `?` belongs to it, so that the error can show it.
  private mutating func commandName(from start: Int) -> Token {
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

  // MARK: Arguments

  private mutating func arguments(_ syntax: CommandSyntax) -> [Argument] {
    var arguments: [Argument] = []
    while let word = scanner.word() {
      let argument = argument(word, syntax)
      if let joined = joined(argument, syntax) {
        arguments.append(joined)
      } else {
        arguments.append(argument)
      }
    }
    return arguments
  }

  /// The options before a raw rest: words with a declared key, as long as they come.
  private mutating func options(_ syntax: CommandSyntax) -> [Argument] {
    var arguments: [Argument] = []
    while true {
      let before = scanner
      guard let word = scanner.word(), let keyed = word.keyed, syntax.keys.contains(keyed.key.text) else {
        scanner = before
        return arguments
      }
      arguments.append(Argument(key: keyed.key, value: keyed.value.operand))
    }
  }

  private func argument(_ word: Word, _ syntax: CommandSyntax) -> Argument {
    if let keyed = word.keyed, syntax.keys.contains(keyed.key.text) {
      return Argument(key: keyed.key, value: keyed.value.operand)
    }
    return Argument(key: nil, value: word.operand)
  }

  /// `k = 4`, `k= 4` and `k =4` as the argument that was meant, with the mistake noted; nil for anything else.
  private mutating func joined(_ argument: Argument, _ syntax: CommandSyntax) -> Argument? {
    let key: Token
    if let written = argument.key {
      guard argument.value.isAbsent else { return nil }
      key = written
    } else {
      guard !argument.value.isQuoted, syntax.keys.contains(argument.value.text) else { return nil }
      key = Token(text: argument.value.text, range: argument.value.range)
    }
    let before = scanner
    guard var next = scanner.word() else {
      scanner = before
      return nil
    }
    if argument.key == nil {
      guard let sign = next.pieces.first, !sign.isQuoted, sign.text.first == "=" else {
        scanner = before
        return nil
      }
      next = next.withoutFirstScalar
      if next.pieces.isEmpty { next = scanner.word() ?? next }
    } else if let keyed = next.keyed, syntax.keys.contains(keyed.key.text) {
      scanner = before
      return nil
    }
    let value = next.operand
    scanner.report(
      .blanksAroundEquals(shown: "\(key.text)=\(value.source)"), at: key.range.lowerBound..<value.range.upperBound)
    return Argument(key: key, value: value)
  }

  // MARK: Parameters, help, everything else

  private mutating func nameOrAssignment() -> Line.Content {
    let start = scanner.position
    while let scalar = scanner.current, scalar.continuesName { scanner.position += 1 }
    let name = Token(text: scanner.source[start..<scanner.position], range: start..<scanner.position)
    if scanner.current == "?" {
      skipQuestionMarks()
      return .help(topic: name)
    }
    scanner.skipBlanks()
    if scanner.isAtLineEnd || scanner.isAtComment { return .name(name) }
    guard scanner.current == "=", scanner.peek(1) != "=" else { return foreign(from: start) }
    scanner.position += 1
    return .assignment(name: name, value: assignedValue(to: name))
  }

  private mutating func assignedValue(to name: Token) -> Operand? {
    scanner.skipBlanks()
    if scanner.current == "(" { return shellList() }
    guard let first = scanner.word() else { return nil }
    let value = first.operand
    if let habit = Habit.value(first) {
      scanner.report(.habit(habit), at: first.range)
      scanner.skipLine()
      return value
    }
    guard let second = scanner.word() else { return value }
    scanner.skipLine()
    let end = scanner.position
    let text = scanner.source[first.range.lowerBound..<end].trimmingBlanks()
    scanner.report(.severalValues(name: name.text, text: text), at: second.range)
    return value
  }

  /// `(A 'B c')`: a list as papermill writes it for a shell.
  private mutating func shellList() -> Operand {
    let start = scanner.position
    scanner.position += 1
    var items: [Item] = []
    while true {
      while let word = scanner.word(until: ")") {
        items.append(Item(text: word.text, range: word.range, isQuoted: !word.isBare))
      }
      if scanner.current == ")" { break }
      if scanner.isAtComment { scanner.skipLine() }
      guard scanner.current != nil else {
        scanner.leaveOpen(.list)
        scanner.report(.unclosedList, at: start..<start + 1)
        return Operand(items: items, text: items.map(\.text).joined(separator: ","), range: start..<scanner.position)
      }
      scanner.position += 1
    }
    scanner.position += 1
    return Operand(items: items, text: items.map(\.text).joined(separator: ","), range: start..<scanner.position)
  }

  /// `?`, `?%name` or `?name`.
  private mutating func help() -> Line.Content {
    skipQuestionMarks()
    scanner.skipBlanks()
    let start = scanner.position
    while scanner.current == "%" { scanner.position += 1 }
    let name = commandName(from: start)
    scanner.skipLine()
    return .help(topic: name.range.isEmpty ? nil : name)
  }

  private mutating func skipQuestionMarks() {
    while scanner.current == "?" { scanner.position += 1 }
  }

  private mutating func foreign(from start: Int) -> Line.Content {
    scanner.skipLine()
    let text = scanner.source[start..<scanner.position].trimmingBlanks()
    return .foreign(Token(text: text, range: start..<start + text.unicodeScalars.count))
  }
}

extension Word {
  /// The word behind its first, bare scalar.
  fileprivate var withoutFirstScalar: Word {
    var word = Word(start: start + 1, pieces: pieces)
    word.pieces[0].text.removeFirst()
    word.pieces[0].range = start + 1..<pieces[0].range.upperBound
    if word.pieces[0].text.isEmpty { word.pieces.removeFirst() }
    return word
  }
}

extension String {
  /// Without blanks at either end.
  func trimmingBlanks() -> String {
    var scalars = unicodeScalars[...]
    while let last = scalars.last, last.isBlank || last.isLineBreak { scalars.removeLast() }
    while let first = scalars.first, first.isBlank || first.isLineBreak { scalars.removeFirst() }
    return String(scalars)
  }
}
