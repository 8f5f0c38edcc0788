/// What a command says of itself: its name, what can be said behind it, and what it does in words.
///
/// An initial value of the type holds the defaults of its parameters. `Command` adds the work.
package protocol CommandDeclaration: Sendable {
  /// The name without `%`.
  static var name: String { get }
  static var section: Section { get }
  /// What it does: a clause that starts small and has no full stop.
  static var summary: String { get }
  /// Further sentences for the help page.
  static var details: String { get }
  static var parameters: [Parameter<Self>] { get }
  static var examples: [Example] { get }
  /// What else its help page lists.
  static var notes: HelpNotes? { get }
  /// What follows the options; a command that takes a rest reads it from `CommandContext.rest`.
  static var rest: CommandSyntax.Rest { get }
  /// What the signature shows for the rest, in capitals: `QUERY`.
  static var restPlaceholder: String { get }
  /// What its work grows with, where that is more than the rows.
  static var growth: Growth { get }
  /// The memory that it takes while it runs, in times of that of the table's columns: it is refused where so much is not free.
  static var tableCopies: Double { get }

  init()
}

extension CommandDeclaration {
  package static var details: String { "" }
  package static var parameters: [Parameter<Self>] { [] }
  package static var notes: HelpNotes? { nil }
  package static var rest: CommandSyntax.Rest { .none }
  package static var restPlaceholder: String { rest == .command ? "COMMAND" : "TEXT" }
  package static var growth: Growth { .linear }
  package static var tableCopies: Double { 0 }
}

/// Where a command stands in help and in README's table.
package enum Section: String, Sendable, CaseIterable {
  case data = "Data"
  case preparation = "Preparation"
  case segmentation = "Segmentation"
  case reading = "Reading the segments"
  case keeping = "Keeping"
  case session = "Session"
}

/// A line to try, and what it does.
package struct Example: Sendable, Equatable {
  package var line: String
  package var meaning: String

  package init(_ line: String, _ meaning: String) {
    self.line = line
    self.meaning = meaning
  }
}

/// A list at the end of a help page.
package struct HelpNotes: Sendable, Equatable {
  package var heading: String
  package var entries: [Example]

  package init(_ heading: String, _ entries: [Example]) {
    self.heading = heading
    self.entries = entries
  }
}
