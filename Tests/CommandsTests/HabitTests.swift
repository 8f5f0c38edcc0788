import Segmentation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Habits from other tools")
struct HabitTests {
  /// The names behind `%` and `%%` in a text.
  private func commands(in text: String) -> [String] {
    text.matches(of: /%+([a-z_]+)/).map { String($0.1) }
  }

  @Test("every command that a habit's answer names is there")
  func answers() {
    var answers = Habit.firstWords.values.map(\.remedy) + Array(Habit.methods.values)
    answers += [Habit.shell.remedy, Habit.call.remedy] + Array(Unbuilt.instead.values)
    answers += Habit.commandNames.map { $0.value($0.key).remedy }
    for answer in answers {
      for name in commands(in: answer) { #expect(Registry.standard.names.contains(name), "\(answer)") }
    }
  }

  @Test(
    "a method's name written as a command is answered with the method", arguments: MethodChoices.methods.map(\.text))
  func methods(name: String) {
    // The usual method needs no name.
    guard name != MethodChoices.usual.name else { return }
    #expect(Habit.command(name)?.remedy == "Write %cluster method=\(name)")
  }

  @Test("what serves in place of a function is a line that can be checked and run")
  func functions() {
    for line in Habit.methods.values {
      let cell = Registry.standard.parse(line)
      let mistake = CellChecker(registry: .standard).firstMistake(in: cell)
      // Some need an argument that only the analyst knows.
      if case .missingArgument? = mistake?.problem { continue }
      #expect(mistake == nil, "\(line)")
    }
  }

  @Test("no name of a command here is taken for another tool's")
  func ownNames() {
    for name in Registry.standard.names {
      #expect(Habit.command(name) == nil, "%\(name)")
      #expect(Unbuilt.instead[name] == nil, "%\(name)")
    }
  }

  @Test("SQL without its command is said where SQL stands")
  func query() {
    let lines = CohortInterpreter.test().error("SELECT count(*) FROM sample")
    #expect(lines.last?.contains("%sql SELECT") == true)
    #expect(CohortInterpreter.test().error("%select 1").last?.contains("%sql") == true)
  }
}
