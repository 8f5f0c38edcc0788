import Analysis
import CommandLanguage
import CommandSession
import Graphics
import Machine
import Remote
import Segmentation
import Tables

/// Summarises columns.
struct Describe: Command {
  static let name = "describe"
  static let section = Section.data
  static let summary =
    "summarises columns: count, missing, mean, deviation, quartiles, skewness, zeros, a small histogram"
  static let details =
    "The deviation has the divisor n − 1, the skewness is corrected for bias, quartiles are linear between neighbours. "
    + "Missing values are counted and left out. Below: what stands out, or of a single column all there is to notice. "
    + "Of a table that stays in its database more humps than one are looked for where it has up to 200,000 different values."
  static let tableCopies = 1.0
  static let parameters: [Parameter<Describe>] = [
    .arguments("column", \.columns, .columns, "the columns; all without one")
  ]
  static let examples = [
    Example("%describe", "every column"),
    Example("%describe BALANCE PURCHASES", "two of them"),
  ]

  var columns: [Reference] = []

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.tableOrLook()
    var chosen: [Int] = []
    for reference in columns {
      let index = try session.index(of: reference)
      if !chosen.contains(index) { chosen.append(index) }
    }
    if columns.isEmpty { chosen = Array(table.columns.indices) }
    let shown = Array(chosen.prefix(500))
    let hidden = chosen.count - shown.count
    let compute = context.compute("summarising \(table.name)")
    if let remote = session.remote?.value.table {
      let asked = try RemoteColumn.columns(
        shown, of: remote, try session.engine(of: remote), context: compute.part(0...0.2))
      let part = compute.part(0.2...1)
      var described: [Described] = []
      for (done, index) in shown.enumerated() {
        try part.checkpoint(Double(done) / Double(shown.count))
        described.append(try describe(try asked[done].counted(), at: index, of: table))
      }
      show(described, of: table, rowCount: remote.rowCount, hidden, context)
    } else {
      let described = try parallelItems(shown, context: compute) { (index, compute) throws(CancellationError) in
        let column = try LoadedColumn(table.columns[index], context: compute)
        try compute.checkCancellation()
        return describe(column, at: index, of: table)
      }
      show(described, of: table, rowCount: table.rowCount, hidden, context)
    }
  }

  /// One column's row, and what there is to say of it.
  private enum Described: Sendable {
    case numbers([HTMLTable.Cell], ColumnFindings)
    case other([HTMLTable.Cell])
  }

  private func describe<Asked: ColumnQuestions>(
    _ column: Asked, at index: Int, of table: Table
  ) throws(Asked.Failure) -> Described {
    let role = table.role(of: index).role
    // The mean of an identifier or a postal code says nothing; whoever asks for one column gets it.
    let isMeasure = columns.count == 1 || ![.identifier, .code].contains(role)
    guard column.type == .number, isMeasure else { return .other(try CategoryDescription(of: column).cells) }
    let found = try ColumnFindings(asking: column)
    return .numbers(try NumberDescription(of: column, found.summary, notation: role.notation).cells, found)
  }

  /// - Parameter hidden: how many other columns were asked for.
  private func show(
    _ described: [Described], of table: Table, rowCount: Int, _ hidden: Int, _ context: CommandContext
  ) {
    var numbers: [[HTMLTable.Cell]] = []
    var findings: [ColumnFindings] = []
    var others: [[HTMLTable.Cell]] = []
    for column in described {
      switch column {
      case .numbers(let cells, let found):
        numbers.append(cells)
        findings.append(found)
      case .other(let cells): others.append(cells)
      }
    }
    let caption =
      "\(count(rowCount, "row")) of \(table.name)"
      + (hidden > 0 ? "; \(NumberText.count(hidden)) more columns are not shown" : "")
    if !numbers.isEmpty {
      // Of one column all there is to notice, of many what stands out.
      let insights = findings.count == 1 ? findings[0].sentences : NotableColumns(findings).sentences
      context.show(
        HTMLTable(
          columns: NumberDescription.columns, rows: numbers, insights: insights,
          caption: others.isEmpty ? caption : ""))
    }
    if !others.isEmpty {
      context.show(HTMLTable(columns: CategoryDescription.columns, rows: others, caption: caption))
    }
  }
}

