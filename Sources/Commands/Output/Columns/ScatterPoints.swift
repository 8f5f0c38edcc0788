import Analysis
import Graphics
import Segmentation
import Tables

/// Two columns' values, row by row, and what is to be said of them.
struct ScatterPoints {
  let table: Table
  let columns: (x: Column, y: Column)
  /// Finite, a value for each of `rows`.
  let x: [Double]
  let y: [Double]
  /// Rows of the table that have both values.
  let rows: [Int]
  let color: PointColoring
  let logarithms: AxisLogarithms
  /// The share of the rows in the lowest fifth of both axes, where that is most of them and nothing is negative.
  private let crowdedShare: Double?

  init(
    table: Table, columns: (x: Column, y: Column), x: [Double], y: [Double], rows: [Int], color: PointColoring,
    logarithms: AxisLogarithms
  ) {
    (self.table, self.columns, self.x, self.y, self.rows) = (table, columns, x, y, rows)
    (self.color, self.logarithms) = (color, logarithms)
    crowdedShare = columns.x.dates == nil && columns.y.dates == nil ? Self.crowdedShare(x, y) : nil
  }

  /// - Parameter lost: rows without one of the two values.
  func figure(lost: Int, _ options: FigureOptions) -> Figure {
    let transforms = MapSpec.Transforms(
      x: transform(columns.x, x),
      y: transform(columns.y, y))
    let names = rows.count <= MapSpec.markLimit ? rows.map(tooltip) : []
    var spec = MapSpec(
      kind: "scatter",
      text: FigureText(
        title: "\(columns.y.name) against \(columns.x.name)", subtitle: subtitle,
        insights: insights(lost: lost, transforms),
        caption: caption(lost: lost, transforms)),
      xs: x, ys: y, coloring: color.coloring(of: rows), tooltips: names,
      axisTitles: (Self.title(columns.x, transforms.x), Self.title(columns.y, transforms.y)), isEqualAspect: false,
      transforms: transforms, options: options)
    spec.notations = MapSpec.Notations(x: table.notation(of: columns.x.name), y: table.notation(of: columns.y.name))
    spec.labelPlace = .medians
    return .map(spec)
  }

  /// Dates lie along time, numbers along themselves or their logarithms.
  private func transform(_ column: Column, _ values: [Double]) -> ScaleTransform {
    if column.dates != nil { return .time }
    return isLogarithmic(column, values) ? Self.logarithm(values) : .linear
  }

  /// As it was asked; left to the values, that of a skewed column without negative values where most rows crowd into a corner, or at one
  /// end of its own axis.
  private func isLogarithmic(_ column: Column, _ values: [Double]) -> Bool {
    logarithms.asked(column)
      ?? (logarithms.isLogarithmic(column)
        || (crowdedShare != nil || Self.isCrowded(values)) && Recipe.isSkewed(skewness(values))
          && !values.contains { $0 < 0 })
  }

  /// Whether three quarters of the values lie in the lowest tenth of their axis.
  private static func isCrowded(_ values: [Double]) -> Bool {
    guard let low = values.min(), let high = values.max(), low < high else { return false }
    return quantile(sorted: values.sorted(), 0.75) - low <= (high - low) / 10
  }

  /// The plain logarithm where all values have one, else one that has a place for zeros.
  private static func logarithm(_ values: [Double]) -> ScaleTransform {
    values.allSatisfy { $0 > 0 } ? .log : .log1p
  }

  private static func title(_ column: Column, _ transform: ScaleTransform) -> String {
    switch transform {
    case .linear, .time: column.name
    case .log: "\(column.name) (logarithmic)"
    case .log1p: "\(column.name) (by ln(1 + x))"
    }
  }

  private func tooltip(_ row: Int) -> String {
    func text(_ column: Column) -> String { "\(column.name) \(column.text(at: row) ?? "")" }
    return "\(table.identifierText(row: row)): \(text(columns.x)), \(text(columns.y))"
  }

  private var subtitle: String {
    let medians = color.groupNoun.map { "numbers stand at the \($0)s' medians" } ?? ""
    return ["\(NumberText.count(rows.count)) rows", color.word, medians].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }

