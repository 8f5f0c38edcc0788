import Analysis
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
  /// More humps than one; nil where none is found.
  public let humps: Humps?
  /// The values where there are two of them alone, and how many are the larger; nil otherwise.
  public let twoValues: TwoValues?
  /// How the values are written. Of names, such as years, there is neither a total nor a logarithm.
  public let notation: NumberNotation

  public struct TwoValues: Sendable, Equatable {
    public let smaller: Double
    public let larger: Double
    public let largerCount: Int
  }

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

  /// Of numbers in memory.
  /// - Complexity: O(n log n).
  public init(column: String, values: [Double]) {
    self.init(asking: LoadedColumn(column, numbers: values))
  }

  /// What the answers of a column of numbers give to notice, wherever its values are.
  public init<Asked: ColumnQuestions>(
    asking asked: Asked, notation: NumberNotation = .measure
  ) throws(Asked.Failure) {
    column = asked.name
    self.notation = notation
    let summary = try asked.summary()
    self.summary = summary
    fences = try Self.fences(summary, asked, hasTotal: notation != .name)
    peak = try Self.peak(summary, asked)
    negatives = summary.minimum < 0 ? try asked.tails(below: 0, above: .infinity).below : 0
    let twoValues = try Self.twoValues(summary, asked)
    self.twoValues = twoValues
    humps = try twoValues == nil ? asked.humps() : nil
    let lends = notation != .name && summary.minimum >= 0 && abs(summary.skewness) > 1 && summary.infinite == 0
    logarithm = lends ? try Self.logarithm(asked) : nil
  }

  private static func twoValues<Asked: ColumnQuestions>(
    _ summary: Summary, _ asked: Asked
  ) throws(Asked.Failure) -> TwoValues? {
    guard summary.minimum < summary.maximum, !liesBetween(summary) else { return nil }
    let between = try asked.tails(below: summary.maximum, above: summary.minimum)
    // What is not the largest is the smallest.
    guard between.below + between.above == summary.count else { return nil }
    return TwoValues(smaller: summary.minimum, larger: summary.maximum, largerCount: between.above)
  }

  /// Whether the deviation shows that there are values between the least and the largest: of all columns with these and this mean one of two
  /// values has the largest deviation (T. Popoviciu 1935; R. Bhatia and C. Davis 2000, doi:10.2307/2589180).
  private static func liesBetween(_ summary: Summary) -> Bool {
    let range = summary.maximum - summary.minimum
    // Farther from zero the mean has too few digits for this.
    guard max(-summary.minimum, summary.maximum) <= 1e6 * range, range.isFinite else { return false }
    let share = (summary.mean - summary.minimum) / range
    let n = Double(summary.count)
    return summary.standardDeviation / range < (share * (1 - share) * n / (n - 1)).squareRoot() - 1e-6
  }

  private static func fences<Asked: ColumnQuestions>(
    _ summary: Summary, _ asked: Asked, hasTotal: Bool
  ) throws(Asked.Failure) -> Fences? {
    let width = summary.thirdQuartile - summary.firstQuartile
    guard width > 0, width.isFinite else { return nil }
    let lower = summary.firstQuartile - 1.5 * width
    let upper = summary.thirdQuartile + 1.5 * width
    let tails = try asked.tails(below: lower, above: upper)
    let positive = hasTotal && summary.minimum >= 0 && tails.total > 0 && tails.total.isFinite
    return Fences(
      lower: lower, upper: upper, below: tails.below, above: tails.above,
      totalAbove: positive ? tails.totalAbove / tails.total : nil)
  }

  private static func logarithm<Asked: ColumnQuestions>(_ asked: Asked) throws(Asked.Failure) -> Logarithm {
    let skewness = try asked.logarithmicSkewness()
    return Logarithm(skewness: skewness.all, skewnessAboveZero: skewness.aboveZero)
  }

  private static func peak<Asked: ColumnQuestions>(
    _ summary: Summary, _ asked: Asked
  ) throws(Asked.Failure) -> Peak? {
    guard let best = try asked.commonestNumber(besides: 0) else { return nil }
    let share = Double(best.count) / Double(max(1, summary.count))
    return share >= 0.2 && best.count > 1 ? Peak(value: best.value, share: share) : nil
  }
}
