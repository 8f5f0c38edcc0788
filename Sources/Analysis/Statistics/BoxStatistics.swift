/// What a box plot shows of values: quartiles, whiskers, and what lies beyond them.
///
/// J. W. Tukey (1977), Exploratory Data Analysis. The whiskers end at the furthest values within 1.5 interquartile
/// ranges of the quartiles, which are linear between neighbours as everywhere here (Tukey's hinges differ from them by
/// less than a step between two values).
public struct BoxStatistics: Sendable, Equatable {
  /// Values that are there.
  public let count: Int
  /// NaN when no value is there.
  public let minimum: Double
  /// NaN when no value is there, like all the other measures.
  public let mean: Double
  public let firstQuartile: Double
  public let median: Double
  public let thirdQuartile: Double
  /// The furthest values that are not beyond a fence.
  public let lowerWhisker: Double
  public let upperWhisker: Double
  /// Indices into the values of those below the lower fence and above the upper one.
  public let below: [Int]
  public let above: [Int]

  /// How the distance to the fences is measured.
  public enum Measure: Sendable, Equatable {
    case values
    /// Of the values' logarithms, which have to be positive.
    case logarithms
  }

  /// NaN values are skipped.
  /// - Precondition: with `.logarithms`, every value that is there is above zero.
  /// - Complexity: O(n log n).
  public init(_ values: [Double], measure: Measure = .values) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    let (first, third) = (quantile(sorted: sorted, 0.25), quantile(sorted: sorted, 0.75))
    let fences = Self.fences(first, third, measure)
    count = sorted.count
    minimum = sorted.first ?? .nan
    mean = Analysis.mean(sorted)
    firstQuartile = first
    median = quantile(sorted: sorted, 0.5)
    thirdQuartile = third
    // Fences that are not numbers (a quartile is infinite) leave nobody outside.
    below = values.indices.filter { values[$0] < fences.lower }
    above = values.indices.filter { values[$0] > fences.upper }
    // A quartile between two values can lie beyond the last value that is within the fence.
    lowerWhisker = min(first, sorted.first { !($0 < fences.lower) } ?? .nan)
    upperWhisker = max(third, sorted.last { !($0 > fences.upper) } ?? .nan)
  }

  private static func fences(_ first: Double, _ third: Double, _ measure: Measure) -> (lower: Double, upper: Double) {
    switch measure {
    case .values:
      let reach = 1.5 * (third - first)
      return (first - reach, third + reach)
    case .logarithms:
      // A fence in logarithms is a factor in values.
      let factor = third / first
      let reach = factor * factor.squareRoot()
      return (first / reach, third * reach)
    }
  }

  /// The interval about the median that says whether two groups differ by more than chance: where two intervals do not
  /// overlap, they do, at about 95%.
  ///
  /// R. McGill, J. W. Tukey and W. A. Larsen (1978), doi:10.2307/2683468.
  public var notch: ClosedRange<Double>? {
    let reach = 1.57 * (thirdQuartile - firstQuartile) / Double(count).squareRoot()
    guard reach.isFinite, median.isFinite else { return nil }
    return median - reach...median + reach
  }
}
