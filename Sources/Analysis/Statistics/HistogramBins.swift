/// Values counted in bins side by side.
///
/// A bin holds its lower edge, the last one its upper edge too. NaN and infinities are in no bin.
public struct HistogramBins: Sendable, Equatable {
  /// One more than there are bins, rising.
  public let edges: [Double]
  /// Values in each bin.
  public let counts: [Int]
  /// Values kept out of logarithmic bins because they are zero.
  public let zeros: Int
  /// Values kept out of logarithmic bins because they are negative.
  public let negatives: Int
  /// True for bins of equal width in the logarithm.
  public let isLogarithmic: Bool

  /// Counts `values` in bins with the given edges; values beyond them are in no bin.
  /// - Precondition: at least two edges, rising.
  public init(_ values: [Double], edges: [Double]) {
    self.init(values, edges: edges, zeros: 0, negatives: 0, isLogarithmic: false)
  }

  /// Bins by the `auto` rule; see `automaticEdges(for:)`. No finite value: one empty bin from 0 to 1.
  public init(automatic values: [Double]) {
    self.init(values, edges: automaticEdges(for: values))
  }

  /// `count` bins of equal width from the smallest value to the largest; a constant takes the unit interval about it.
  /// - Precondition: `count` is positive.
  public init(_ values: [Double], count: Int) {
    precondition(count > 0, "a histogram has at least one bin")
    self.init(values, edges: equalEdges(over: FiniteSpread.binned(values), count: count))
  }

  /// The edges of `count` bins of equal width.
  /// - Precondition: `count` is positive.
  public static func edges(for spread: FiniteSpread, count: Int) -> [Double] {
    equalEdges(over: spread.binned, count: count)
  }

  /// Bins of equal width in the logarithm of the positive values, zeros and negative values counted apart.
  /// - Parameter count: bins; without it, by the `auto` rule on the logarithms.
  public init(logarithmic values: [Double], count: Int? = nil) {
    let positive = values.filter { $0.isFinite && $0 > 0 }
    let edges = logarithmicEdges(
      for: FiniteSpread(positive.map(decimalLogarithm)), low: positive.min() ?? .nan, high: positive.max() ?? .nan,
      count: count)
    self.init(
      positive, edges: edges, zeros: values.count { $0 == 0 }, negatives: values.count { $0 < 0 && $0.isFinite },
      isLogarithmic: true)
  }

  private init(_ values: [Double], edges: [Double], zeros: Int, negatives: Int, isLogarithmic: Bool) {
    precondition(edges.count >= 2, "a bin has two edges")
    self.edges = edges
    self.zeros = zeros
    self.negatives = negatives
    self.isLogarithmic = isLogarithmic
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for value in values {
      if let bin = Self.bin(of: value, edges) { counts[bin] += 1 }
    }
    self.counts = counts
  }

  /// By bisection on the edges themselves, so that a value on an edge never lands beside its bin.
  private static func bin(of value: Double, _ edges: [Double]) -> Int? {
    let last = edges.count - 1
    guard value >= edges[0] && value <= edges[last] else { return nil }
    var low = 0
    var high = last
    while high - low > 1 {
      let middle = (low + high) / 2
      if value >= edges[middle] { low = middle } else { high = middle }
    }
    return low
  }
}
