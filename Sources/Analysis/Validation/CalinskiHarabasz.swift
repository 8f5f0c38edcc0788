/// The Calinski–Harabasz index: variance between the clusters over variance within, each by its degrees of
/// freedom; more is better.
///
/// T. Caliński and J. Harabasz (1974), doi:10.1080/03610927408827101. Clusters without any spread give infinity.
/// - Throws: `ClusteringError` for entries that are not finite, labels that do not fit, or fewer than 2 or more than
///   n − 1 clusters; `CancellationError`.
/// - Complexity: O(n·d).
public func calinskiHarabasz(of matrix: Matrix, labels: [Int], context: ComputeContext = .plain) throws -> Double {
  let partition = try Partition(labels: labels, of: matrix)
  // Each step passes over all rows.
  try context.checkCancellation()
  let matrix = try matrix.measurable(context).matrix
  try context.checkCancellation()
  let centres = centroids(of: matrix, clusters: partition.clusters, k: partition.k)
  try context.checkCancellation()
  let centre = centroids(of: matrix, clusters: [Int](repeating: 0, count: matrix.rowCount), k: 1)
  try context.checkCancellation()
  var between = 0.0
  for cluster in 0..<partition.k {
    between += Double(partition.sizes[cluster]) * squaredDistance(centres, cluster, centre, 0)
  }
  var within = 0.0
  for (i, cluster) in partition.clusters.enumerated() { within += squaredDistance(matrix, i, centres, cluster) }
  let k = Double(partition.k)
  return (between / (k - 1)) / (within / (Double(matrix.rowCount) - k))
}
