import Graphics
import Segmentation
import Tables

/// What `%missing` shows: a row for each incomplete column, and the patterns as a figure.
struct MissingReport {
  /// Names and roles of columns.
  let table: Table
  let patterns: MissingPatterns
  let contrasts: MissingContrasts
  /// What each choice of `%prepare` would do, in sentences.
  let choices: [String]

  /// More of them make a figure that nobody reads.
  private static let mostColumns = 30

  /// For a table without gaps.
  var nothing: String {
    let rows =
      patterns.rowCount == 1
      ? "the row of \(table.name) has" : "all \(grouped(patterns.rowCount)) rows of \(table.name) have"
    return "Nothing is missing: \(rows) a value in each of its \(count(table.columns.count, "column"))."
  }

  func table(mostRows: Int) -> HTMLTable {
    let shown = patterns.incomplete.prefix(mostRows)
    var insights = summary + choices
    if shown.count < patterns.incomplete.count {
      insights.append("\(NumberText.count(patterns.incomplete.count - shown.count)) more columns lack values.")
    }
    return HTMLTable(
      title: "What is missing in \(table.name)",
      columns: [
        .init("column", alignment: .left), .init("missing"), .init("share"),
        .init("how those rows differ", alignment: .left, wraps: true),
      ],
      rows: shown.map(row), insights: insights,
      caption: "\(count(patterns.rowCount, "row")) of \(table.name); medians unless said otherwise")
  }

  private func row(_ column: Int) -> [HTMLTable.Cell] {
    let missing = patterns.counts[column]
    return [
      HTMLTable.Cell(table.columns[column].name), HTMLTable.Cell(NumberText.count(missing)),
      HTMLTable.Cell(NumberText.percent(share(missing))), HTMLTable.Cell(difference(column)),
    ]
  }

  private func difference(_ column: Int) -> String {
    if contrasts.tooFew.contains(column) {
      let isMost = patterns.counts[column] > patterns.rowCount / 2
      return isMost ? "too few rows have a value to tell" : "too few to tell"
    }
    guard let found = contrasts.byColumn[column] else { return "not looked into" }
    return found.isEmpty ? "no difference found" : found.map(\.text).joined(separator: "; ")
  }

  private func share(_ rows: Int) -> Double { Double(rows) / Double(patterns.rowCount) }

  private var summary: [String] {
    let complete = table.columns.count - patterns.incomplete.count - patterns.empty.count
    let columns =
      complete == 0
      ? "No column is complete"
      : "\(count(complete, "column")) of \(NumberText.count(table.columns.count)) \(complete == 1 ? "is" : "are") complete"
    let rows =
      patterns.completeRows == 0
      ? "every row lacks something"
      : "\(count(patterns.completeRows, "row")) of \(NumberText.count(patterns.rowCount)) "
        + "(\(NumberText.percent(share(patterns.completeRows)))) \(patterns.completeRows == 1 ? "lacks" : "lack") nothing"
    return [
      patterns.incomplete.isEmpty ? "\(columns)." : "\(columns); \(rows).", emptyColumns, warning,
    ].compactMap { $0 }
  }

  private var emptyColumns: String? {
    guard !patterns.empty.isEmpty else { return nil }
    let names = list(patterns.empty.map { table.columns[$0].name })
    let verb = patterns.empty.count == 1 ? "has" : "have"
    return "\(names) \(verb) no value at all and \(verb == "has" ? "is" : "are") not counted with the rows."
  }

  /// The most telling gap, and why filling it is no small matter.
  private var warning: String? {
    let telling = contrasts.byColumn.compactMap { column, found in found.first.map { (column, $0) } }
      .max { (patterns.counts[$0.0], -$0.0) < (patterns.counts[$1.0], -$1.0) }
    guard let (column, contrast) = telling else { return nil }
    let name = table.columns[column].name
    return "\(name) is not missing by chance: without it, \(contrast.text). Filled in, those rows look like any others."
  }

  /// The same, or why `%prepare` refuses the table.
  static func choices(_ choices: () throws(PreparationError) -> MissingChoices) -> [String] {
    do throws(PreparationError) {
      return try choices().sentences.map { "%prepare \($0)" }
    } catch {
      return ["%prepare refuses the table as it is: \(error.message)."]
    }
  }

  func figure(_ options: FigureOptions) -> Figure {
    let shown = Array(patterns.incomplete.prefix(Self.mostColumns))
    let places = Dictionary(uniqueKeysWithValues: zip(shown, shown.indices))
    let drawn = patterns.patterns.filter { $0.columns.allSatisfy { places[$0] != nil } }
    let caption =
      shown.count < patterns.incomplete.count
      ? "The \(shown.count) columns that lack most; \(NumberText.count(patterns.patterns.count - drawn.count)) patterns "
        + "of other columns are not drawn" : ""
    return .missing(
      MissingSpec(
        text: FigureText(title: "What is missing together", caption: caption),
        columns: shown.map { .init(name: table.columns[$0].name, count: patterns.counts[$0]) },
        patterns: drawn.map { pattern in
          .init(columns: pattern.columns.compactMap { places[$0] }, rows: pattern.rows)
        },
        rowCount: patterns.rowCount, completeRows: patterns.completeRows, options: options))
  }
}
