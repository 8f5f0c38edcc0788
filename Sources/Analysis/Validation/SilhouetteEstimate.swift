import Machine

/// The silhouette of a partition of many rows, estimated from some of them.
public struct SilhouetteEstimate: Sendable, Equatable {
  /// An estimate with its standard error.
  public struct Mean: Sendable, Equatable {
    public let value: Double
    public let standardError: Double
  }

  /// The rows that were judged, rising.
  public let rows: [Int]
  /// As `Silhouette.values`, for `rows` alone: the distances are those to other judged rows.
  public let values: [Double]
  /// As `Silhouette.neighbours`, for `rows` alone.
  public let neighbours: [Int]
  /// That of all rows.
  public let mean: Mean
  /// Those of the clusters, by their labels.
  public let clusters: [Int: Mean]
}

/// The silhouettes of several partitions of many rows by Euclidean distance, estimated from rows that are drawn by chance from each
/// cluster, in proportion to its size; a cluster of up to 500 rows is judged whole, so that of very many clusters all rows are.
///
/// The judged rows stand for the others twice, as those whose silhouettes are averaged and as those that distances are measured to: the
/// standard errors have both in them, by the jackknife of `StratifiedRows`. The same rows and seed give the same estimate, whatever
/// the numbers of the clusters.
/// - Parameters:
///   - partitions: a cluster for each row, from 0, in each of them.
///   - judged: how many rows are drawn about, m.
/// - Throws: as `silhouette(of:labels:context:)` does, for the first partition that gives cause.
/// - Complexity: O(m²·d + n) time for the cuts of one tree, for each partition where they have little in common.
public func silhouetteEstimates(
  of matrix: Matrix, partitions: [[Int]], judged: Int, seed: UInt64, context: ComputeContext
) throws -> [SilhouetteEstimate] {
  for labels in partitions { _ = try Partition(labels: labels, of: matrix) }
  // In the order of their first rows, so that clusters draw the same rows however they are numbered.
  let parts = try partitions.map { try Partition(labels: labelsByFirstAppearance($0), of: matrix) }
  let names = partitions.map { labels in
    var seen: Set<Int> = []
    return labels.filter { seen.insert($0).inserted }
  }
  guard let strata = CommonCells(parts, most: JudgedSilhouettes.mostStrata) else {
    return try parts.indices.map { p in
      let share = context.part(Double(p) / Double(parts.count)...Double(p + 1) / Double(parts.count))
      let own = CommonCells(parts[p])
      let judged = try JudgedSilhouettes(matrix, [parts[p]], own, judged: judged, seed: seed, context: share)
      return judged.estimate(of: 0, names: names[p])
    }
  }
  let judged = try JudgedSilhouettes(matrix, parts, strata, judged: judged, seed: seed, context: context)
  return parts.indices.map { judged.estimate(of: $0, names: names[$0]) }
}

/// What several partitions cut the rows into together.
struct CommonCells {
  /// Of each row, 0 ..< count.
  let cells: [Int]
  let count: Int
  /// The cluster of each cell in each partition.
  let clusters: [[Int]]

  /// Those of one partition are its clusters.
  init(_ partition: Partition) {
    cells = partition.clusters
    count = partition.k
    clusters = [Array(0..<partition.k)]
  }

  /// - Parameter most: nil comes out where there are more cells.
  init?(_ partitions: [Partition], most: Int) {
    guard let first = partitions.first else { return nil }
    var cells = first.clusters
    var count = first.k
    var clusters = [Array(0..<first.k)]
    for partition in partitions.dropFirst() {
      // A pair of cell and cluster is one new cell, in the order of the pairs.
      var cellOfPair = [Int](repeating: -1, count: count * partition.k)
      for row in cells.indices { cellOfPair[cells[row] * partition.k + partition.clusters[row]] = 0 }
      let pairs = cellOfPair.indices.filter { cellOfPair[$0] == 0 }
      guard pairs.count <= most else { return nil }
      for (cell, pair) in pairs.enumerated() { cellOfPair[pair] = cell }
      for row in cells.indices { cells[row] = cellOfPair[cells[row] * partition.k + partition.clusters[row]] }
      clusters = clusters.map { of in pairs.map { of[$0 / partition.k] } } + [pairs.map { $0 % partition.k }]
      count = pairs.count
    }
    guard count <= most else { return nil }
    self.cells = cells
    self.count = count
    self.clusters = clusters
  }
}
