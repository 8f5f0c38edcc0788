import Analysis
import CommandLanguage
import CommandSession
import Graphics
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
    + "Missing values are counted and left out. Below: what stands out, or of a single column all there is to notice."
  static let parameters: [Parameter<Describe>] = [
    .arguments("column", \.columns, .columns, "the columns; all without one")
  ]
  static let examples = [
    Example("%describe", "every column"),
    Example("%describe BALANCE PURCHASES", "two of them"),
  ]

  var columns: [Reference] = []

  func run(on session: inout Session, in context: CommandContext) throws {
    let table = try session.table()
    var chosen: [Int] = []
    for reference in columns {
      let index = try session.index(of: reference)
      if !chosen.contains(index) { chosen.append(index) }
    }
    if columns.isEmpty { chosen = Array(table.columns.indices) }
    let shown = chosen.prefix(500)
    let compute = context.compute("summarising \(table.name)")
    var numbers: [[HTMLTable.Cell]] = []
    var findings: [ColumnFindings] = []
    var others: [[HTMLTable.Cell]] = []
    for (done, index) in shown.enumerated() {
      try compute.checkpoint(Double(done) / Double(shown.count))
      let column = table.columns[index]
      if let values = column.numbers {
        let found = try ColumnFindings(column: column.name, values: values, context: compute)
        findings.append(found)
        try compute.checkCancellation()
        numbers.append(NumberDescription(name: column.name, values: values, summary: found.summary).cells)
      } else {
        others.append(CategoryDescription(column: column).cells)
      }
    }
    let hidden = chosen.count - shown.count
    let caption =
      "\(count(table.rowCount, "row")) of \(table.name)"
      + (hidden > 0 ? "; \(NumberText.count(hidden)) more columns are not shown" : "")
    if !numbers.isEmpty {
      // Of one column all there is to notice, of many what stands out.
      let insights = findings.count == 1 ? findings[0].sentences : NotableColumns(findings).sentences
      context.show(
        HTMLTable(columns: NumberDescription.columns, rows: numbers, insights: insights, caption: caption))
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

  let name: String
  let values: [Double]
  let summary: Summary

  var cells: [HTMLTable.Cell] {
    let amounts = [
      summary.mean, summary.standardDeviation, summary.minimum, summary.firstQuartile, summary.median,
      summary.thirdQuartile, summary.maximum,
    ].map(Self.amount)
    let tooltip = summary.infinite > 0 ? "\(NumberText.count(summary.infinite)) infinite" : nil
    return [
      HTMLTable.Cell(name), .miniature(of: values), HTMLTable.Cell(NumberText.count(summary.count), tooltip: tooltip),
      HTMLTable.Cell(NumberText.count(summary.missing)),
    ] + amounts + [
      HTMLTable.Cell(NumberText.decimals(summary.skewness, 2), tooltip: NumberText.score(summary.skewness)),
      HTMLTable.Cell(NumberText.percent(summary.zeroShare), tooltip: "\(NumberText.count(summary.zeros)) zeros"),
    ]
  }

  /// Two decimals, more below one; the exact value as a tooltip.
  private static func amount(_ value: Double) -> HTMLTable.Cell {
    guard !value.isNaN else { return .missing }
    return HTMLTable.Cell(NumberText.statistic(value), tooltip: value.isFinite ? "\(value)" : nil)
  }
}

/// One row of `%describe` for a column of text, booleans or dates.
private struct CategoryDescription {
  static let columns =
    [HTMLTable.Column("column", alignment: .left), HTMLTable.Column("type", alignment: .left)]
    + ["count", "missing", "distinct"].map { HTMLTable.Column($0) }
    + [HTMLTable.Column("most frequent, or from and to", alignment: .left)]

  let column: Column

  var cells: [HTMLTable.Cell] {
    let missing = column.missingCount
    let facts = facts
    return [
      HTMLTable.Cell(column.name), HTMLTable.Cell(column.values.typeName),
      HTMLTable.Cell(NumberText.count(column.count - missing)), HTMLTable.Cell(NumberText.count(missing)),
      HTMLTable.Cell(NumberText.count(facts.distinct)), HTMLTable.Cell(facts.text),
    ]
  }

  private var facts: (distinct: Int, text: String) {
    switch column.values {
    case .numbers: return (0, "")
    case .text(let text):
      let counts = text.counts()
      guard let top = counts.indices.max(by: { (counts[$0], -$0) < (counts[$1], -$1) }) else { return (0, "") }
      if counts[top] == 1 { return (counts.count, "a value of its own in every row") }
      return (counts.count, "\(text.categories[top]) (\(NumberText.count(counts[top])))")
    case .booleans(let values):
      let yes = values.count { $0 == true }
      let no = values.count { $0 == false }
      return ((yes > 0 ? 1 : 0) + (no > 0 ? 1 : 0), "true \(NumberText.count(yes)), false \(NumberText.count(no))")
    case .dates(let dates):
      let present = dates.microseconds.indices.filter { dates.microseconds[$0] != DateColumn.missing }
      let first = present.min { dates.microseconds[$0] < dates.microseconds[$1] }
      let last = present.max { dates.microseconds[$0] < dates.microseconds[$1] }
      let distinct = Set(present.map { dates.microseconds[$0] }).count
      guard let first, let last else { return (0, "") }
      return (distinct, "\(column.text(at: first) ?? "") to \(column.text(at: last) ?? "")")
    }
  }
}
