import CommandLanguage
import CommandSession
import Tables

/// Says what the columns of the table are.
struct Roles: Command {
  static let name = "roles"
  static let section = Section.data
  static let summary = "says what each column is, why, and which are segmented by"
  static let details = """
    Names and values decide. Amounts, counts, shares, other numbers, years, yes/no and ordered numbers are segmented by; \
    identifiers, codes, categories, text, dates, places, outcomes, results of earlier analyses and columns that are mostly empty \
    are not, unless %prepare features= or %role says so.
    """
  static let examples = [Example("%roles", "columns by what they are")]

  func run(on session: inout Session, in context: CommandContext) throws {
    context.show(RolesTable(table: try session.tableOrLook(), isElsewhere: session.remote != nil).html)
  }
}
