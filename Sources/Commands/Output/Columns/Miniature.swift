import Analysis
import Graphics
import Segmentation

extension HTMLTable.Cell {
  /// A small histogram of the finite values; a missing cell where they do not vary.
  static func miniature<Asked: ColumnQuestions>(of column: Asked) throws(Asked.Failure) -> HTMLTable.Cell {
    let spread = try column.spread(in: nil)
    guard spread.low < spread.high else { return .missing }
    let counts = try column.counts(between: equalEdges(over: spread.low...spread.high, count: 16))
    return .histogram(
      counts.map { Double($0) },
      tooltip: "16 bins from \(NumberText.value(spread.low)) to \(NumberText.value(spread.high))")
  }
}