  private func caption(lost: Int, _ transforms: MapSpec.Transforms) -> String {
    var parts = [color.segmentation?.caption ?? "\(NumberText.count(rows.count + lost)) rows of \(table.name)"]
    if lost > 0 { parts.append("\(NumberText.count(lost)) without one of the two values left out") }
    for (column, transform) in [(columns.x, transforms.x), (columns.y, transforms.y)]
    where transform == .log || transform == .log1p {
      parts.append("\(column.name) on a scale of \(transform == .log ? "logarithms" : "ln(1 + x)")")
    }
    let isUnasked = [(columns.x, transforms.x), (columns.y, transforms.y)].contains {
      ($1 == .log || $1 == .log1p) && logarithms.asked($0) == nil
    }
    if crowdedShare == nil {
      for (column, transform) in [(columns.x, transforms.x), (columns.y, transforms.y)]
      where (transform == .log || transform == .log1p) && logarithms.asked(column) == nil {
        parts.append("three quarters of \(column.name) lie in the lowest tenth of a plain axis (log=no)")
      }
    }
    if isUnasked, let crowdedShare {
      parts.append(
        "\(NumberText.percent(crowdedShare)) of the rows would crowd into a corner (log=no draws them as they are)")
    }
    if rows.count > MapSpec.pathLimit { parts.append("drawn as density") }
    return parts.joined(separator: " · ")
  }

  private var isOverTime: Bool { columns.x.dates != nil || columns.y.dates != nil }

  // MARK: What to notice

  private func insights(lost: Int, _ transforms: MapSpec.Transforms) -> [String] {
    let findings = PairFindings(
      columns.x.name, x, columns.y.name, y, areComparable: table.compares(columns.x.name, columns.y.name))
    // Of a date and a number, which is larger and which is zero says nothing.
    let tie = isOverTime ? findings.orderSentences : findings.sentences
    return tie + [withinSegments, crowd(transforms), missing(lost)].compactMap { $0 }
  }

  /// How the tie differs within the segments, which can be the other way round than over all.
  private var withinSegments: String? {
    guard let segmentation = color.segmentation else { return nil }
    let labels = segmentation.segmentsByTableRow()
    var members = [[Int]](repeating: [], count: segmentation.k)
    for (i, row) in rows.enumerated() {
      if let segment = labels[row] { members[segment - 1].append(i) }
    }
    let ties = members.enumerated().compactMap { index, members -> (name: String, tie: Double)? in
      guard members.count >= 10 else { return nil }
      let pair = PairFindings("", members.map { x[$0] }, "", members.map { y[$0] })
      return pair.spearman.isFinite ? (segmentation.title(of: index + 1), pair.spearman) : nil
    }
    guard ties.count > 1, let low = ties.min(by: { $0.tie < $1.tie }), let high = ties.max(by: { $0.tie < $1.tie })
    else { return nil }
    return "Within the segments the rank correlation runs from \(decimals(low.tie, 2)) (\(low.name)) to "
      + "\(decimals(high.tie, 2)) (\(high.name))."
  }

  /// Where most rows crowd into a corner of plain axes and that is how they are drawn, what would spread them.
  private func crowd(_ transforms: MapSpec.Transforms) -> String? {
    guard transforms.x == .linear, transforms.y == .linear, let crowdedShare else { return nil }
    return
      "\(NumberText.percent(crowdedShare)) of the rows crowd into a corner, a fifth as wide and as high: log=yes spreads "
      + "them."
  }

  private static func crowdedShare(_ x: [Double], _ y: [Double]) -> Double? {
    guard let lowX = x.min(), let highX = x.max(), let lowY = y.min(), let highY = y.max(), lowX < highX, lowY < highY,
      lowX >= 0, lowY >= 0
    else { return nil }
    let ends = (x: lowX + (highX - lowX) / 5, y: lowY + (highY - lowY) / 5)
    let share = Double(zip(x, y).count { $0 <= ends.x && $1 <= ends.y }) / Double(x.count)
    return share > 0.6 ? share : nil
  }

  private func missing(_ lost: Int) -> String? {
    guard lost > 0 else { return nil }
    let share = NumberText.percent(Double(lost) / Double(rows.count + lost))
    return "\(count(lost, "row")) (\(share)) \(lost == 1 ? "lacks" : "lack") one of the two values and "
      + "\(lost == 1 ? "is" : "are") not drawn."
  }
}
