/// How much tighter the clusters of some rows are than clusters of data without any: for each k, and the k that it
/// speaks for.
///
/// R. Tibshirani, G. Walther and T. Hastie (2001), Estimating the number of clusters in a data set via the gap
/// statistic, doi:10.1111/1467-9868.00293. Unlike the other measures it can say that there is one cluster.
public struct GapStatistic: Sendable, Equatable {
  /// What is known of one number of clusters.
  public struct Point: Sendable, Equatable {
    public let k: Int
    /// ln W, the logarithm of the within-cluster sum of squares; −∞ when that is 0.
    public let logWithin: Double
    /// The mean of ln W over the reference sets.
    public let expected: Double
    /// How uncertain the gap is: the deviation of ln W over the reference sets (divisor B) times √(1 + 1/B).
    public let standardError: Double
    /// `expected − logWithin`; NaN where a sum of squares is 0 or not finite.
    public var gap: Double {
      logWithin.isFinite && expected.isFinite ? expected - logWithin : .nan
    }
  }

  /// Data without clusters, as large as the rows.
  public enum Reference: String, CaseIterable, Sendable {
    /// Uniform in the box that the rows fill along their principal components: the paper's choice (b), which follows
    /// data that is stretched in some direction. Divisions of it do not change when the axes are turned.
    case principalBox
    /// Uniform in the box that the rows fill along the columns: the paper's choice (a).
    case box
  }

  /// For k = 1, 2, … without a break.
  public let points: [Point]
  /// B, the number of reference sets.
  public let references: Int

  /// The paper's choice: the least k with gap(k) ≥ gap(k + 1) − s(k + 1); nil when no k that has a successor fulfils it.
  public var tibshirani: Int? {
    for (point, next) in zip(points, points.dropFirst()) {
      guard point.gap.isFinite, next.gap.isFinite else { return nil }
      if point.gap >= next.gap - next.standardError { return point.k }
    }
    return nil
  }

  /// The choice that R's `cluster::clusGap` makes by default (`firstSEmax`, M. Maechler): the least k whose gap is at
  /// most one standard error below that of the first local maximum. Never nil where the gap of k = 1 is known.
  public var firstMaximum: Int? {
    let known = points.prefix { $0.gap.isFinite }
    guard let last = known.indices.last else { return nil }
    let peak = known.indices.first { $0 == last || known[$0 + 1].gap <= known[$0].gap } ?? last
    let bound = known[peak].gap - known[peak].standardError
    return known.first { $0.gap >= bound }?.k
  }
}

extension GapStatistic {
  /// Sums of squares of the rows' own clusters and of those of the reference sets.
  /// - Parameters:
  ///   - observed: the within-cluster sum of squares for k = 1, 2, … of the rows' clusters.
  ///   - expected: the same of each reference set.
  package init(observed: [Double], expected: [[Double]]) {
    let count = Double(expected.count)
    references = expected.count
    points = observed.indices.map { i in
      let logarithms = expected.map { naturalLogarithm($0[i]) }
      let centre = mean(logarithms)
      return Point(
        k: i + 1, logWithin: naturalLogarithm(observed[i]), expected: centre,
        standardError: (variance(logarithms, lostDegrees: 0) * (1 + 1 / count)).squareRoot())
    }
  }
}