/// One row of `%describe` for a column of numbers.
private struct NumberDescription {
  static let columns =
    [HTMLTable.Column("column", alignment: .left)]
    + [HTMLTable.Column("distribution", alignment: .left)]
    + [
      "count", "missing", "mean", "sd", "min", "25%", "median", "75%", "max", "skewness", "zeros",
    ].map { HTMLTable.Column($0) }

  private let name: String
  private let distribution: HTMLTable.Cell
  private let summary: Summary
  private let notation: NumberNotation

  init<Asked: ColumnQuestions>(of column: Asked, _ summary: Summary, notation: NumberNotation) throws(Asked.Failure) {
    self.notation = notation
    name = column.name
    distribution = try .miniature(of: column)
    self.summary = summary
  }

  var cells: [HTMLTable.Cell] {
    let amounts =
      amounts([summary.mean, summary.standardDeviation])
      + amounts([
        summary.minimum, summary.firstQuartile, summary.median, summary.thirdQuartile, summary.maximum,
      ])
    let tooltip = summary.infinite > 0 ? "\(NumberText.count(summary.infinite)) infinite" : nil
    return [
      HTMLTable.Cell(name), distribution, HTMLTable.Cell(NumberText.count(summary.count), tooltip: tooltip),
      HTMLTable.Cell(NumberText.count(summary.missing)),
    ] + amounts + [
      summary.skewness.isNaN
        ? .missing
        : HTMLTable.Cell(NumberText.decimals(summary.skewness, 2), tooltip: NumberText.score(summary.skewness)),
      HTMLTable.Cell(NumberText.percent(summary.zeroShare), tooltip: "\(NumberText.count(summary.zeros)) zeros"),
    ]
  }

  /// With the same decimals, enough of them to tell the least value from the largest; the exact values as tooltips.
  private func amounts(_ values: [Double]) -> [HTMLTable.Cell] {
    let spread = summary.maximum - summary.minimum
    return zip(values, notation.statistics(values, spread: spread)).map { value, text in
      value.isNaN ? .missing : HTMLTable.Cell(text, tooltip: value.isFinite ? "\(value)" : nil)
    }
  }
}

/// One row of `%describe` for a column of text, booleans or dates.
private struct CategoryDescription {
  static let columns =
    [HTMLTable.Column("column", alignment: .left), HTMLTable.Column("type", alignment: .left)]
    + ["count", "missing", "distinct"].map { HTMLTable.Column($0) }
    + [HTMLTable.Column("most frequent, or from and to", alignment: .left)]

  let cells: [HTMLTable.Cell]

  init<Asked: ColumnQuestions>(of column: Asked) throws(Asked.Failure) {
    let missing = try column.missingCount()
    cells = [
      HTMLTable.Cell(column.name), HTMLTable.Cell(column.type.rawValue),
      HTMLTable.Cell(NumberText.count(column.count - missing)), HTMLTable.Cell(NumberText.count(missing)),
      HTMLTable.Cell(NumberText.count(try column.distinctCount())), HTMLTable.Cell(try Self.facts(of: column)),
    ]
  }

  private static func facts<Asked: ColumnQuestions>(of column: Asked) throws(Asked.Failure) -> String {
    switch column.type {
    case .number:
      guard let top = try column.commonestValue() else { return "" }
      guard top.count > 1 else { return "a value of its own in every row" }
      let spread = try column.spread(in: nil)
      return "\(top.value) (\(NumberText.count(top.count))); \(shortest(spread.low)) to \(shortest(spread.high))"
    case .text:
      guard let top = try column.commonestValue() else { return "" }
      return top.count == 1
        ? "a value of its own in every row" : "\(top.value) (\(NumberText.count(top.count)))"
    case .boolean:
      let counts = try column.valueCounts()
      let each = ["true", "false"].map { value in
        "\(value) \(NumberText.count(counts.first { $0.value == value }?.count ?? 0))"
      }
      return each.joined(separator: ", ")
    case .date: return try column.valueRange().map { "\($0.first) to \($0.last)" } ?? ""
    }
  }
}
