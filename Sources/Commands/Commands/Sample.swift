import Analysis
import CommandLanguage
import CommandSession
import Machine

/// Rows drawn by chance.
struct Sample: Command {
  static let name = "sample"
  static let section = Section.data
  static let summary = "shows rows of the table drawn by chance"
  static let details = "The same seed draws the same rows; %seed changes it."
  static let parameters: [Parameter<Sample>] = [
    .argument("n", \.n, .wholeNumber(in: 1...10_000), "how many rows")
  ]
  static let examples = [Example("%sample 10", "ten rows, in the order of the table")]

  var n = 5

  func run(on session: inout Session, in context: CommandContext) throws {
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
