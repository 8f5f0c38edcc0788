import CommandLanguage
import CommandSession

/// Shows help on the language or on one command.
struct Help: Command {
  static let name = "help"
  static let section = Section.session
  static let summary = "lists the commands, or explains one"
  static let parameters: [Parameter<Help>] = [
    .argument("command", \.topic, .commandName, "the command to explain")
  ]
  static let examples = [
    Example("%help", "every command in a line"),
    Example("%help cluster", "the page on %cluster; %cluster? shows it in the pager"),
  ]

  var topic = ""

  func run(on session: inout Session, in context: CommandContext) throws {
    let help = HelpPage(registry: context.registry, session: session)
    guard !topic.isEmpty else {
      context.display(help.document(help.overview()))
      return
    }
    let range = context.line.arguments.first?.value.range ?? context.line.name.range
    context.display(try help.page(on: Token(text: topic, range: range)))
  }
}
