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

  /// - Complexity: O(n log n).
  public init(_ first: String, _ x: [Double], _ second: String, _ y: [Double]) {
    let pairs = zip(x, y).filter { $0.isFinite && $1.isFinite }
    self.first = first
    self.second = second
    count = pairs.count
    pearson = correlation(pairs.map(\.0), pairs.map(\.1))
    spearman = correlation(ranks(pairs.map(\.0)), ranks(pairs.map(\.1)))
    zeros = (
      pairs.count { $0 == 0 && $1 == 0 }, pairs.count { $0 == 0 && $1 != 0 }, pairs.count { $0 != 0 && $1 == 0 }
    )
    let differ = pairs.contains { $0 != $1 }
    bounded = (differ && pairs.allSatisfy { $0 <= $1 }, differ && pairs.allSatisfy { $0 >= $1 })
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.first == b.first && a.second == b.second && a.count == b.count && a.pearson == b.pearson
      && a.spearman == b.spearman && a.zeros == b.zeros && a.bounded == b.bounded
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
