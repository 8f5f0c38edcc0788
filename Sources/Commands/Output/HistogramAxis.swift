import Analysis
import Graphics
import Tables

/// How the values of a column fall into bars.
struct HistogramAxis {
  /// nil for as many as the values call for.
  var bins: Int?
  var isLogarithmic = false

  /// More bars than this cannot carry their shares.
  private static let mostBars = 30

  /// The edges for `values`; segments of one column share them.
  func edges(for values: [Double]) -> [Double] {
    if isLogarithmic { return HistogramBins(logarithmic: values, count: bins).edges }
    return bins.map { HistogramBins(values, count: $0).edges } ?? readableEdges(for: values)
  }

  func data(of column: Column) -> HistogramData {
    let values = column.numbers ?? []
    return data(values, edges: edges(for: values), of: column)
  }

  /// - Parameter values: those of `column`, or of some of its rows.
  func data(_ values: [Double], edges: [Double], of column: Column) -> HistogramData {
    let summary = Summary(values)
    let binned = HistogramBins(values, edges: edges)
    return HistogramData(
      name: column.name, edges: edges, counts: binned.counts, mean: summary.mean, median: summary.median,
      zeroCount: summary.zeros, missingCount: summary.missing,
      outsideCount: summary.count - binned.counts.reduce(0, +),
      transform: isLogarithmic ? .log : .linear, isAmount: column.isAmount)
  }

  /// Says what the axis leaves out; nil when it shows every value.
  func remark(on values: [Double], edges: [Double]) -> String? {
    let there = values.filter { !$0.isNaN }
    let beyond = there.filter { $0 < edges[0] || $0 > edges[edges.count - 1] }
    guard let low = beyond.min(), let high = beyond.max() else { return nil }
    let share = NumberText.percent(Double(beyond.count) / Double(there.count))
    if isLogarithmic, high <= 0 {
      return "A logarithmic axis has no place for \(NumberText.count(beyond.count)) values (\(share)) of zero or less."
    }
    let extremes = [
      low < edges[0] ? "down to \(NumberText.value(low))" : nil,
      high > edges[edges.count - 1] ? "up to \(NumberText.value(high))" : nil,
    ].compactMap { $0 }.joined(separator: " and ")
    return "The axis shows \(NumberText.value(edges[0])) to \(NumberText.value(edges[edges.count - 1])); "
      + "\(NumberText.count(beyond.count)) values (\(share)) lie beyond it, \(extremes)."
  }

  // MARK: Bars that can be read

  /// Edges at round numbers; where a hundredth of the values takes up more than a third of the axis, it ends before them.
  private func readableEdges(for values: [Double]) -> [Double] {
    let plain = automaticEdges(for: values)
    let finite = values.filter(\.isFinite).sorted()
    guard let low = finite.first, let high = finite.last, low < high else { return plain }
    let isSteps = plain.count - 1 <= Self.mostBars && plain[1] - plain[0] == 1
    if isSteps { return plain }
    let upper = quantile(sorted: finite, 0.99)
    let lower = quantile(sorted: finite, 0.01)
    let end = high - low > 1.5 * (upper - low) && upper > low ? upper : high
    let start = end - low > 1.5 * (end - lower) && lower < end ? lower : low
    let count = automaticEdges(for: finite.filter { $0 >= start && $0 <= end }).count - 1
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
