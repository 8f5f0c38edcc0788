import CommandLanguage
import CommandSession

/// README's tables of commands, one for each section: what a command is called with, and what it does.
public func commandTableMarkdown() -> String {
  Section.allCases.compactMap { section in
    let commands = Registry.standard.descriptions.filter { $0.section == section }
    guard !commands.isEmpty else { return nil }
    let rows = commands.map { "| `\($0.signature.escapedForTable)` | \($0.summary.escapedForTable) |" }
    return "### \(section.rawValue)\n\n| command | does |\n|---|---|\n" + rows.joined(separator: "\n") + "\n"
  }.joined(separator: "\n")
}

extension String {
  fileprivate var escapedForTable: String { replacing("|", with: "\\|") }
}
