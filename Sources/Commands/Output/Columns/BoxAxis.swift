import Analysis
import Graphics
import Segmentation
import Tables

/// How the values of a column become boxes: on the values, or above zero on their logarithms.
struct BoxAxis {
  let column: Column
  let isLogarithmic: Bool
  private let numbers: [Double]
  /// How the values are written.
  let notation: NumberNotation
  private let remark: String?

  /// - Parameter remark: what the caption says of the axis; nil for nothing.
  init(_ column: Column, isLogarithmic: Bool, notation: NumberNotation = .measure, remark: String? = nil) {
    self.column = column
    self.isLogarithmic = isLogarithmic
    self.notation = notation
    self.remark = remark
    numbers = column.numbers ?? []
  }

  /// The values of some rows that are drawn, and those rows: a logarithmic axis has no place for zero or less.
  func drawn(_ rows: [Int]) -> (values: [Double], rows: [Int]) {
    let kept = rows.filter { numbers[$0].isFinite && (!isLogarithmic || numbers[$0] > 0) }
    return (kept.map { numbers[$0] }, kept)
  }

  func statistics(of rows: [Int]) -> BoxStatistics {
    BoxStatistics(drawn(rows).values, measure: isLogarithmic ? .logarithms : .values)
  }

  /// - Parameters:
  ///   - key: the segment of the rows, nil for everyone.
  ///   - name: what a row is called, for the dots' tooltips; nil for none.
  func data(_ rows: [Int], key: SegmentKey?, name: ((Int) -> String)?) -> BoxData {
    let (values, kept) = drawn(rows)
    let box = BoxStatistics(values, measure: isLogarithmic ? .logarithms : .values)
    let outliers = box.below + box.above
    let names = name.map { name in outliers.map { "\(name(kept[$0])): \(notation.statistic(values[$0]))" } }
    return BoxData(
      key: key, count: box.count, firstQuartile: box.firstQuartile, median: box.median,
      thirdQuartile: box.thirdQuartile, mean: box.mean, whiskers: (box.lowerWhisker, box.upperWhisker),
      outliers: outliers.map { values[$0] }, names: names ?? [], note: isLogarithmic ? omitted(rows) : "")
  }

  /// `31% at zero`: what a logarithmic axis leaves out of a group.
  private func omitted(_ rows: [Int]) -> String {
    let there = rows.filter { !numbers[$0].isNaN }
    let lost = there.count { numbers[$0] <= 0 }
    guard lost > 0 else { return "" }
    let isZero = !there.contains { numbers[$0] < 0 }
    return "\(NumberText.percent(Double(lost) / Double(there.count))) \(isZero ? "at zero" : "at zero or less")"
  }

  /// What the axis shows: it ends as a histogram's does, where a few extremes would squeeze everyone else.
  func domain(of rows: [Int]) -> ClosedRange<Double>? {
    guard !isLogarithmic else { return nil }
    let values = drawn(rows).values
    guard let low = values.min(), let high = values.max() else { return nil }
    let edges = HistogramAxis().edges(for: LoadedColumn(column.name, numbers: values))
    guard let first = edges.first, let last = edges.last, first < last else { return nil }
    // Bars reach beyond the values to round numbers; boxes need not.
    return max(first, min(low, last))...min(last, max(high, first))
  }

  /// What is left out of the boxes, in sentences.
  func remarks(on rows: [Int]) -> [String] {
    let missing = rows.count { numbers[$0].isNaN }
    let infinite = rows.count { numbers[$0].isInfinite }
    var lines: [String] = []
    if missing > 0 {
      let share = NumberText.percent(Double(missing) / Double(max(1, rows.count)))
      lines.append(
        "\(NumberText.count(missing)) of \(NumberText.count(rows.count)) rows \(missing == 1 ? "has" : "have") no value (\(share))."
      )
    }
    if infinite > 0 { lines.append("\(count(infinite, "infinite value")) \(infinite == 1 ? "is" : "are") left out.") }
    if isLogarithmic {
      let there = rows.filter { numbers[$0].isFinite }
      let lost = there.count { numbers[$0] <= 0 }
      if lost > 0 {
        let share = NumberText.percent(Double(lost) / Double(there.count))
        lines.append(
          "A logarithmic axis has no place for \(NumberText.count(lost)) values (\(share)) of zero or less: the boxes are "
            + "of the others.")
      }
    }
    return lines
  }

  /// How the boxes were made, for the caption.
  var caption: String {
    "Tukey boxes, quartiles linear between neighbours"
      + (isLogarithmic ? ", fences at 1.5 times the middle half of the logarithms" : "")
      + (remark.map { " · \($0)" } ?? "")
  }
}
