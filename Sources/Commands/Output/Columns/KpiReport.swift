import Analysis
import CommandLanguage
import Graphics
import Segmentation
import Tables
import Wording

/// What `%kpi` shows: each new column with its values, what it lacks, and what follows from adding it.
struct KpiReport {
  /// Before the columns were added.
  let table: Table
  let indicators: CardIndicators
  /// What is out of date now, or made without the new columns; empty where nothing is.
  let consequence: String

  var html: HTMLTable {
    HTMLTable(
      title: title,
      columns: [
        .init("column", alignment: .left), .init("is", alignment: .left),
        .init("distribution", alignment: .left), .init("rows"), .init("25%"), .init("median"), .init("75%"),
        .init("max"),
        .init("not defined", alignment: .left, wraps: true),
      ],
      rows: indicators.made.map(row), insights: insights,
      caption: "\(count(table.rowCount, "row")) of \(table.name)")
  }

  private var title: String {
    let new = indicators.new.count
    return new == 0
      ? "\(table.name) has these columns already" : "\(count(new, "new column")) in \(table.name)"
  }

  private func row(_ made: CardIndicators.Made) -> [HTMLTable.Cell] {
    let formula =
      made.indicator.isRatio
      ? made.sources.joined(separator: " / ") : "above 0: \(made.sources.joined(separator: ", "))"
    let defined = made.column.count - made.column.missingCount
    var cells = [
      HTMLTable.Cell(made.column.name), HTMLTable.Cell(formula), HTMLTable.Cell(""),
      HTMLTable.Cell(NumberText.count(defined)),
    ]
    if made.column.values.type == .number {
      let column = LoadedColumn(made.column)
      let summary = column.summary()
      cells[2] = .miniature(of: column)
      let values = [summary.firstQuartile, summary.median, summary.thirdQuartile, summary.maximum]
      cells += zip(values, NumberText.statistics(values)).map { $0.isNaN ? .missing : HTMLTable.Cell($1) }
    } else {
      cells += [HTMLTable.Cell](repeating: HTMLTable.Cell(""), count: 4)
    }
    let gaps = made.gaps.map { "\($0.reason) (\(NumberText.count($0.rows)))" }.joined(separator: ", ")
    return cells + [HTMLTable.Cell(gaps)]
  }

  private var insights: [String] {
    [
      purchaseTypes, overLimit, belowMinimum, missingColumns, features, filling,
      consequence.isEmpty ? nil : consequence,
    ].compactMap { $0 }
  }

  // MARK: What the numbers say

  private func numbers(_ indicator: CardIndicator) -> (name: String, values: [Double])? {
    indicators.made.first { $0.indicator == indicator }.flatMap { made in
      made.column.numbers.map { (made.column.name, $0.filter { !$0.isNaN }) }
    }
  }

  private var purchaseTypes: String? {
    guard let made = indicators.made.first(where: { $0.indicator == .purchaseType }),
      case .text(let text) = made.column.values, text.count > text.missingCount
    else { return nil }
    let counts = text.counts()
    let known = Double(text.count - text.missingCount)
    let order = counts.indices.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
    let parts = order.map {
      "\(text.categories[$0]) \(NumberText.count(counts[$0])) (\(NumberText.percent(Double(counts[$0]) / known)))"
    }
    return "\(made.column.name): \(parts.joined(separator: ", "))."
  }

  private var overLimit: String? {
    guard let (name, values) = numbers(.utilisation), !values.isEmpty else { return nil }
    let over = values.count { $0 > 1 }
    guard over > 0 else { return nil }
    let rows = "\(count(over, "row")) (\(share(over, values.count)))"
    return "\(rows) \(over == 1 ? "is" : "are") over the limit (\(name) above 1)."
  }

  private var belowMinimum: String? {
    guard let (name, values) = numbers(.paymentToMinimum), !values.isEmpty else { return nil }
    let below = values.count { $0 < 1 }
    return below == 0
      ? nil : "\(count(below, "row")) (\(share(below, values.count))) paid less than the minimum (\(name) below 1)."
  }

  private func share(_ part: Int, _ whole: Int) -> String { NumberText.percent(Double(part) / Double(whole)) }

  private var missingColumns: String? {
    guard !indicators.unmade.isEmpty else { return nil }
    let parts = indicators.unmade.map { unmade in
      let near = Self.nearest(to: unmade.lacking, in: table)
      let names = unmade.lacking.map(\.rawValue).joined(separator: " or ")
      return "\(unmade.name) (no column of numbers \(names)" + (near.isEmpty ? ")" : "; the nearest: \(near))")
    }
    return "Not made: \(parts.joined(separator: ", "))."
  }

  /// The table's names nearest to those looked for, without those that have a meaning of their own; empty when none is near.
  static func nearest(to columns: [CardColumn], in table: Table) -> String {
    let known = Set(CardColumn.allCases.compactMap { $0.index(in: table) })
    let others = table.columns.indices.filter { !known.contains($0) }.map { table.columns[$0].name }
    var names: [String] = []
    for column in columns {
      for name in nearestNames(to: column.rawValue, among: others, limit: 1) where !names.contains(name) {
        names.append(name)
      }
    }
    return list(names)
  }

  // MARK: What follows

  private var features: String? {
    let ratios = indicators.made.filter { $0.indicator.isRatio && !$0.wasThere }.map(\.column.name)
    guard !ratios.isEmpty else { return nil }
    let isOne = ratios.count == 1
    return "The \(isOne ? "ratio is a feature" : "ratios are features") of the next %prepare, beside the columns "
      + "\(isOne ? "it is" : "they are") made of; "
      + "%prepare drop=\(ratios.map(Quoting.item).joined(separator: ",")) leaves \(isOne ? "it" : "them") out, "
      + "as the classic recipe does."
  }

  /// The ratio that is undefined most often, when that is often.
  private var filling: String? {
    let worst = indicators.made.filter { $0.indicator.isRatio && !$0.wasThere }
      .max { $0.column.missingCount < $1.column.missingCount }
    guard let worst, Double(worst.column.missingCount) >= 0.2 * Double(worst.column.count),
      worst.column.missingCount < worst.column.count
    else { return nil }
    return "\(worst.column.name) is not defined in \(count(worst.column.missingCount, "row")) "
      + "(\(share(worst.column.missingCount, worst.column.count))): %prepare would put its median there, "
      + "missing=drop would drop those rows."
  }
}
