import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Segmentation
import Tables

/// Measures how columns go together.
struct Corr: Command {
  static let name = "corr"
  static let section = Section.data
  static let summary = "draws how columns go together, pair by pair, and names the strongest pairs"
  static let details = """
    Each pair is measured over the rows that have both values; infinite values count as missing. Pearson's coefficient asks \
    how near the rows lie to a straight line, Spearman's how well the order agrees, Kendall's tau how many more pairs of rows \
    agree in order than disagree. The identifier, constant columns and columns without numbers are left out. \
    Of a table that stays in its database Pearson's and Spearman's are measured there; Kendall's needs rows here (%sample).
    """
  static let tableCopies = 2.0
  static let parameters: [Parameter<Corr>] = [
    .arguments("column", \.columns, .columns, "the columns to compare; every column of numbers without one"),
    .key(
      "method", \.method,
      .choice([.pearson: "straight lines", .spearman: "ranks; no outlier decides", .kendall: "pairs of rows in order"]),
      "how a tie is measured"),
    .key(
      "order", \.order,
      .choice([.related: "columns that go together stand together", .table: "as in the table, or as they were named"]),
      "the order of the columns"),
  ]
  static let examples = [
    Example("%corr", "every pair of columns"),
    Example("%corr method=spearman", "by ranks, for skewed columns"),
    Example("%corr BALANCE PURCHASES PAYMENTS order=table", "three columns, in this order"),
  ]

  enum Order: String, Sendable, CaseIterable { case related, table }

  var columns: [Reference] = []
  var method = CorrelationMethod.pearson
  var order = Order.related

  func run(on session: inout Session, in context: CommandContext) throws {
    let compute = context.compute("correlating columns")
    if let remote = session.remote?.value.table { return try correlate(remote, &session, compute, context) }
    let table = try session.table()
    let selection = try ComparedColumns(chosen(session), of: table, isWhole: columns.isEmpty)
    try compute.checkpoint(0)
    let correlations = try Correlations(selection.values, method: method, context: compute)
    let report = CorrelationReport(
      tableName: table.name, rowCount: table.rowCount, columns: selection, correlations: correlations,
      isOrdered: order == .related)
    context.show(try report.figure(context.figureOptions, context: compute), keptIn: &session)
  }

  /// The indices of the columns that were named, of all where none was.
  func chosen(_ session: Session) throws(Mistake) -> [Int] {
    let table = try session.tableOrLook()
    guard !columns.isEmpty else { return Array(table.columns.indices) }
    var chosen: [Int] = []
    for reference in columns {
      let index = try session.index(of: reference)
      if index == table.identifier {
        throw Mistake(
          .refused(
            name: "IdentifierColumn", message: "\(table.columns[index].name) only tells the rows apart",
            remedy: "Name columns that measure something"), at: .range(reference.range))
      }
      guard table.columns[index].numbers != nil else {
        throw Mistake(
          .wrongColumnType(table.columns[index].name, type: table.columns[index].values.typeName, needed: "numbers"),
          at: .range(reference.range))
      }
      if !chosen.contains(index) { chosen.append(index) }
    }
    return chosen
  }
}
