import Analysis
import Graphics

extension HTMLTable.Cell {
  /// A small histogram of the finite values; a missing cell where they do not vary.
  static func miniature(of values: [Double]) -> HTMLTable.Cell {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max(), low < high else { return .missing }
    let bins = HistogramBins(finite, count: 16)
    return .histogram(
      bins.counts.map { Double($0) },
      tooltip: "16 bins from \(NumberText.value(low)) to \(NumberText.value(high))")
  }
}
