import Analysis
import Machine

/// Rows drawn with replacement, and what they make of a partition of all rows.
struct Resample {
  /// The rows drawn, rising; a row that was drawn more than once is there as often.
  let rows: [Int]
  private let seed: UInt64
  private let index: Int

  /// Draws n of n rows.
  /// - Parameter index: which of the resamples of `seed` this is; each has random numbers of its own.
  init(of n: Int, seed: UInt64, index: Int) {
    (self.seed, self.index) = (seed, index)
    var generator = Xoshiro256(seed: seed, stream: .resamples, index: index)
    var times = [Int](repeating: 0, count: n)
    for _ in 0..<n { times[generator.next(below: n)] += 1 }
    rows = times.indices.flatMap { repeatElement($0, count: times[$0]) }
  }

  /// How a partition of the drawn rows compares with one of all rows.
  struct Comparison: Sendable {
    /// Rows by cluster of all rows (first) and cluster of the drawn rows (second); each drawn row counts once.
    let table: ContingencyTable
    /// For each cluster of all rows the Jaccard coefficient with the cluster of the drawn rows most like it.
    let jaccards: [Double]
    /// True when there were fewer different rows than clusters asked for.
    let isShort: Bool
  }

  /// Clusters the drawn rows as `options` say, for each of several numbers of clusters, and compares.
  ///
  /// A row drawn twice counts twice when it is clustered, and once when it is compared.
  /// - Parameters:
  ///   - partitions: partitions of all rows into clusters 0 ..< k; `Grouping.none` for rows in none.
  ///   - known: the trees of resamples that there are already; this one's is kept there.
  /// - Throws: `ClusteringError`, `CancellationError`.
  func comparisons(
    with partitions: [(k: Int, labels: [Int])], of features: Matrix, _ known: ResampledTrees, options: ClusterOptions,
    context: ComputeContext
  ) throws -> [Comparison] {
    let firsts = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }
    let groupings = try clusters(of: firsts, partitions.map(\.k), features, known, options, context)
    return zip(partitions, groupings).map { partition, clusters in
      let (k, labels) = partition
      // Rows in no cluster come last, as a cluster that counts where the partitions agree, and never as one that came back.
      let count = (clusters.max() ?? 0) + 1
      let table = ContingencyTable(
        firsts.map { labels[rows[$0]] >= 0 ? labels[rows[$0]] : k }, firstCount: k + 1,
        clusters.map { $0 >= 0 ? $0 : count }, secondCount: count + 1)
      return Comparison(
        table: table, jaccards: Array(table.bestJaccards(amongFirst: count).prefix(k)),
        isShort: !options.method.findsCount && count < k)
    }
  }

  /// The clusters of some of the drawn rows, for each number of clusters or as many as there are different rows.
  /// - Parameter places: among the drawn rows.
  private func clusters(
    of places: [Int], _ ks: [Int], _ features: Matrix, _ known: ResampledTrees, _ options: ClusterOptions,
    _ context: ComputeContext
  ) throws -> [[Int]] {
    if let top = known.top(index, seed: seed, options), let cuts = try top.cuts(ks) { return cuts }
    let fitted = try FittedRows(features.selecting(rows: rows), options: options, context: context)
    if let tree = fitted.tree {
      let top = try TreeTop(of: tree, clusters: ResampledTrees.mostClusters, rows: places)
      known.keep(top, index, seed: seed, options)
      if let cuts = try top.cuts(ks) { return cuts }
    }
    return try ks.map { k in
      let clusters = try fitted.intoAtMost(k, context: context).clusters
      return places.map { clusters[$0] }
    }
  }
}

extension TreeTop {
  /// The cuts into each number of clusters, or as many as there are different rows; nil where one was not kept.
  fileprivate func cuts(_ ks: [Int]) throws(ClusteringError) -> [[Int]]? {
    var cuts: [[Int]] = []
    for k in ks {
      guard let cut = try cut(into: min(k, distinctRowCount)) else { return nil }
      cuts.append(cut)
    }
    return cuts
  }
}

extension RandomStream {
  /// The rows of one resample.
  static let resamples = RandomStream("resamples")
}
