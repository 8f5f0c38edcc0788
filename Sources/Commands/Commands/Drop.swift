import CommandLanguage
import CommandSession
import Graphics
import Tables

/// Takes columns out of the table.
struct Drop: Command {
  static let name = "drop"
  static let section = Section.data
  static let summary = "takes columns out of the table"
  static let details =
    "%reset brings them back; %prepare drop= leaves columns out of the features alone. Segments stay unless a feature goes."
  static let parameters: [Parameter<Drop>] = [
    .arguments("column", \.columns, .columns, "columns to take out", required: true)
  ]
  static let examples = [Example("%drop TENURE \"Credit limit\"", "two columns")]

  var columns: [Reference] = []

  func run(on session: inout Session, in context: CommandContext) throws {
    var table = try session.table()
    var gone = Set<Int>()
    for column in columns { gone.insert(try session.index(of: column)) }
    guard gone.count < table.columns.count else {
      throw Mistake(
        .refused(
          name: "NoColumns", message: "these are all columns of \(table.name), and a table needs one", remedy: ""),
        at: .key("column"))
    }
    let names = gone.sorted().map { table.columns[$0].name }
    let identifier = table.identifier
    table.remove(columns: gone)
    let before = session
    session.changeColumns(table, names) { $0.dropped += names }
    let numbered = identifier != nil && table.identifier == nil ? " Rows go by their numbers now." : ""
    let left = table.columns.count
    context.print(
      "Dropped \(names.joined(separator: ", ")); \(NumberText.count(left)) \(left == 1 ? "column is" : "columns are") left."
        + numbered + session.aftermath(since: before))
  }
}
