/// How the values of some rows lie beside those of the others.
package struct GroupComparison: Sendable, Equatable {
  /// Rows of the group and of the others that have a value.
  let count: Int
  let otherCount: Int
  let zeros: Int
  let otherZeros: Int
  let median: Double
  let otherMedian: Double
  /// The share of pairs (one of the group, one of the others) in which the group's value is the higher, less the share in
  /// which it is the lower: −1…1. N. Cliff (1993), doi:10.1037/0033-2909.114.3.494.
  let dominance: Double

  /// Of what something else has counted.
  /// - Parameter balance: over the pairs of one of the group and one of the others, those in which the group's is the higher, less those
  ///   in which it is the lower.
  package init(
    count: Int, otherCount: Int, zeros: Int, otherZeros: Int, median: Double, otherMedian: Double, balance: Double
  ) {
    (self.count, self.otherCount, self.zeros, self.otherZeros) = (count, otherCount, zeros, otherZeros)
    (self.median, self.otherMedian) = (median, otherMedian)
    dominance = count > 0 && otherCount > 0 ? balance / Double(count) / Double(otherCount) : .nan
  }

  /// - Parameters:
  ///   - group: rising, each of them also in `all`.
  ///   - all: rising; the group's values and the others'.
  /// - Complexity: O(n).
  init(group: [Double], all: [Double]) {
    var runs: [(value: Double, own: Int, other: Int)] = []
    var (inGroup, start) = (0, 0)
    while start < all.count {
      var end = start + 1
      while end < all.count, all[end] == all[start] { end += 1 }
      let first = inGroup
      while inGroup < group.count, group[inGroup] == all[start] { inGroup += 1 }
      runs.append((all[start], inGroup - first, end - start - (inGroup - first)))
      start = end
    }
    self.init(runs: runs)
  }

  /// Of values that are counted.
  /// - Parameter runs: rising, each value once; how many of the group have it, and how many of the others.
  /// - Complexity: O(n).
  package init(runs: [(value: Double, own: Int, other: Int)]) {
    let (count, otherCount) = runs.reduce((0, 0)) { ($0.0 + $1.own, $0.1 + $1.other) }
    var (own, others) = (OrderStatistics(count: count), OrderStatistics(count: otherCount))
    var (balance, zeros, otherZeros) = (0.0, 0, 0)
    for run in runs {
      // Those below, less those above.
      balance += Double(run.own) * Double(2 * others.passed + run.other - otherCount)
      own.pass(run.value, run.own)
      others.pass(run.value, run.other)
      if run.value == 0 { (zeros, otherZeros) = (run.own, run.other) }
    }
    self.init(
      count: count, otherCount: otherCount, zeros: zeros, otherZeros: otherZeros, median: own.median,
      otherMedian: others.median, balance: balance)
  }

  /// The dominance in units of what chance makes of it: beyond 3.5, chance is ruled out.
  ///
  /// H. B. Mann and D. R. Whitney (1947), doi:10.1214/aoms/1177730491; with ties it errs on the side of caution.
  var dominanceScore: Double {
    let (m, n) = (Double(count), Double(otherCount))
    return abs(dominance) / ((m + n + 1) / (3 * m * n)).squareRoot()
  }
}

/// The median of values that pass in rising order.
private struct OrderStatistics {
  let count: Int
  private var low = Double.nan
  private var high = Double.nan
  private(set) var passed = 0

  init(count: Int) { self.count = count }

  /// - Parameter times: how many equal ones pass.
  mutating func pass(_ value: Double, _ times: Int) {
    let total = passed + times
    let (lower, upper) = ((count - 1) / 2, count / 2)
    if passed <= lower && lower < total { low = value }
    if passed <= upper && upper < total { high = value }
    passed = total
  }

  var median: Double { low == high ? low : low + (high - low) / 2 }
}

/// A share in a group beside the share in the others.
package struct ShareComparison: Sendable, Equatable {
  let hits: Int
  let count: Int
  let otherHits: Int
  let otherCount: Int

  package init(hits: Int, count: Int, otherHits: Int, otherCount: Int) {
    (self.hits, self.count, self.otherHits, self.otherCount) = (hits, count, otherHits, otherCount)
  }

  var share: Double { Double(hits) / Double(count) }
  var otherShare: Double { Double(otherHits) / Double(otherCount) }
  var difference: Double { share - otherShare }

  /// The difference in units of what chance makes of it.
  var score: Double {
    let pooled = Double(hits + otherHits) / Double(count + otherCount)
    return abs(difference) / (pooled * (1 - pooled) * (1 / Double(count) + 1 / Double(otherCount))).squareRoot()
  }
}
