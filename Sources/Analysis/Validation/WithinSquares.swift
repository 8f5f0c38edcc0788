/// The within-cluster sum of squares of a partition: squared distances of the rows to the centroid of their cluster,
/// added up.
///
/// What k-means calls inertia, and the W of the gap statistic: pooled pairwise squared distances, each cluster's over
/// twice its size, are the same number.
/// - Parameters:
///   - matrix: n × d, finite.
///   - labels: a cluster for each row, from 0; numbers may be left out. One cluster is allowed, and so are n.
/// - Returns: 0 when every cluster is one point; infinite where the squares leave the range of a double.
/// - Throws: `ClusteringError.empty`, `.nonFinite`, `.labelCount`, `.negativeLabel`; `CancellationError`.
/// - Complexity: O(n·d).
public func withinSquares(
  of matrix: Matrix, labels: [Int], context: ComputeContext = .plain
) throws -> Double {
  try matrix.checkFinite()
  guard labels.count == matrix.rowCount else { throw ClusteringError.labelCount(labels.count, rows: matrix.rowCount) }
  if let row = labels.firstIndex(where: { $0 < 0 }) { throw ClusteringError.negativeLabel(labels[row], row: row) }
  // Each step passes over all rows.
  try context.checkCancellation()
  let (scaled, exponent) = try matrix.measurable(context)
  try context.checkCancellation()
  let clusters = labelsByFirstAppearance(labels)
  let centres = centroids(of: scaled, clusters: clusters, k: (clusters.max() ?? 0) + 1)
  try context.checkCancellation()
  var sum = 0.0
  for (i, cluster) in clusters.enumerated() { sum += squaredDistance(scaled, i, centres, cluster) }
  return Double(sign: .plus, exponent: -2 * exponent, significand: sum)
}

extension Dendrogram {
  /// The within-cluster sums of squares of the cuts into 1, 2, … `largest` clusters, at 0, 1, … `largest` − 1.
  ///
  /// One pass over the rows: what a merge adds follows from the two centroids (J. H. Ward 1963,
  /// doi:10.1080/01621459.1963.10500845), whatever the linkage. Sums only grow from the finest cut upwards, so that
  /// nothing cancels; each is `withinSquares(of:labels:)` of its cut up to rounding.
  /// - Parameters:
  ///   - matrix: the rows that the tree was grown from, finite.
  ///   - largest: 1…n.
  /// - Throws: `ClusteringError.labelCount` when the rows are others than the tree's, `.clusterCount`, `.empty`,
  ///   `.nonFinite`; `CancellationError`.
  /// - Complexity: O(n·d).
  public func withinSquares(
    of matrix: Matrix, upTo largest: Int, context: ComputeContext = .plain
  ) throws -> [Double] {
    guard matrix.rowCount == leafCount else { throw ClusteringError.labelCount(leafCount, rows: matrix.rowCount) }
    try matrix.checkFinite()
    // Each step passes over all rows.
    try context.checkCancellation()
    let (scaled, exponent) = try matrix.measurable(context)
    let cut = try cut(into: largest)
    try context.checkCancellation()
    let d = matrix.columnCount
    let centres = centroids(of: scaled, clusters: cut.labels, k: largest)
    try context.checkCancellation()
    var within = 0.0
    for (i, cluster) in cut.labels.enumerated() { within += squaredDistance(scaled, i, centres, cluster) }

    try context.checkCancellation()
    // The clusters of the cut under the numbers that the merges above it call them by.
    var groups: [Int: (size: Double, centre: [Double])] = [:]
    var sizes = [Double](repeating: 0, count: largest)
    for cluster in cut.labels { sizes[cluster] += 1 }
    for (node, leaf) in representatives(below: leafCount - largest) {
      let cluster = cut.labels[leaf]
      groups[node] = (sizes[cluster], (0..<d).map { centres[cluster, $0] })
    }
    var sums = [Double](repeating: 0, count: largest)
    sums[largest - 1] = within
    for step in leafCount - largest..<leafCount - 1 {
      let merge = merges[step]
      guard let a = groups.removeValue(forKey: merge.left), let b = groups.removeValue(forKey: merge.right) else {
        preconditionFailure("a merge above the cut joins two groups that are there")
      }
      let size = a.size + b.size
      var distance = 0.0
      var centre = [Double](repeating: 0, count: d)
      for f in 0..<d {
        let difference = a.centre[f] - b.centre[f]
        distance += difference * difference
        centre[f] = a.centre[f] - difference * (b.size / size)
      }
      within += a.size * b.size / size * distance
      groups[leafCount + step] = (size, centre)
      sums[leafCount - 2 - step] = within
    }
    return sums.map { Double(sign: .plus, exponent: -2 * exponent, significand: $0) }
  }

  /// The nodes that stand after the first `kept` merges, each with one of its leaves.
  private func representatives(below kept: Int) -> [(node: Int, leaf: Int)] {
    var leaf = Array(0..<leafCount)
    var isMerged = [Bool](repeating: false, count: leafCount + kept)
    for merge in merges.prefix(kept) {
      leaf.append(leaf[merge.left])
      isMerged[merge.left] = true
      isMerged[merge.right] = true
    }
    return leaf.indices.filter { !isMerged[$0] }.map { ($0, leaf[$0]) }
  }
}
