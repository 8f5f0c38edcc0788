import Analysis
import CommandLanguage
import Graphics
import Machine
import Segmentation
import Tables

/// What `%corr` shows: the triangle of coefficients, and what to notice in it.
struct CorrelationReport {
  let tableName: String
  let rowCount: Int
  let columns: ComparedColumns
  let correlations: Correlations
  /// Whether related columns stand together.
  let isOrdered: Bool

  /// More of them make cells that nobody can tell apart.
  private static let mostColumns = 60

  /// - Throws: `CancellationError`.
  func figure(_ options: FigureOptions, context: ComputeContext) throws(CancellationError) -> Figure {
    let skewed = try skewed(context)
    let findings = CorrelationFindings(correlations, names: columns.names)
    let shown = shownColumns(findings)
    let order = isOrdered ? correlations.relatedOrder(of: shown) : shown
    return .correlation(
      CorrelationSpec(
        text: FigureText(
          title: "How the columns of \(tableName) go together", subtitle: subtitle,
          insights: insights(findings, skewed: skewed, shown: shown.count), caption: caption),
        names: order.map { columns.names[$0] },
        coefficients: order.map { i in order.map { correlations[i, $0] } },
        counts: order.map { i in order.map { correlations.count(i, $0) } }, leastCount: findings.leastRows,
        symbol: symbol, options: options))
  }

  /// Those of the strongest pairs, in the order of the table.
  private func shownColumns(_ findings: CorrelationFindings) -> [Int] {
    let all = Array(columns.names.indices)
    guard all.count > Self.mostColumns else { return all }
    let strengths = all.map { i in
      all.reduce(0) { strongest, j in
        let counts = j != i && !correlations[i, j].isNaN && correlations.count(i, j) >= findings.leastRows
        return counts ? max(strongest, abs(correlations[i, j])) : strongest
      }
    }
    return all.sorted { (-strengths[$0], $0) < (-strengths[$1], $1) }.prefix(Self.mostColumns).sorted()
  }

  private func insights(_ findings: CorrelationFindings, skewed: String?, shown: Int) -> [String] {
    var lines = findings.sentences + twins(findings)
    if let skewed { lines.append(skewed) }
    if let chance = chance(findings) { lines.append(chance) }
    if shown < columns.names.count {
      lines.append(
        "Of \(NumberText.count(columns.names.count)) columns, the \(shown) with the strongest correlations are drawn.")
    }
    return lines + columns.notes
  }

  /// What near copies do to a segmentation.
  private func twins(_ findings: CorrelationFindings) -> [String] {
    guard let twin = findings.twins.first else { return [] }
    let more = findings.twins.count - 1
    let others = more > 0 ? ", as do \(count(more, "further pair"))" : ""
    return [
      "\(twin.first) and \(twin.second) say nearly the same\(others): as features they count twice. "
        + "%prepare drop=\(Quoting.item(twin.second)) leaves one out."
    ]
  }

  /// Whether ranks would be the better measure.
  private func skewed(_ context: ComputeContext) throws(CancellationError) -> String? {
    guard correlations.method == .pearson else { return nil }
    let skewnesses: [Double]
    if let known = columns.skewnesses {
      skewnesses = known
    } else {
      skewnesses = try parallelMap(count: columns.names.count, chunkSize: 1, context: context) { range, _ in
        let values = columns.values[range.lowerBound]
        return skewness(values.allSatisfy(\.isFinite) ? values : values.filter(\.isFinite))
      }
    }
    let names = columns.names.indices.filter { abs(skewnesses[$0]) > 2 }
    guard !names.isEmpty else { return nil }
    let who =
      names.count == 1
      ? "\(columns.names[names[0]]) has a long tail"
      : "\(NumberText.count(names.count)) of \(NumberText.count(columns.names.count)) columns have a long tail "
        + "(skewness beyond 2)"
    return "\(who), where few large values decide Pearson's figure: method=spearman compares ranks."
  }

  /// How large a coefficient chance alone makes, where the rows are few.
  private func chance(_ findings: CorrelationFindings) -> String? {
    guard let least = findings.pairs.map(\.count).min(), least < 100 else { return nil }
    guard least > 3 else { return "Some pairs have only \(count(least, "common row")), too few to say anything." }
    let limit = Correlations.chanceLimit(rows: least)
    return "With \(count(least, "row")), one pair in twenty of unrelated columns reaches "
      + "\(NumberText.decimals(limit, 2)) too."
  }

  private var pairCounts: [Int] {
    columns.names.indices.flatMap { i in (0..<i).map { correlations.count(i, $0) } }
  }

  private var subtitle: String {
    "\(NumberText.count(columns.names.count)) columns, \(count(rowCount, "row"))"
  }

  private var caption: String {
    let counts = pairCounts
    let (least, most) = (counts.min() ?? 0, counts.max() ?? 0)
    let rows =
      least == most
      ? count(least, "row") : "\(NumberText.count(least)) to \(NumberText.count(most)) rows"
    let order = isOrdered ? "; related columns stand together (average linkage of 1 − |\(symbol)|)" : ""
    return "\(methodName); each pair over the rows that have both values, \(rows)\(order)"
  }

  private var methodName: String {
    switch correlations.method {
    case .pearson: "Pearson's correlation"
    case .spearman: "Spearman's rank correlation"
    case .kendall: "Kendall's τ-b"
    }
  }

  private var symbol: String {
    switch correlations.method {
    case .pearson: "r"
    case .spearman: "ρ"
    case .kendall: "τ"
    }
  }
}
