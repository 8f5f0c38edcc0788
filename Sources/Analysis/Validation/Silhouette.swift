import Machine

/// How well each row sits in its cluster.
///
/// P. J. Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.
public struct Silhouette: Sendable, Equatable {
  /// (b − a) / max(a, b) for each row, −1…1: a is its mean distance to the others of its cluster, b the least mean
  /// distance to the rows of another cluster. 0 for a row alone in its cluster, and where a = b = 0.
  public let values: [Double]
  /// For each row the label of the other cluster that is nearest by mean distance: where a row with a negative
  /// value would sit better.
  public let neighbours: [Int]
  /// The mean of `values`.
  public let mean: Double
}

/// The silhouette of a partition by Euclidean distance, exact.
/// - Parameters:
///   - matrix: n × d.
///   - labels: a cluster for each row, from 0; numbers may be left out.
/// - Throws: `ClusteringError` for entries that are not finite, labels that do not fit, or fewer than 2 or more than
///   n − 1 clusters; `CancellationError`.
/// - Complexity: O(n²·d) time, O(n·d) memory.
public func silhouette(of matrix: Matrix, labels: [Int], context: ComputeContext) throws -> Silhouette {
  let partition = try Partition(labels: labels, of: matrix)
  let n = matrix.rowCount
  let layout = try ClusteredBlocks(matrix.scaledForSquares().matrix, partition, context: context)
  var values = [Double](repeating: 0, count: n)
  var neighbours = [Int](repeating: 0, count: n)
  try values.withDisjointSlots { (values) throws(CancellationError) in
    try neighbours.withDisjointSlots { (neighbours) throws(CancellationError) in
      try layout.forEachRow(context: context) { row, sums in
        let (value, other) = silhouetteValue(of: partition.clusters[row], sums: sums, sizes: partition.sizes)
        values[row] = value
        neighbours[row] = other
      }
    }
  }
  let names = Set(labels).sorted()
  return Silhouette(values: values, neighbours: neighbours.map { names[$0] }, mean: Analysis.mean(values))
}

/// One row's value from its sums of distances to the rows of each cluster.
/// - Parameter ownWeight: how many rows of its cluster the row itself stands for.
func silhouetteValue(
  of own: Int, sums: UnsafePointer<Double>, sizes: [Int], ownWeight: Double = 1
) -> (value: Double, neighbour: Int) {
  var other = -1
  var b = Double.infinity
  for cluster in sizes.indices where cluster != own {
    let distance = sums[cluster] / Double(sizes[cluster])
    if other < 0 || distance < b { (other, b) = (cluster, distance) }
  }
  // Of several weighted rows rounding leaves a little of nothing.
  let others = Double(sizes[own]) - ownWeight
  guard others > 0.5 else { return (0, other) }
  let a = sums[own] / others
  return (max(a, b) > 0 ? (b - a) / max(a, b) : 0, other)
}
