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
    /// True when there were fewer different rows than clusters asked for.
    let isShort: Bool
  }

  /// Clusters the drawn rows as `options` say, for each of several numbers of clusters, and compares.
  ///
  /// A row drawn twice counts twice when it is clustered, and once when it is compared.
  /// - Parameter partitions: partitions of all rows into clusters 0 ..< k.
  /// - Throws: `ClusteringError`, `CancellationError`.
  func comparisons(
    with partitions: [(k: Int, labels: [Int])], of features: Matrix, options: ClusterOptions, context: ComputeContext
  ) throws -> [Comparison] {
    let clusterings = try Partitions(of: features.rows(rows), options: options, tree: nil, context: context)
    let firsts = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }
    return try partitions.map { k, labels in
      let clusters = try clusterings.intoAtMost(k, context: context).clusters
      let table = ContingencyTable(
        firsts.map { labels[rows[$0]] }, firstCount: k, firsts.map { clusters[$0] }, secondCount: k)
      return Comparison(table: table, isShort: table.secondSizes.contains(0))
    }
  }
}

extension RandomStream {
  /// The rows of one resample.
  static let resamples = RandomStream("resamples")
}

extension Partitions {
  /// The partition into k clusters, or into as many as there are different rows if these are fewer.
  fileprivate func intoAtMost(_ k: Int, context: ComputeContext) throws -> Part {
    if let tree {
      let differentRows = 1 + tree.merges.count { $0.height > 0 }
      return try into(min(k, differentRows), context: context)
    }
    do {
      return try into(k, context: context)
    } catch ClusteringError.clusterCount(_, let allowed) {
      return try into(allowed.upperBound, context: context)
    }
  }
}

extension Matrix {
  /// The matrix of some rows, in the order given.
  fileprivate func rows(_ rows: [Int]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * columnCount)
    for row in rows { elements += self.row(row) }
    return Matrix(rowCount: rows.count, columnCount: columnCount, elements: elements)
  }
}
