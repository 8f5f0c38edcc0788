/// What a column of numbers looks like, by the conventions of pandas.
///
/// Missing values (NaN) are counted and skipped. Infinite ones are counted and kept, so that the mean or the deviation may
/// be infinite or NaN. A constant column has deviation 0 and no skewness (NaN).
public struct Summary: Sendable, Equatable {
  /// Values that are there.
  public let count: Int
  /// Values that are not (NaN).
  public let missing: Int
  /// Values that are infinite; they are among `count`.
  public let infinite: Int
  /// NaN when nothing is there, like all the other measures.
  public let mean: Double
  /// The deviation with divisor n − 1; NaN for fewer than two values.
  public let standardDeviation: Double
  public let minimum: Double
  /// Quartiles are linear between neighbours.
  public let firstQuartile: Double
  public let median: Double
  public let thirdQuartile: Double
  public let maximum: Double
  /// Corrected for bias (G₁); NaN for fewer than three values and for a constant.
  public let skewness: Double
  /// The zeros among the values that are there, 0…1.
  public let zeroShare: Double
  /// How many zeros that is.
  public let zeros: Int

  /// Of values that something else has counted and summed up.
  public init(
    count: Int, missing: Int, infinite: Int, zeros: Int, sums: CentralSums, minimum: Double, firstQuartile: Double,
    median: Double, thirdQuartile: Double, maximum: Double
  ) {
    self.count = count
    self.missing = missing
    self.infinite = infinite
    self.zeros = zeros
    zeroShare = Double(zeros) / Double(count)
    mean = sums.mean
    // By the definition, not by sums: rounding in the mean would give a constant column a trace of spread.
    let isConstant = minimum == maximum
    standardDeviation = isConstant && count > 1 ? 0 : sums.variance().squareRoot()
    self.minimum = minimum
    self.firstQuartile = firstQuartile
    self.median = median
    self.thirdQuartile = thirdQuartile
    self.maximum = maximum
    skewness = isConstant ? .nan : sums.skewness
  }

  /// - Complexity: O(n log n).
  public init(_ values: [Double]) {
    let sorted = values.filter { !$0.isNaN }.sorted()
    self.init(sorted: sorted, missing: values.count - sorted.count)
  }

  /// Of values that are sorted already.
  /// - Parameters:
  ///   - sorted: rising, without NaN.
  ///   - missing: how many values are not there.
  package init(sorted: [Double], missing: Int) {
    let zeros = sorted.firstPlace { $0 > 0 } - sorted.firstPlace { $0 >= 0 }
    let infinite = sorted.firstPlace { $0 > -.infinity } + sorted.count - sorted.firstPlace { $0 == .infinity }
    self.init(
      count: sorted.count, missing: missing, infinite: infinite, zeros: zeros, sums: CentralSums(sorted[...]),
      minimum: sorted.first ?? .nan, firstQuartile: quantile(sorted: sorted, 0.25),
      median: quantile(sorted: sorted, 0.5),
      thirdQuartile: quantile(sorted: sorted, 0.75), maximum: sorted.last ?? .nan)
  }
}
