import Analysis

/// What the steps of a comparison cost, in the seconds of `MethodCost`.
struct ComparisonCost {
  /// Looking at the rows, once.
  let fit: Double
  /// Clusters for each number of segments, and silhouettes and the other indices of all of them.
  let scores: Double
  /// Sums of squares beyond those.
  let inertias: Double
  /// What the votes take beyond those: draws of their own where none were asked for.
  let choice: Double
  /// One resample.
  let resample: Double
  /// One reference set.
  let reference: Double

  init(of features: Matrix, ks: ClosedRange<Int>, _ options: ClusterOptions) {
    let size = WorkSize(of: features)
    let cost = options.method.cost(of: size)
    let longest = KneeCurve.length(upTo: ks.upperBound)
    fit = cost.fit
    // Cuts of one tree share most of their distances; groupings made one by one do not.
    let rounds = cost.grouping > 0 ? Double(ks.count) / 2 : 1
    scores = Double(ks.count) * cost.grouping + rounds * size.silhouettes(exact: options.isExact)
    inertias = Double(max(0, longest - ks.count)) * cost.grouping + 0.02 * cost.fit + 0.05
    resample = cost.seconds(groupings: ks.count)
    choice = 0.05 + 0.02 * cost.fit
    reference = cost.fitWithoutGroups + Double(longest) * cost.grouping
  }

  /// The shares of the whole that fit, scores, inertias, resamples, votes and reference sets take, one after the other.
  func stages(
    _ effort: Comparison.Effort
  ) -> (
    tree: ClosedRange<Double>, scores: ClosedRange<Double>, inertias: ClosedRange<Double>,
    agreements: ClosedRange<Double>, choice: ClosedRange<Double>, gap: ClosedRange<Double>
  ) {
    let costs = [
      fit, scores, inertias, Double(effort.resamples) * resample,
      choice + Double(max(0, KChoice.Steadiness.resamples - effort.resamples)) * resample,
      Double(effort.references) * reference,
    ]
    let whole = costs.reduce(0, +)
    var ends = [0.0]
    for cost in costs { ends.append(min(1, (ends.last ?? 0) + cost / whole)) }
    func stage(_ i: Int) -> ClosedRange<Double> { ends[i]...ends[i + 1] }
    return (stage(0), stage(1), stage(2), stage(3), stage(4), stage(5))
  }
}

extension Comparison.Effort {
  /// Twenty resamples and twenty reference sets, or ten or five where the twenty would take longer than a minute, or
  /// none where even five would.
  public static func usual(
    for preparation: Preparation, ks: ClosedRange<Int>, _ options: ClusterOptions
  ) -> Comparison.Effort {
    let cost = ComparisonCost(of: preparation.features, ks: ks, options)
    func affordable(_ seconds: Double) -> Int { [20, 10, 5].first { Double($0) * seconds <= 60 } ?? 0 }
    return Comparison.Effort(resamples: affordable(cost.resample), references: affordable(cost.reference))
  }
}
