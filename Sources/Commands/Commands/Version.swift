import CommandLanguage
import CommandSession
import Machine

/// Says which version runs.
struct Version: Command {
  static let name = "version"
  static let section = Section.session
  static let summary = "says which version of Cohort runs"
  static let examples = [Example("%version", "for a bug report")]

  func run(on session: inout Session, in context: CommandContext) {
    context.print("Cohort \(context.version), compiled for \(ProcessorLevel.compiled.description).")
  }
}
