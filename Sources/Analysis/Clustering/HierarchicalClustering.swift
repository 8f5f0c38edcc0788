/// Clusters rows agglomeratively by Euclidean distance.
///
/// Without ties, SciPy's tree: heights agree to 1e-12 relative, Ward's that are small beside the whole table to 1e-15 or so of its
/// extent (they are distances of centroids). With ties (distances within 1e-12 of each other), each
/// merge is one of the least when it is made, and of those the one with the lowest index: a cluster's index is the
/// last of its rows, the lower of the two indices decides first, then the higher one.
/// - Parameters:
///   - matrix: n × d with n, d ≥ 1, finite. One row gives a tree without merges.
/// - Returns: a tree whose heights are distances (not squared) as `Linkage` defines them.
/// - Throws: `ClusteringError.empty`, `.nonFinite`, `.memory` (complete and average hold n(n − 1)/2 distances; it is checked
///   before they are taken); `CancellationError`.
/// - Complexity: O(n²·d) time at worst. Memory O(n·d) for Ward and single, 4·n² bytes for complete and average.
public func hierarchicalClustering(
  of matrix: Matrix, linkage: Linkage, context: ComputeContext
) throws -> Dendrogram {
  try matrix.checkFinite()
  let (scaled, exponent) = matrix.scaledForSquares()
  let rows = try DistinctRows(of: scaled, context: context)
  let found =
    switch linkage {
    case .ward: try WardClustering.merges(of: rows, context: context)
    case .single: try SingleLinkage.merges(of: rows, context: context)
    case .complete, .average: try PairwiseClustering.merges(of: rows, linkage: linkage, context: context)
    }
  var merges = rows.merges + found.merges
  if exponent != 0 {
    for i in merges.indices {
      merges[i].height = Double(sign: .plus, exponent: -exponent, significand: merges[i].height)
    }
  }
  let tree = try Dendrogram(leafCount: matrix.rowCount, labelled: merges, context: context)
    .marking(found.ties.map { $0.scaled(exponent: -exponent) }, linkage: linkage, context: context)
  try context.checkpoint(1)
  return tree
}
