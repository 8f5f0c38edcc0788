/// How far finite values reach and how they lie between: all that the edges of a histogram follow from.
public struct FiniteSpread: Sendable, Equatable {
  /// Finite values.
  public let count: Int
  /// NaN for no finite value, like the other three.
  public let low: Double
  public let high: Double
  /// Quartiles are linear between neighbours.
  public let firstQuartile: Double
  public let thirdQuartile: Double
  /// True when every one is a whole number.
  public let isWhole: Bool

  public init(
    count: Int, low: Double, high: Double, firstQuartile: Double, thirdQuartile: Double, isWhole: Bool
  ) {
    self.count = count
    self.low = low
    self.high = high
    self.firstQuartile = firstQuartile
    self.thirdQuartile = thirdQuartile
    self.isWhole = isWhole
  }

  /// - Parameter sorted: rising and finite.
  public init(sorted: [Double]) {
    self.init(
      count: sorted.count, low: sorted.first ?? .nan, high: sorted.last ?? .nan,
      firstQuartile: quantile(sorted: sorted, 0.25), thirdQuartile: quantile(sorted: sorted, 0.75),
      isWhole: sorted.allSatisfy { $0 == $0.rounded(.towardZero) })
  }

  /// Of values in any order; those that are not finite are skipped.
  /// - Complexity: O(n log n).
  public init(_ values: [Double]) {
    self.init(sorted: values.filter(\.isFinite).sorted())
  }

  /// The range that bins cover: of a constant, the unit interval about it, as NumPy has it; of nothing, 0 to 1.
  var binned: ClosedRange<Double> { Self.binned(low, high) }

  /// The same of values in any order, without sorting them.
  /// - Complexity: O(n).
  static func binned(_ values: [Double]) -> ClosedRange<Double> {
    var (low, high) = (Double.nan, Double.nan)
    for value in values where value.isFinite { (low, high) = (min(value, low), max(value, high)) }
    return binned(low, high)
  }

  private static func binned(_ low: Double, _ high: Double) -> ClosedRange<Double> {
    if low < high { return low...high }
    guard low == high else { return 0...1 }
    let half = max(0.5, low.magnitude.ulp)
    return low - half...low + half
  }
}
