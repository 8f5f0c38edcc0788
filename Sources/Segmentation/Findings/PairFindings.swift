import Analysis

/// What ties two columns of numbers together: computed for any pair, in sentences.
public struct PairFindings: Sendable, Equatable {
  public let first: String
  public let second: String
  /// Rows with both values.
  public let count: Int
  /// NaN where a column does not vary.
  public let pearson: Double
  /// The correlation of ranks, ties sharing their mean rank. C. Spearman (1904), doi:10.2307/1412159.
  public let spearman: Double
  /// Rows with a zero in both, in the first alone, in the second alone.
  public let zeros: (both: Int, first: Int, second: Int)
  /// True when no value of the first exceeds that of the second, in any row, and some differ; the same the other way
  /// round.
  public let bounded: (firstBySecond: Bool, secondByFirst: Bool)

  /// How much of one column the slices along the other explain where ranks see no tie; nil where they see one, or slices do not.
  public let bent: (explained: Double, isFirstGiver: Bool)?

  /// - Parameter areComparable: whether the two are in the same unit, so that it means something when one never exceeds the other.
  /// - Complexity: O(n log n).
  public init(_ first: String, _ x: [Double], _ second: String, _ y: [Double], areComparable: Bool = true) {
    let pairs = zip(x, y).filter { $0.isFinite && $1.isFinite }
    self.first = first
    self.second = second
    count = pairs.count
    pearson = correlation(pairs.map(\.0), pairs.map(\.1))
    spearman = correlation(ranks(pairs.map(\.0)), ranks(pairs.map(\.1)))
    zeros = (
      pairs.count { $0 == 0 && $1 == 0 }, pairs.count { $0 == 0 && $1 != 0 }, pairs.count { $0 != 0 && $1 == 0 }
    )
    bent = abs(spearman) < Self.noTie ? Self.bent(pairs.map(\.0), pairs.map(\.1)) : nil
    // Of ranges that do not meet it is no finding either.
    let meet =
      (pairs.map(\.0).max() ?? 0) > (pairs.map(\.1).min() ?? 0)
      && (pairs.map(\.1).max() ?? 0) > (pairs.map(\.0).min() ?? 0)
    let differ = areComparable && meet && pairs.contains { $0 != $1 }
    bounded = (differ && pairs.allSatisfy { $0 <= $1 }, differ && pairs.allSatisfy { $0 >= $1 })
  }

  /// Of what something else has counted and summed up.
  /// - Parameters:
  ///   - bounded: whether no value of one exceeds that of the other.
  ///   - isFinding: whether that says something: the two are of one unit, their ranges meet, and some pairs differ.
  public init(
    _ first: String, _ second: String, count: Int, pearson: Double, spearman: Double,
    zeros: (both: Int, first: Int, second: Int), bounded: (firstBySecond: Bool, secondByFirst: Bool), isFinding: Bool,
    bent: (explained: Double, isFirstGiver: Bool)?
  ) {
    (self.first, self.second, self.count, self.pearson, self.spearman) = (first, second, count, pearson, spearman)
    self.zeros = zeros
    self.bent = bent
    self.bounded = (isFinding && bounded.firstBySecond, isFinding && bounded.secondByFirst)
  }

  /// A rank correlation below which nothing rises or falls with the other.
  public static let noTie = 0.1
  /// Of equal numbers of rows, along one column.
  public static let slices = 10
  /// The correlation ratio of a bent tie that is worth a word, and an F that chance hardly reaches with ten slices: 7 times in 10,000
  /// with the fewest rows that are looked at, and less often with more.
  private static let leastExplained = 0.1
  private static let leastF = 4.0
  private static let fewestRows = 60

  private static func bent(_ x: [Double], _ y: [Double]) -> (explained: Double, isFirstGiver: Bool)? {
    bent(explainedOfSecond: explained(y, along: x), explainedOfFirst: explained(x, along: y))
  }

  /// The correlation ratio η² of `values` in slices of equal numbers along `other`; nil where it is no more than a little, or chance.
  ///
  /// R. A. Fisher (1925), Statistical Methods for Research Workers.
  private static func explained(_ values: [Double], along other: [Double]) -> Double? {
    let n = values.count
    let order = other.indices.sorted { other[$0] < other[$1] }
    // Equal values stay in one slice.
    var ends: [Int] = []
    for slice in 1...slices {
      var end = n * slice / slices
      while end > 0, end < n, other[order[end]] == other[order[end - 1]] { end += 1 }
      if end > ends.last ?? 0 { ends.append(end) }
    }
    guard ends.count > 1, n >= fewestRows else { return nil }
    var slices: [(count: Int, mean: Double)] = []
    var start = 0
    for end in ends {
      slices.append((end - start, mean(order[start..<end].map { values[$0] })))
      start = end
    }
    return explained(by: slices, mean: mean(values), squares: variance(values, lostDegrees: 0) * Double(n))
  }

  /// The same of slices that something else has counted.
  /// - Parameter squares: the sum of the squared deviations from `mean` of all.
  package static func explained(by slices: [(count: Int, mean: Double)], mean: Double, squares: Double) -> Double? {
    let n = slices.reduce(0) { $0 + $1.count }
    guard slices.count > 1, n >= fewestRows else { return nil }
    let between = slices.reduce(0) { $0 + Double($1.count) * ($1.mean - mean) * ($1.mean - mean) }
    let ratio = between / squares
    let f = ratio / Double(slices.count - 1) / ((1 - ratio) / Double(n - slices.count))
    return ratio >= leastExplained && (f >= leastF || ratio == 1) ? ratio : nil
  }

  /// Which of two columns tells of the other, by how much of each the other one explains.
  package static func bent(
    explainedOfSecond y: Double?, explainedOfFirst x: Double?
  ) -> (explained: Double, isFirstGiver: Bool)? {
    [y, x].compactMap { $0 }.max().map { ($0, $0 == y) }
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.first == b.first && a.second == b.second && a.count == b.count && a.pearson == b.pearson
      && a.spearman == b.spearman && a.zeros == b.zeros && a.bounded == b.bounded
      && a.bent?.explained == b.bent?.explained
  }
}

/// The rank of each value, from 1; equal values share the mean of their ranks.
/// - Complexity: O(n log n).
func ranks(_ values: [Double]) -> [Double] {
  ranks(values, inOrder: values.indices.sorted { values[$0] < values[$1] })
}

/// The same of many values, on several threads.
/// - Parameter values: without NaN.
/// - Throws: `CancellationError`.
func ranks(_ values: [Double], context: ComputeContext) throws(CancellationError) -> [Double] {
  ranks(values, inOrder: try risingOrder(of: values, context: context).map(Int.init))
}

private func ranks(_ values: [Double], inOrder order: [Int]) -> [Double] {
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start
    while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
    for i in start...end { ranks[order[i]] = Double(start + end) / 2 + 1 }
    start = end + 1
  }
  return ranks
}
