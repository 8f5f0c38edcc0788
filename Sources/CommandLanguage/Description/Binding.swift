import Wording

/// A command of a cell with its arguments stored in their properties.
package struct Binding<C: CommandDeclaration>: Sendable {
  package var command: C
  /// Where in the cell the value of each given key stands, whether the key was written or not.
  package var places: [String: Range<Int>]
}

extension CommandDeclaration {
  /// The command that `line` asks for.
  /// - Parameter parameters: what `$name` stands for; nil while the cell is only checked, when it stands for anything.
  /// - Throws: a `Mistake` that points at the first argument that does not fit.
  package static func bind(_ line: CommandLine, parameters: [String: Operand]?, folder: String? = nil) throws(Mistake)
    -> Binding<Self>
  {
    var command = Self()
    let description = CommandDescription(of: Self.self)
    let named = Set(line.arguments.compactMap { $0.key?.text })
    var given: [String: Range<Int>] = [:]
    var place = 0
    for argument in line.arguments {
      let target: ParameterDescription
      if let key = argument.key {
        guard let parameter = description.parameter(key.text) else { continue }
        target = parameter
      } else {
        target = try description.place(for: argument, at: &place, besides: named)
      }
      if let first = given[target.key] {
        guard target.placement == .places, argument.key == nil else {
          throw Mistake(.repeatedKey(target.key), at: argument.range)
        }
        given[target.key] = first.lowerBound..<argument.value.range.upperBound
      } else {
        given[target.key] = argument.value.range
      }
      guard var value = try argument.value.resolved(parameters) else { continue }
      if let folder, target.candidates.sources.contains(where: { if case .paths = $0 { true } else { false } }) {
        value = value.asPath(in: folder)
      }
      if value.isAbsent { throw Mistake(.missingValue(key: target.key, noun: target.noun), at: argument.range) }
      let parameter = Self.parameters.first { $0.description.key == target.key }
      guard parameter?.assign(&command, value) == true else {
        try description.refuseUnknownKey(argument)
        let nearest = nearestNames(to: value.text, among: target.candidates.choices.map(\.text))
        throw Mistake(
          .wrongValue(value.text, key: target.key, noun: target.noun, nearest: nearest), at: argument.value.range)
      }
    }
    for parameter in description.parameters where parameter.isRequired && given[parameter.key] == nil {
      throw Mistake(
        .missingArgument(parameter.key, command: Self.name, meaning: parameter.meaning), at: line.name.range)
    }
    return Binding(command: command, places: given)
  }
}

extension Operand {
  /// The value with `$name` replaced by what it stands for, still pointing at where it was written.
  fileprivate func resolved(_ parameters: [String: Operand]?) throws(Mistake) -> Operand? {
    guard let reference else { return self }
    guard let parameters else { return nil }
    guard var value = parameters[reference.text] else {
      let known = parameters.keys.sorted()
      throw Mistake(
        .unknownParameter(reference.text, nearest: nearestNames(to: reference.text, among: known), known: known),
        at: range)
    }
    value.range = range
    for index in value.items.indices { value.items[index].range = range }
    return value
  }
}

extension CommandDescription {
  /// The parameter that a value without a key belongs to; `place` counts them.
  fileprivate func place(
    for argument: Argument, at place: inout Int, besides named: Set<String>
  ) throws(Mistake) -> ParameterDescription {
    try refuseNearKeys(argument)
    var target = parameter(at: place)
    // One that is given by its key has no place left to fill.
    while let taken = target, taken.placement == .place, named.contains(taken.key) {
      place += 1
      target = parameter(at: place)
    }
    guard let target else { throw unexpected(argument) }
    if target.placement == .place { place += 1 }
    return target
  }

  /// `linkge=ward` and `as:name` look like arguments of their own and were meant as keys.
  private func refuseNearKeys(_ argument: Argument) throws(Mistake) {
    let text = argument.value.text
    guard !argument.value.isQuoted else { return }
    let keys = parameters.map(\.key)
    if let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")), text[..<sign].isName {
      let habit = Habit.keys[text[..<sign].lowercased()].flatMap { keys.contains($0) ? [$0] : nil }
      let nearest = habit ?? nearestNames(to: String(text[..<sign]), among: keys)
      let takesText = parameters.contains { $0.placement != .key }
      if !nearest.isEmpty || !takesText { throw unknownKey(String(text[..<sign]), nearest, argument) }
    }
    if let sign = text.utf8.firstIndex(of: UInt8(ascii: ":")), keys.contains(String(text[..<sign])) {
      throw Mistake(.colonForEquals(shown: "\(text[..<sign])=\(text[text.index(after: sign)...])"), at: argument.range)
    }
  }

  /// `as=3` where no value begins with a name and a sign was meant as a key.
  fileprivate func refuseUnknownKey(_ argument: Argument) throws(Mistake) {
    let text = argument.value.text
    guard argument.key == nil, !argument.value.isQuoted, let sign = text.utf8.firstIndex(of: UInt8(ascii: "=")),
      text[..<sign].isName
    else { return }
    throw unknownKey(String(text[..<sign]), [], argument)
  }

  private func unknownKey(_ key: String, _ nearest: [String], _ argument: Argument) -> Mistake {
    let start = argument.range.lowerBound
    return Mistake(
      .unknownKey(
        key, command: name,
        valid: parameters.byFamily.map { $0.family?.signature ?? $0.term },
        nearest: nearest.map { $0 + "=" }),
      at: start..<start + key.unicodeScalars.count)
  }

  private func unexpected(_ argument: Argument) -> Mistake {
    Mistake(
      .unexpectedArgument(
        argument.value.text, command: name, valid: parameters.byFamily.map { $0.family?.signature ?? $0.signature }),
      at: argument.range)
  }
}
