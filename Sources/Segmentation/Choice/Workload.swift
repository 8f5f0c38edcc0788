import Analysis

/// About how long the steps of a comparison take, in seconds on an ordinary machine.
///
/// Known from the size of the work alone, so that what is measured never depends on the clock.
struct Workload {
  /// One clustering of the rows into every number of segments.
  let clustering: Double
  /// Silhouettes and the other indices of all of them.
  let scores: Double
  /// One resample.
  let resample: Double
  /// One reference set. Rows without groups are the hardest to cluster.
  let reference: Double

  init(of features: Matrix, ks: ClosedRange<Int>, _ options: ClusterOptions) {
    let n = Double(features.rowCount)
    let pairs = n * n
    switch options.method {
    case .kmeans:
      let centres = Double((1...max(KChoice.range.upperBound, ks.upperBound) + 1).reduce(0, +))
      clustering = 2e-8 * n * Double(features.columnCount * options.starts) * centres
      (resample, reference) = (clustering, clustering)
    case .hierarchical where options.linkage == .ward || options.linkage == .single:
      clustering = 1.5e-7 * n * n.squareRoot()
      (resample, reference) = (clustering, 5e-9 * pairs)
    case .hierarchical:
      clustering = 1e-8 * pairs
      (resample, reference) = (clustering, clustering)
    }
    scores = 2.5e-9 * pairs * (options.method == .kmeans ? Double(ks.count) / 2 : 1)
  }

  /// The shares of the whole that tree, scores, inertias, resamples and reference sets take, one after the other.
  func stages(
    _ effort: Comparison.Effort
  ) -> (
    tree: ClosedRange<Double>, scores: ClosedRange<Double>, inertias: ClosedRange<Double>,
    agreements: ClosedRange<Double>, gap: ClosedRange<Double>
  ) {
    let costs = [
      clustering, scores, 0.05 * clustering + 0.05, Double(effort.resamples) * resample,
      Double(effort.references) * reference,
    ]
    let whole = costs.reduce(0, +)
    var ends = [0.0]
    for cost in costs { ends.append(min(1, (ends.last ?? 0) + cost / whole)) }
    func stage(_ i: Int) -> ClosedRange<Double> { ends[i]...ends[i + 1] }
    return (stage(0), stage(1), stage(2), stage(3), stage(4))
  }
}

extension Comparison.Effort {
  /// Twenty resamples and twenty reference sets, or ten or five where the twenty would take longer than half a minute, or
  /// none where even five would.
  public static func usual(
    for preparation: Preparation, ks: ClosedRange<Int>, _ options: ClusterOptions
  ) -> Comparison.Effort {
    let work = Workload(of: preparation.features, ks: ks, options)
    func affordable(_ seconds: Double) -> Int { [20, 10, 5].first { Double($0) * seconds <= 30 } ?? 0 }
    return Comparison.Effort(resamples: affordable(work.resample), references: affordable(work.reference))
  }
}
