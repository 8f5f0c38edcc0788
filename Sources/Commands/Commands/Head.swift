import CommandLanguage
import CommandSession

/// The first rows.
struct Head: Command {
  static let name = "head"
  static let section = Section.data
  static let summary = "shows the first rows of the table"
  static let parameters: [Parameter<Head>] = [
    .argument("n", \.n, .wholeNumber(in: 1...10_000), "how many rows")
  ]
  static let examples = [Example("%head", "five rows"), Example("%head 20", "twenty")]

  var n = 5

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.tableOrLook()
    context.show(
      rows: Array(0..<min(n, table.rowCount)), of: table, as: "first", among: session.remote?.value.table.rowCount)
  }
}
