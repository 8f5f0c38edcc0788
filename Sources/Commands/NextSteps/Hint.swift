import CommandLanguage
import CommandSession
import KernelInterface
import Wording

/// The next step as the last line of a cell's results.
enum Hint {
  /// Whether a hint stands below the results of a command: not of those that only look at the session, or set it.
  static func stands(below command: CommandDescription) -> Bool {
    command.section != .session && !silent.contains(command.name)
  }

  private static let silent: Set<String> = ["status", "tables", "undo", "check", "explore", "app", "resume"]

  /// A muted line; nil where there is nothing to name that was not named before for what is there now.
  static func data(_ session: inout Session) -> DisplayData? {
    guard let step = NextRule.first(in: session, isNews: true) else { return nil }
    session.noteNamed(step.line, for: step.subject)
    return DisplayData([
      .plain("Next: \(step.line) \(step.text)"),
      .html(
        "<p style=\"\(style)\">Next: <code>\(escapedMarkup(step.line))</code> \(escapedMarkup(step.text))</p>"),
    ])
  }

  /// What there was before the kernel ended, and how to have it again.
  static func offer(_ earlier: EarlierSession) -> DisplayData {
    let what = earlier.summary.isEmpty ? count(earlier.changes, "change") : earlier.summary
    let words = "The last session here broke off \(earlier.timeInWords), with \(what):"
    return DisplayData([
      .plain("\(words) %resume brings it back."),
      .html("<p style=\"\(style)\">\(escapedMarkup(words)) <code>%resume</code> brings it back.</p>"),
    ])
  }

  private static let style =
    "margin:2px 0;font-size:11px;font-family:var(--jp-ui-font-family,system-ui,Arial,sans-serif);"
    + "color:var(--jp-ui-font-color2,var(--vscode-descriptionForeground,#767676))"
}
