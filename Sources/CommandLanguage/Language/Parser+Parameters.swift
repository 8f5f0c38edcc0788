/// Lines that set or show a parameter, ask for help, or are no lines of the language.
extension Parser {
  mutating func nameOrAssignment() -> Line.Content {
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
  mutating func shellList() -> Operand {
    let start = scanner.position
    scanner.position += 1
    var items: [Item] = []
    while true {
      while let word = scanner.word(until: ")") {
        items.append(Item(text: word.text, range: word.range, isQuoted: !word.isBare))
      }
      if scanner.current == ")" { break }
      if scanner.isAtComment { scanner.skipLine() }
      guard scanner.current != nil, !scanner.isStopped else {
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
  mutating func help() -> Line.Content {
    skipQuestionMarks()
    scanner.skipBlanks()
    let start = scanner.position
    while scanner.current == "%" { scanner.position += 1 }
    let name = commandName(from: start)
    scanner.skipLine()
    return .help(topic: name.range.isEmpty ? nil : name)
  }

  mutating func skipQuestionMarks() {
    while scanner.current == "?" { scanner.position += 1 }
  }

  mutating func foreign(from start: Int) -> Line.Content {
    scanner.skipLine()
    let text = scanner.source[start..<scanner.position].trimmingBlanks()
    return .foreign(Token(text: text, range: start..<start + text.unicodeScalars.count))
  }
}

extension String {
  /// Without blanks at either end.
  package func trimmingBlanks() -> String {
    var scalars = unicodeScalars[...]
    while let last = scalars.last, last.isBlank || last.isLineBreak { scalars.removeLast() }
    while let first = scalars.first, first.isBlank || first.isLineBreak { scalars.removeFirst() }
    return String(scalars)
  }
}
