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
    count = group.count
    otherCount = all.count - group.count
    var others = OrderStatistics(count: otherCount)
    var balance = 0.0
    var (zeros, otherZeros, inGroup, before, start) = (0, 0, 0, 0, 0)
    while start < all.count {
      var end = start + 1
      while end < all.count, all[end] == all[start] { end += 1 }
      let first = inGroup
      while inGroup < group.count, group[inGroup] == all[start] { inGroup += 1 }
      let (own, other) = (inGroup - first, end - start - (inGroup - first))
      // Those below, less those above.
      balance += Double(own) * Double(2 * before + other - otherCount)
      before += other
      others.pass(all[start], upTo: before)
      if all[start] == 0 { (zeros, otherZeros) = (own, other) }
      start = end
    }
    self.zeros = zeros
    self.otherZeros = otherZeros
    var own = OrderStatistics(count: count)
    for (i, value) in group.enumerated() { own.pass(value, upTo: i + 1) }
    median = own.median
    otherMedian = others.median
    dominance = count > 0 && otherCount > 0 ? balance / Double(count) / Double(otherCount) : .nan
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
  private var passed = 0

  init(count: Int) { self.count = count }

  /// - Parameter total: how many values have passed, this one and its equals included.
  mutating func pass(_ value: Double, upTo total: Int) {
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
