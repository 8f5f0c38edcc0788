import CommandLanguage
import CommandSession

/// The last rows.
struct Tail: Command {
  static let name = "tail"
  static let section = Section.data
  static let summary = "shows the last rows of the table"
  static let parameters: [Parameter<Tail>] = [
    .argument("n", \.n, .wholeNumber(in: 1...10_000), "how many rows")
  ]
  static let examples = [Example("%tail", "five rows")]

  var n = 5

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    context.show(rows: Array(max(0, table.rowCount - n)..<table.rowCount), of: table, as: "last")
  }
}
