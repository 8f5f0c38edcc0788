import CommandLanguage
import CommandSession
import KernelInterface

/// Names one thing to try.
struct Next: Command {
  static let name = "next"
  static let section = Section.session
  static let summary = "names one thing to try now, and why"
  static let details = """
    It goes by what is there, what was shown of it already, and what the data calls for. The line runs as it stands. The same \
    stands below the last result of a cell, once for each step; %config hints=no leaves it out there.
    """
  static let examples = [Example("%next", "what usually comes next, with the reason")]

  func run(on session: inout Session, in context: CommandContext) {
    let step = NextRule.first(in: session, isNews: false) ?? NextRule.last
    session.noteNamed(step.line, for: step.subject)
    let lines = [HelpLine.entry(term: step.line, text: step.text, isCode: true)]
    context.display(
      DisplayData([
        .plain("\(step.line) \(step.text)"),
        .html(context.configuration.theme.framed(HelpLine.html(lines))),
      ]))
  }
}
