import CommandLanguage
import CommandSession

/// Removes the cell's output so far.
struct Clear: Command {
  static let name = "clear"
  static let section = Section.session
  static let summary = "removes what the cell has shown so far"
  static let parameters: [Parameter<Clear>] = [
    .key("wait", \.wait, .yesOrNo, "whether to wait until something new is shown")
  ]
  static let examples = [Example("%clear", "an empty space below the cell")]

  var wait = false

  func run(on session: inout Session, in context: CommandContext) {
    context.output.clear(wait: wait)
  }
}
