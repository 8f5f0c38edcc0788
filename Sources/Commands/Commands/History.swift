import CommandLanguage
import CommandSession

/// Shows earlier inputs.
struct History: Command {
  static let name = "history"
  static let section = Section.session
  static let summary = "shows the last cells"
  static let parameters: [Parameter<History>] = [
    .argument("n", \.count, .wholeNumber(in: 1...10_000), "how many")
  ]
  static let examples = [Example("%history 5", "the last five")]

  var count = 20

  func run(on session: inout Session, in context: CommandContext) {
    let entries = context.execution.history(last: count)
    if entries.isEmpty {
      context.print("This is the first cell.")
      return
    }
    let width = entries.map { String($0.line).count }.max() ?? 1
    for entry in entries {
      let number = String(entry.line)
      let margin = String(repeating: " ", count: width - number.count) + number + "  "
      let lines = entry.input.split(separator: "\n", omittingEmptySubsequences: false)
      context.print(margin + lines.joined(separator: "\n" + String(repeating: " ", count: width + 2)))
    }
  }
}
