import Analysis
import Machine

/// Rows drawn with replacement, and what they make of a partition of all rows.
struct Resample {
  /// The rows drawn, rising; a row that was drawn more than once is there as often.
  let rows: [Int]

  /// Draws n of n rows.
  /// - Parameter index: which of the resamples of `seed` this is; each has random numbers of its own.
  init(of n: Int, seed: UInt64, index: Int) {
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
  /// - Parameter partitions: partitions of all rows into clusters 0 ..< k; `Grouping.none` for rows in none.
  /// - Throws: `ClusteringError`, `CancellationError`.
  func comparisons(
    with partitions: [(k: Int, labels: [Int])], of features: Matrix, options: ClusterOptions, context: ComputeContext
  ) throws -> [Comparison] {
    let fitted = try FittedRows(features.selecting(rows: rows), options: options, context: context)
    let firsts = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }
    return try partitions.map { k, labels in
      let clusters = try fitted.intoAtMost(k, context: context).clusters
      // Rows in no cluster come last, as a cluster that counts where the partitions agree, and never as one that came back.
      let count = (clusters.max() ?? 0) + 1
      let table = ContingencyTable(
        firsts.map { labels[rows[$0]] >= 0 ? labels[rows[$0]] : k }, firstCount: k + 1,
        firsts.map { clusters[$0] >= 0 ? clusters[$0] : count }, secondCount: count + 1)
      return Comparison(
        table: table, jaccards: Array(table.bestJaccards(amongFirst: count).prefix(k)),
        isShort: !options.method.findsCount && count < k)
    }
  }
}

extension RandomStream {
  /// The rows of one resample.
  static let resamples = RandomStream("resamples")
}
