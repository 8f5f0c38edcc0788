import Analysis

/// Rows that a method has looked at, ready to be put into any number of clusters and scored.
struct FittedRows {
  let features: Matrix
  let options: ClusterOptions
  let fit: any Fit
  /// What is remembered of resamples of these rows.
  let resampled: ResampledTrees
  /// The tree, where the method grows one.
  var tree: Dendrogram? { fit.tree }

  /// - Parameter tree: what the method grew from these rows before, if it is at hand.
  /// - Throws: what `Method.fit` throws.
  init(of preparation: Preparation, options: ClusterOptions, tree: Dendrogram?, context: ComputeContext) throws {
    try self.init(
      preparation.features, options: options, tree: tree, resampled: preparation.resampled, context: context)
  }

  /// - Throws: what `Method.fit` throws.
  init(
    _ features: Matrix, options: ClusterOptions, tree: Dendrogram? = nil, resampled: ResampledTrees = ResampledTrees(),
    context: ComputeContext
  ) throws {
    self.features = features
    self.options = options
    self.resampled = resampled
    fit = try options.method.fit(features, tree: tree, seed: options.seed, context: context)
  }

  func into(_ k: Int, context: ComputeContext) throws -> Grouping { try fit.grouping(into: k, context: context) }

  /// The grouping into k clusters; nil when the rows lack different ones for so many.
  func grouping(_ k: Int, context: ComputeContext) throws -> Grouping? {
    do {
      return try into(k, context: context)
    } catch ClusteringError.clusterCount {
      return nil
    }
  }

  /// The grouping into k clusters, or into as many as there are different rows if these are fewer.
  func intoAtMost(_ k: Int, context: ComputeContext) throws -> Grouping {
    do {
      return try into(k, context: context)
    } catch ClusteringError.clusterCount(_, let allowed) {
      return try into(allowed.upperBound, context: context)
    }
  }

  /// The groupings into each number of clusters with their scores; ends early where the rows lack different ones.
  /// - Complexity: O(n²·d) for the silhouettes, which are computed together.
  func scored(_ ks: ClosedRange<Int>, context: ComputeContext) throws -> [ScoredGrouping] {
    let share = shareOfClustering
    var groupings: [(k: Int, grouping: Grouping)] = []
    for (i, k) in ks.enumerated() {
      let part = context.part(
        Double(i) / Double(ks.count) * share...Double(i + 1) / Double(ks.count) * share, named: StageName.grouping)
      guard let grouping = try grouping(k, context: part) else { break }
      groupings.append((k, grouping))
    }
    return try ScoredGrouping.scoring(
      groupings, features: features, options: options, context: context.part(share...1, named: StageName.scoring))
  }

  /// Cuts of a tree are there at once, and their silhouettes cost as much as one; where each number is made anew, so are
  /// silhouettes of groupings that have little in common.
  private var shareOfClustering: Double {
    let size = WorkSize(of: features)
    let clustering = options.method.cost(of: size).grouping
    return clustering / (clustering + size.silhouettes(exact: options.isExact))
  }

  /// The within-cluster sums of squares of 1, 2, … `largest` clusters, or as many as the rows allow.
  /// - Parameter known: sums that need no further clustering, by k.
  func withinSquares(upTo largest: Int, known: [Int: Double] = [:], context: ComputeContext) throws -> [Double] {
    let largest = min(largest, features.rowCount)
    if let tree {
      return try tree.withinSquares(of: features, upTo: min(largest, tree.distinctRowCount), context: context)
    }
    var sums = [
      try Analysis.withinSquares(
        of: features, labels: [Int](repeating: 0, count: features.rowCount), context: context)
    ]
    for k in 1..<largest {
      let share = context.part(Double(k - 1) / Double(largest - 1)...Double(k) / Double(largest - 1))
      if let sum = known[k + 1] {
        sums.append(sum)
      } else if let grouping = try grouping(k + 1, context: share) {
        sums.append(
          try grouping.inertia ?? Analysis.withinSquares(of: features, labels: grouping.clusters, context: share))
      } else {
        break
      }
    }
    return sums
  }
}

extension FittedRows {
  /// The best mean silhouette, among the numbers of clusters `ks`, of data without groups: what this method makes of rows
  /// that lie evenly in the box that the features fill along their principal components. nil for fewer than 30 rows.
  ///
  /// Features of two values have the same two in the same shares, each drawn apart from all else: two answers lie apart without
  /// being groups, and an even spread between them would miss that.
  ///
  /// A few hundred rows tell it to a hundredth, whatever the number of rows.
  func structurelessSilhouette(_ ks: ClosedRange<Int>, context: ComputeContext) throws -> Double? {
    let rows = min(features.rowCount, 500)
    guard rows >= FewCustomers.fewestRows else { return nil }
    let source = try StructurelessRows(of: features, context: context.part(0...0.1))
    var options = options
    options.method = options.method.quick
    var best = -1.0
    for set in 0..<5 {
      let part = context.part(0.1 + 0.18 * Double(set)...0.1 + 0.18 * Double(set + 1))
      let uniform = source.set(set, rowCount: rows, seed: options.seed)
      let fitted = try FittedRows(uniform, options: options, context: part.part(0...0.5))
      let last = min(ks.upperBound, rows - 1)
      guard ks.lowerBound <= last else { return nil }
      for scored in try fitted.scored(ks.lowerBound...last, context: part.part(0.5...1)) {
        best = max(best, scored.scores.silhouette ?? -1)
      }
    }
    return best
  }

  /// The gap statistic of the same method: each reference set is clustered as the rows were.
  /// - Parameter observed: the rows' own sums of squares for k = 1, 2, ….
  func gap(_ observed: [Double], references: Int, context: ComputeContext) throws -> GapStatistic {
    let isLight = !options.method.cost(of: WorkSize(of: features)).holdsAllPairs
    return try GapStatistic.measure(
      observed, of: features, references: references, seed: options.seed, isConcurrent: isLight, context: context
    ) { [options] set, context in
      try FittedRows(set, options: options, context: context.part(0...0.9))
        .withinSquares(upTo: observed.count, context: context.part(0.9...1))
    }
  }
}
