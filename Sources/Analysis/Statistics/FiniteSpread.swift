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
  var binned: ClosedRange<Double> {
    guard count > 0 else { return 0...1 }
    if low < high { return low...high }
    let half = max(0.5, low.magnitude.ulp)
    return low - half...low + half
  }
}
