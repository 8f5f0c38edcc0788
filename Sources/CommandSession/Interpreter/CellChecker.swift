import CommandLanguage
import Tables
import Wording

/// Finds what is wrong with a cell before any of it runs.
package struct CellChecker: Sendable {
  let registry: Registry

  package init(registry: Registry) {
    self.registry = registry
  }

  /// The first mistake in the order of the text, nil for a cell that may run.
  /// - Parameter isStopped: whether somebody has interrupted, asked every few hundred lines; that is then the mistake.
  func firstMistake(in cell: ParsedCell, isStopped: () -> Bool = { false }) -> Mistake? {
    // Lines are in order: behind the first that is wrong none comes first.
    if cell.isCut { return Mistake(.interrupted, at: 0..<0) }
    var found = cell.mistakes
    for (index, line) in cell.lines.enumerated() {
      if index % 256 == 255, isStopped() { return Mistake(.interrupted, at: line.range) }
      guard let mistake = mistake(in: line) else { continue }
      found.append(mistake)
      break
    }
    return found.min { $0.start < $1.start }
  }

  private func mistake(in line: Line) -> Mistake? {
    switch line.content {
    case .foreign(let token): return Mistake(problem(of: token), at: token.range)
    case .command(let command): return mistake(in: command)
    case .assignment, .name, .help: return nil
    }
  }

  private func mistake(in line: CommandLine) -> Mistake? {
    guard let type = registry.command(line.name.text) else {
      return Mistake(problem(ofName: line.name.text), at: line.name.range)
    }
    if let mistake = mistake(binding: line, to: type) { return mistake }
    if case .command(let nested)? = line.rest { return mistake(in: nested) }
    return nil
  }

  private func mistake<C: Command>(binding line: CommandLine, to type: C.Type) -> Mistake? {
    do throws(Mistake) {
      _ = try C.bind(line, parameters: nil)
      return nil
    } catch {
      return error
    }
  }

  /// What is wrong with a command name that no command has.
  package func problem(ofName name: String) -> Problem {
    if name.isEmpty { return .missingName(examples: registry.names.prefix(4).map { "%" + $0 }) }
    if let instead = Unbuilt.instead[name] { return .notInThisVersion(name, instead: instead) }
    if let habit = Habit.command(name) { return .habit(habit) }
    let nearest = nearestNames(to: name, among: registry.names)
    if nearest.isEmpty, let habit = Self.habit(near: name) {
      return .refused(
        name: "UnknownCommand", message: Problem.unknownCommand(name, nearest: []).message, remedy: habit.remedy)
    }
    return .unknownCommand(name, nearest: nearest)
  }

  /// A mistyped name of another tool, which is long enough not to be met by chance.
  private static func habit(near name: String) -> Habit? {
    guard name.count >= 6 else { return nil }
    return nearestNames(to: name, among: Habit.tools.keys.filter { $0.count >= 6 }.sorted(), limit: 1).first
      .flatMap(Habit.command)
  }

  /// What is wrong with a line that is no line of the language.
  package func problem(of token: Token) -> Problem {
    let first = String(token.text.unicodeScalars.prefix { $0.continuesName })
    if registry.description(first) != nil, !token.text.contains("(") {
      return .notACommand(token.text, command: "%" + token.text.excerpt)
    }
    if let habit = Habit.line(token.text) { return .habit(habit) }
    return .notACommand(token.text, command: nil)
  }
}

extension Mistake {
  /// Where it starts in the cell.
  fileprivate var start: Int {
    if case .range(let range) = place { range.lowerBound } else { 0 }
  }
}
