/// What follows a command's name.
extension Parser {
  mutating func arguments(_ syntax: CommandSyntax) -> [Argument] {
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
  mutating func options(_ syntax: CommandSyntax) -> [Argument] {
    var arguments: [Argument] = []
    while true {
      let before = scanner.mark
      guard let word = scanner.word(), let keyed = word.keyed, syntax.keys.contains(keyed.key.text) else {
        scanner.rewind(to: before)
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
    let before = scanner.mark
    guard var next = scanner.word() else {
      scanner.rewind(to: before)
      return nil
    }
    if argument.key == nil {
      guard let sign = next.pieces.first, !sign.isQuoted, sign.text.first == "=" else {
        scanner.rewind(to: before)
        return nil
      }
      next = next.withoutFirstScalar
      if next.pieces.isEmpty { next = scanner.word() ?? next }
    } else if let keyed = next.keyed, syntax.keys.contains(keyed.key.text) {
      scanner.rewind(to: before)
      return nil
    }
    let value = next.operand
    scanner.report(
      .blanksAroundEquals(shown: "\(key.text)=\(value.source)"), at: key.range.lowerBound..<value.range.upperBound)
    return Argument(key: key, value: value)
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
