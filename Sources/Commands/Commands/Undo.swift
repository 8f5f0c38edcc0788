import CommandLanguage
import CommandSession

/// Takes back the last change.
struct Undo: Command {
  static let name = "undo"
  static let section = Section.data
  static let summary = "takes back the last change of the session"
  static let details =
    "A change is one command that loaded, prepared, clustered or set something. The last \(Past.limit) are kept."
  static let examples = [Example("%undo", "the session as it was before the last change")]

  func run(on session: inout Session, in context: CommandContext) throws {
    let before = session.current?.value.name
    let command = try session.undo()
    let after = session.current?.value.name
    context.print("Took back: \(command)" + (before == after ? "" : after.map { "\n\($0) is in use again." } ?? ""))
  }
}
