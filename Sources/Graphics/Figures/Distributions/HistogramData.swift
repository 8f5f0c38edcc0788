/// The bars of one column and what is known about it.
public struct HistogramData: Sendable, Equatable {
  /// The column's name.
  public var name: String
  /// m + 1 ascending borders of m bins.
  public var edges: [Double]
  /// Rows in each bin, m of them.
  public var counts: [Int]
  /// NaN when there is none.
  public var mean: Double
  /// NaN when there is none.
  public var median: Double
  /// Rows that are exactly zero.
  public var zeroCount: Int
  public var missingCount: Int
  /// Rows that lie outside the bins.
  public var outsideCount: Int
  public var transform: ScaleTransform
  /// How the values are written.
  public var notation: NumberNotation

  public init(
    name: String, edges: [Double], counts: [Int], mean: Double, median: Double, zeroCount: Int = 0,
    missingCount: Int = 0, outsideCount: Int = 0, transform: ScaleTransform = .linear,
    notation: NumberNotation = .measure
  ) {
    precondition(edges.count == counts.count + 1 || counts.isEmpty, "m bins have m + 1 edges")
    self.name = name
    self.edges = edges
    self.counts = counts
    self.mean = mean
    self.median = median
    self.zeroCount = zeroCount
    self.missingCount = missingCount
    self.outsideCount = outsideCount
    self.transform = transform
    self.notation = notation
  }

  /// Rows with a value.
  var total: Int { counts.reduce(0, +) + outsideCount }

  /// Each bin's share of the rows with a value.
  var shares: [Double] {
    let total = Double(max(1, total))
    return counts.map { Double($0) / total }
  }

  /// Whether what is exactly zero has a bar of its own, since the axis has no place for it.
  var zerosStandApart: Bool { transform == .log && zeroCount > 0 }

  /// Where an axis of several columns' shares ends: at the highest bar, but for zeros that stand apart, whose bar is broken off where it would
  /// leave the others flat.
  static func highestShare(of columns: [HistogramData]) -> Double {
    let bars = columns.flatMap(\.shares).max() ?? 0
    let zeros = columns.filter(\.zerosStandApart).map(\.zeroShare).max() ?? 0
    return bars > 0 ? max(bars, min(zeros, 2 * bars)) : zeros
  }

  /// The borders' span, nil when there is nothing to draw.
  var domain: ClosedRange<Double>? {
    guard total > 0, let low = edges.first, let high = edges.last, low.isFinite, high.isFinite, low <= high else {
      return nil
    }
    return low...high
  }

  /// `Share of 8,637 rows · 313 missing (3.5%) · 22.8% exactly zero`.
  var summary: String {
    var parts = ["Share of \(count(total, "row"))"]
    if missingCount > 0 {
      let share = Double(missingCount) / Double(total + missingCount)
      parts.append("\(NumberText.count(missingCount)) missing (\(NumberText.percent(share)))")
    }
    if zeroCount > 0 { parts.append("\(NumberText.percent(zeroShare)) exactly zero (hatched)") }
    let outsideCount = outsideCount - (zerosStandApart ? zeroCount : 0)
    if outsideCount > 0 { parts.append("\(NumberText.count(outsideCount)) outside the axis") }
    return parts.joined(separator: " · ")
  }

  var zeroShare: Double { Double(zeroCount) / Double(max(1, total)) }

  /// From where to where a bin goes; on an axis of time the days that it holds.
  public func binText(_ i: Int) -> String {
    guard transform == .time else { return "\(notation.value(edges[i])) to \(notation.value(edges[i + 1]))" }
    let (first, last) = (CalendarText.day(edges[i]), CalendarText.day(edges[i + 1] - 1))
    return first == last ? first : "\(first) to \(last)"
  }

  /// A mean or a median as it is written.
  func statistic(_ value: Double) -> String {
    transform == .time ? CalendarText.day(value) : notation.statistic(value)
  }

  /// What a terminal shows.
  var sentence: String {
    guard let domain else { return "\(name): no values to draw" }
    let isTime = transform == .time
    let span =
      isTime
      ? "\(CalendarText.day(domain.lowerBound)) to \(CalendarText.day(domain.upperBound - 1))"
      : "\(notation.value(domain.lowerBound)) to \(notation.value(domain.upperBound))"
    let bars = counts.count == 1 ? "1 bin" : "\(counts.count) bins"
    var text = "\(name): histogram of \(count(total, "row")), \(bars) from \(span); "
    text += isTime ? "median \(statistic(median))" : "mean \(statistic(mean)), median \(statistic(median))"
    if let (i, share) = shares.enumerated().max(by: { $0.element < $1.element }) {
      text += "; the fullest bin, \(binText(i)), holds \(NumberText.percent(share))"
    }
    if zeroCount > 0 { text += "; \(NumberText.percent(zeroShare)) exactly zero" }
    if missingCount > 0 { text += "; \(NumberText.count(missingCount)) missing" }
    return text
  }
}
