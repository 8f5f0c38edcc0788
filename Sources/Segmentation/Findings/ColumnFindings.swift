import Analysis
import Foundation
import Tables

/// What is worth noticing in a column of numbers: computed for any column, in sentences.
public struct ColumnFindings: Sendable, Equatable {
  public let column: String
  public let summary: Summary
  /// Values below and above Tukey's fences, 1.5 interquartile ranges beyond the quartiles, and the fences.
  ///
  /// J. W. Tukey (1977), Exploratory Data Analysis. nil when the middle half is one value.
  public let fences: Fences?
  /// What `ln(x + 1)` would do; nil where there is a negative or infinite value, or the skewness is within 1 of zero.
  public let logarithm: Logarithm?
  /// Values below zero, of which `ln(x + 1)` makes nothing comparable.
  public let negatives: Int
  /// The commonest value other than zero and its share, when that is a fifth or more.
  public let peak: Peak?

  public struct Fences: Sendable, Equatable {
    public let lower: Double
    public let upper: Double
    public let below: Int
    public let above: Int
    /// Share of the column's total that lies above; nil where there are negative values.
    public let totalAbove: Double?
  }

  public struct Peak: Sendable, Equatable {
    public let value: Double
    public let share: Double
  }

  public struct Logarithm: Sendable, Equatable {
    /// The skewness of `ln(x + 1)`.
    public let skewness: Double
    /// The same of the values above zero: zeros stay a spike, whatever the logarithm does.
    public let skewnessAboveZero: Double
  }

  /// - Complexity: O(n log n).
  public init(column: String, values: [Double]) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    self.init(column: column, sorted: sorted, missing: values.count - sorted.count)
  }

  /// The same of many values, on several threads.
  /// - Throws: `CancellationError` once cancelled.
  public init(column: String, values: [Double], context: ComputeContext) throws(CancellationError) {
    let sorted = try rising(values.filter { !$0.isNaN }, context: context)
    self.init(column: column, sorted: sorted, missing: values.count - sorted.count)
  }

  private init(column: String, sorted: [Double], missing: Int) {
    self.column = column
    let summary = Summary(sorted: sorted, missing: missing)
    self.summary = summary
    fences = Self.fences(summary, sorted)
    peak = Self.peak(sorted)
    negatives = sorted.count { $0 < 0 }
    let lends = summary.minimum >= 0 && abs(summary.skewness) > 1 && summary.infinite == 0
    logarithm = lends ? Self.logarithm(sorted) : nil
  }

  private static func fences(_ summary: Summary, _ sorted: [Double]) -> Fences? {
    let width = summary.thirdQuartile - summary.firstQuartile
    guard width > 0, width.isFinite else { return nil }
    let lower = summary.firstQuartile - 1.5 * width
    let upper = summary.thirdQuartile + 1.5 * width
    let outside = sorted.filter { $0 > upper }
    let total = sorted.reduce(0, +)
    let positive = summary.minimum >= 0 && total > 0 && total.isFinite
    return Fences(
      lower: lower, upper: upper, below: sorted.count { $0 < lower }, above: outside.count,
      totalAbove: positive ? outside.reduce(0, +) / total : nil)
  }

  private static func logarithm(_ sorted: [Double]) -> Logarithm {
    let logarithms = sorted.map { log1p($0) }
    let aboveZero = Array(logarithms.drop { $0 == 0 })
    return Logarithm(skewness: skewness(logarithms), skewnessAboveZero: skewness(aboveZero))
  }

  private static func peak(_ sorted: [Double]) -> Peak? {
    var best = (value: 0.0, count: 0)
    var run = 0
    for (i, value) in sorted.enumerated() {
      run = i > 0 && sorted[i - 1] == value ? run + 1 : 1
      if value != 0 && run > best.count { best = (value, run) }
    }
    let share = Double(best.count) / Double(max(1, sorted.count))
    return share >= 0.2 && best.count > 1 ? Peak(value: best.value, share: share) : nil
  }
}
