/// The Davies–Bouldin index: for each cluster the worst ratio of two clusters' spreads to the distance of their
/// centroids, on average; less is better.
///
/// D. L. Davies and D. W. Bouldin (1979), doi:10.1109/TPAMI.1979.4766909. The spread is the mean distance to the
/// centroid. Two clusters on the same centroid give infinity; clusters without spread, apart from each other, give 0.
/// - Throws: `ClusteringError` for entries that are not finite, labels that do not fit, or fewer than 2 or more than
///   n − 1 clusters; `CancellationError`.
/// - Complexity: O(n·d + k²·d).
public func daviesBouldin(of matrix: Matrix, labels: [Int], context: ComputeContext = .plain) throws -> Double {
  let partition = try Partition(labels: labels, of: matrix)
  // Each step passes over all rows.
  try context.checkCancellation()
  let matrix = try matrix.measurable(context).matrix
  try context.checkCancellation()
  let k = partition.k
  let centres = centroids(of: matrix, clusters: partition.clusters, k: k)
  try context.checkCancellation()
  var spread = [Double](repeating: 0, count: k)
  for (i, cluster) in partition.clusters.enumerated() {
    spread[cluster] += squaredDistance(matrix, i, centres, cluster).squareRoot()
  }
  for cluster in 0..<k { spread[cluster] /= Double(partition.sizes[cluster]) }
  var sum = 0.0
  for a in 0..<k {
    var worst = 0.0
    for b in 0..<k where b != a {
      let distance = squaredDistance(centres, a, centres, b).squareRoot()
      worst = max(worst, distance > 0 ? (spread[a] + spread[b]) / distance : .infinity)
    }
    sum += worst
  }
  return sum / Double(k)
}
