import Analysis
import Graphics
import Tables

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
    let table = try session.table()
    context.show(rows: Array(0..<min(n, table.rowCount)), of: table, as: "first")
  }
}

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
    var random = Xoshiro256(seed: session.seed)
    let rows = Array(Array(0..<table.rowCount).shuffled(using: &random).prefix(n)).sorted()
    context.show(rows: rows, of: table, as: "drawn", note: ", seed \(session.seed)")
  }
}

extension CommandContext {
  /// Shows rows of a table, as many as `%config rows=` allows, and says which they are.
  fileprivate func show(rows: [Int], of table: Table, as kind: String, note: String = "") {
    let shown = Array(rows.prefix(configuration.rows))
    var caption =
      "\(kind) \(NumberText.count(rows.count)) of \(NumberText.count(table.rowCount)) rows of \(table.name)\(note)"
    if shown.count < rows.count {
      caption += "; \(NumberText.count(shown.count)) of them are shown, %config rows=\(rows.count) shows all"
    }
    show(RowsTable(table: table, rows: shown).html(caption: caption.prefix(1).uppercased() + caption.dropFirst()))
  }
}
