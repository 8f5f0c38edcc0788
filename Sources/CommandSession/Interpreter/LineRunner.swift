import CommandLanguage
import KernelInterface
import Machine
import Tables
import Warehouse
import Wording

/// Runs one line of a cell on a draft of the session.
package struct LineRunner: Sendable {
  package let registry: Registry
  let help: any LanguageHelp
  package let version: String
  package let cell: SourceText
  package let output: CellOutput
  package let execution: any ExecutionContext
  package let remarks: Remarks
  let live: any LiveSession
  /// Whether what is shown goes into widgets, which take markup alone.
  package var isOnWidgets = false
  /// Whether the line ran before, and is run again for what it changes in the session.
  var isAgain = false
  /// Where relative paths begin of a line that ran in another folder; nil for that of the kernel.
  var folder: String?

  /// - Returns: the value of the line, for one that has a value.
  package func run(_ line: Line, on session: inout Session) throws -> DisplayData? {
    switch line.content {
    case .command(let command):
      try run(command, on: &session)
      return nil
    case .assignment(let name, let value):
      try assign(name, value, on: &session)
      return nil
    case .name(let name):
      return DisplayData(plain: Secrets.hidden(in: try session.parameter(name, registry).source))
    case .help(let topic):
      execution.page(try help.page(on: topic, registry, session).printable)
      return nil
    case .foreign(let token):
      throw Mistake(CellChecker(registry: registry).problem(of: token), at: token.range)
    }
  }

  private func run(_ line: CommandLine, on session: inout Session) throws {
    guard let type = registry.command(line.name.text) else {
      throw Mistake(CellChecker(registry: registry).problem(ofName: line.name.text), at: line.name.range)
    }
    try run(type, line, on: &session)
  }

  private func run<C: Command>(_ type: C.Type, _ line: CommandLine, on session: inout Session) throws {
    let binding = try C.bind(line, parameters: session.parameters, folder: folder)
    let context = CommandContext(
      line: line, places: binding.places, cell: cell, registry: registry, version: version, output: output,
      execution: execution,
      configuration: session.configuration, runner: self)
    do {
      let before = session
      LastWords.note("%" + C.name)
      defer { LastWords.note("") }
      try requireMemory(of: C.tableCopies, in: session)
      try binding.command.run(on: &session, in: context)
      if output.isAbandoned { throw CancellationError() }
      session.note(C.name, before: before)
    } catch {
      throw Mistake(error, in: session).placed(in: line, binding.places)
    }
  }

  /// Sees that a command will find the memory that it needs: without it, the system would end the whole process in the middle.
  /// - Throws: `MemoryShortage`.
  private func requireMemory(of copies: Double, in session: Session) throws(MemoryShortage) {
    guard copies > 0, let table = session.current?.value else { return }
    let needed = Int(copies * Double(table.columns.reduce(0) { $0 + $1.memory }))
    do {
      try FreeMemory.require(needed)
    } catch {
      SpareMemory.giveBack()
      try FreeMemory.require(needed)
    }
  }

  /// Sets or unsets a parameter; a bare `$other` is replaced by what it stands for now.
  private func assign(_ name: Token, _ value: Operand?, on session: inout Session) throws {
    guard let value else {
      guard session.parameters.removeValue(forKey: name.text) != nil else {
        throw Mistake(session.unknownParameter(name.text), at: name.range)
      }
      return
    }
    guard let reference = value.reference else {
      session.parameters[name.text] = value
      return
    }
    session.parameters[name.text] = try session.parameter(reference, registry)
  }
}

extension Mistake {
  /// The mistake with its place as a range of the cell.
  fileprivate func placed(in line: CommandLine, _ places: [String: Range<Int>]) -> Mistake {
    switch place {
    case .range: return self
    case .command: return Mistake(problem, at: line.name.range)
    case .key(let key): return Mistake(problem, at: places[key] ?? line.name.range)
    }
  }
}

extension Session {
  /// What the user set under a name.
  /// - Throws: `unknownParameter`, or what was meant when the name is a column or a command.
  package func parameter(_ name: Token, _ registry: Registry) throws(Mistake) -> Operand {
    if let value = parameters[name.text] { return value }
    if registry.description(name.text) != nil {
      throw Mistake(.notACommand(name.text, command: "%" + name.text), at: name.range)
    }
    if let column = try? current?.value.column(name.text).name {
      throw Mistake(
        .habit(
          Habit(
            message: "\(name.text) is a column, not a parameter", remedy: "%describe \(Quoting.item(column)) shows it")),
        at: name.range)
    }
    if let habit = Habit.command(name.text), nearestNames(to: name.text, among: Array(parameters.keys)).isEmpty {
      throw Mistake(.habit(habit), at: name.range)
    }
    throw Mistake(unknownParameter(name.text), at: name.range)
  }

  func unknownParameter(_ name: String) -> Problem {
    let known = parameters.keys.sorted()
    return .unknownParameter(name, nearest: nearestNames(to: name, among: known), known: known)
  }
}
