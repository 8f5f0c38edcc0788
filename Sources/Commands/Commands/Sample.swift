import Analysis
import CommandLanguage
import CommandSession
import Machine

/// Rows drawn by chance.
struct Sample: Command {
  static let name = "sample"
  static let section = Section.data
  static let summary =
    "shows rows of the table drawn by chance; of a table that stays in its database, brings them here"
  static let details = """
    The same seed draws the same rows; %seed changes it. Of a table of a database that %use took into use, the rows become a table of \
    the session, on which every command works: drawn by a digest of the identifier (of all columns where there is none) and the \
    seed, so that the same customers come again from every engine.
    """
  static let parameters: [Parameter<Sample>] = [
    .argument("n", \.n, .wholeNumber(in: 1...10_000_000), "how many rows"),
    .key("as", \.tableName, .name, "what the table is called that rows of a database become; else as there"),
  ]
  static let examples = [
    Example("%sample 10", "ten rows, in the order of the table"),
    Example("%sample 50000 as=some", "after %use big.customers: so many of them, as a table of the session"),
  ]

  var n = 5
  var tableName: String?

  func run(on session: inout Session, in context: CommandContext) throws {
    if let remote = session.remote?.value.table { return try bring(remote, into: &session, context) }
    if tableName != nil {
      throw Mistake(
        .refused(
          name: "WrongKey", message: "as= names the table that rows of a database become, and this one is here already",
          remedy: "%sql as=NAME SELECT … makes a table of some rows"), at: .key("as"))
    }
    guard n <= 10_000 else {
      throw Mistake(
        .refused(
          name: "WrongValue", message: "at most 10,000 rows are shown",
          remedy: "%sql as=NAME SELECT … makes a table of some rows"), at: .key("n"))
    }
    let table = try session.table()
    var random = Xoshiro256(seed: session.seed, stream: .sampledRows)
    let rows = random.sample(n, below: table.rowCount)
    context.show(rows: rows, of: table, as: "drawn", note: ", seed \(session.seed)")
  }
}

extension RandomStream {
  /// The rows that `%sample` shows.
  fileprivate static let sampledRows = RandomStream("sampled rows")
}
