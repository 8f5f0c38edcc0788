import Analysis

extension KChoice.Steadiness {
  /// How often rows are drawn where the number of segments is looked for: enough to tell what comes back from what does not.
  static let resamples = 10
  /// Coefficients that are nearer than this are printed alike.
  static let precision = 0.005

  /// How each partition fares, by its number of segments; those of which no segment has rows enough to say are missing.
  /// - Parameter drawn: comparisons that are there already, by number of segments.
  static func measure(
    _ scored: [ScoredGrouping], _ fitted: FittedRows, drawn: [Int: [Resample.Comparison]], context: ComputeContext
  ) throws -> [Int: KChoice.Steadiness] {
    let missing = scored.filter { drawn[$0.k]?.count ?? 0 < resamples }
    let found = try Stability.comparisons(of: missing, fitted, resamples: resamples, context: context)
    var steadiness: [Int: KChoice.Steadiness] = [:]
    for partition in scored {
      guard let comparisons = found[partition.k] ?? drawn[partition.k] else { continue }
      let stability = Stability(
        Array(comparisons.prefix(resamples)), sizes: SegmentNumbering(partition.clusters).sizes,
        seed: fitted.options.seed)
      steadiness[partition.k] = KChoice.Steadiness(leastOf: stability)
    }
    return steadiness
  }

  /// The segment that comes back worst; nil where all have too few rows.
  init?(leastOf stability: Stability) {
    let judged = stability.segments.filter { $0.verdict != .tooFew && !$0.jaccard.isNaN }
    guard let least = judged.min(by: { $0.jaccard < $1.jaccard }) else { return nil }
    self.init(
      leastJaccard: least.jaccard, segment: least.segment, size: least.size, resamples: stability.resamples)
  }
}

/// What choosing a number of segments costs, in the seconds of `MethodCost`.
struct ChoiceCost {
  /// The shares of the whole that scores, and all else, take one after the other.
  let scores, choice: ClosedRange<Double>

  init(of fitted: FittedRows) {
    let size = WorkSize(of: fitted.features)
    let cost = fitted.options.method.cost(of: size)
    let scoring = Double(KChoice.range.upperBound - 1) * cost.grouping + size.silhouettes()
    // Half of the voters' numbers are the same, as a rule.
    let drawing = Self.isDrawingAffordable(fitted, numbers: 3) ? Self.drawing(size, cost, numbers: 3) : 0
    let share = scoring / (scoring + drawing + cost.grouping + 0.05)
    scores = 0...share
    choice = share...1
  }

  /// Seconds that a table may be drawn anew for, unless its silhouettes take longer.
  private static let mostSeconds = 10.0

  private static func drawing(_ size: WorkSize, _ cost: MethodCost, numbers: Int) -> Double {
    Double(KChoice.Steadiness.resamples) * cost.seconds(groupings: numbers)
  }

  /// Whether stability can be asked: all rows are drawn, as `%stability` does, or it is left out. Known from the size alone, so
  /// that what is recommended never depends on the clock.
  static func isDrawingAffordable(_ fitted: FittedRows, numbers: Int) -> Bool {
    let size = WorkSize(of: fitted.features)
    return drawing(size, fitted.options.method.cost(of: size), numbers: numbers) <= max(mostSeconds, size.silhouettes())
  }
}
