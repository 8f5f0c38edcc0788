import Analysis
import Graphics
import Segmentation
import Tables

/// How the values of a column fall into bars.
struct HistogramAxis {
  /// nil for as many as the values call for.
  var bins: Int?
  var isLogarithmic = false
  /// How the values are written.
  var notation = NumberNotation.measure
  /// What a caption says of it; nil for nothing.
  var caption: String?

  /// More bars than this cannot carry their shares.
  private static let mostBars = 30

  /// The edges for a column's values; segments of one column share them.
  func edges<Asked: ColumnQuestions>(for column: Asked) throws(Asked.Failure) -> [Double] {
    if isLogarithmic {
      let positive = try column.spread(in: .leastNonzeroMagnitude...(.greatestFiniteMagnitude))
      return logarithmicEdges(
        for: try column.logarithmicSpread(), low: positive.low, high: positive.high, count: bins)
    }
    let spread = try column.spread(in: nil)
    if let bins { return HistogramBins.edges(for: spread, count: bins) }
    return try readableEdges(for: column, spread)
  }

  func data<Asked: ColumnQuestions>(of column: Asked) throws(Asked.Failure) -> HistogramData {
    try data(of: column, edges: try edges(for: column))
  }

  /// - Parameter column: all of it, or some of its rows.
  func data<Asked: ColumnQuestions>(
    of column: Asked, edges: [Double]
  ) throws(Asked.Failure) -> HistogramData {
    let summary = try column.summary()
    let counts = try column.counts(between: edges)
    return HistogramData(
      name: column.name, edges: edges, counts: counts, mean: summary.mean, median: summary.median,
      zeroCount: summary.zeros, missingCount: summary.missing, outsideCount: summary.count - counts.reduce(0, +),
      transform: isLogarithmic ? .log : .linear, notation: notation)
  }

  /// Says what the axis leaves out; nil when it shows every value.
  func remark<Asked: ColumnQuestions>(on column: Asked, edges: [Double]) throws(Asked.Failure) -> String? {
    let tails = try column.tails(below: edges[0], above: edges[edges.count - 1])
    let beyond = tails.below + tails.above
    guard beyond > 0 else { return nil }
    let summary = try column.summary()
    let (low, high) = (summary.minimum, summary.maximum)
    let share = NumberText.percent(Double(beyond) / Double(summary.count))
    // Nothing positive lies below the first edge of a logarithmic axis.
    if isLogarithmic, tails.above == 0 {
      let negative = beyond - summary.zeros
      guard negative > 0 else { return nil }
      return "A logarithmic axis has no place for \(count(negative, "value")) "
        + "(\(NumberText.percent(Double(negative) / Double(summary.count)))) below zero."
    }
    let extremes = [
      low < edges[0] ? "down to \(notation.value(low))" : nil,
      high > edges[edges.count - 1] ? "up to \(notation.value(high))" : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    return "The axis shows \(notation.value(edges[0])) to \(notation.value(edges[edges.count - 1])); "
      + "\(NumberText.count(beyond)) values (\(share)) lie beyond it, \(extremes)."
  }

  // MARK: Bars that can be read

  /// Edges at round numbers; where a hundredth of the values takes up more than a third of the axis, it ends before them.
  private func readableEdges<Asked: ColumnQuestions>(
    for column: Asked, _ spread: FiniteSpread
  ) throws(Asked.Failure) -> [Double] {
    let plain = automaticEdges(for: spread)
    let (low, high) = (spread.low, spread.high)
    guard low < high else { return plain }
    let isSteps = plain.count - 1 <= Self.mostBars && plain[1] - plain[0] == 1
    if isSteps { return plain }
    let outer = try column.quantiles([0.01, 0.99])
    let (lower, upper) = (outer[0], outer[1])
    let end = high - low > 1.5 * (upper - low) && upper > low ? upper : high
    let start = end - low > 1.5 * (end - lower) && lower < end ? lower : low
    let count = automaticEdges(for: try column.spread(in: start...end)).count - 1
    let width = Self.roundStep((end - start) / Double(min(count, Self.mostBars)))
    let first = (start / width).rounded(.down)
    let last = (end / width).rounded(.up)
    guard width > 0, width.isFinite, last > first, last - first <= Double(2 * Self.mostBars) else { return plain }
    return (0...Int(last - first)).map { (first + Double($0)) * width }
  }

  /// The next 1, 2, 2.5 or 5 times a power of ten.
  private static func roundStep(_ step: Double) -> Double {
    guard step > 0, step.isFinite else { return step }
    var power = 1.0
    while power > step { power /= 10 }
    while power * 10 <= step { power *= 10 }
    let factor = [1, 2, 2.5, 5, 10].first { $0 * power >= step } ?? 10
    return factor * power
  }
}
