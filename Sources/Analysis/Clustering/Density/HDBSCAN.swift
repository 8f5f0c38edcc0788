import Machine

/// Clusters of rows that lie close together, and rows that belong to none.
public struct HDBSCAN: Sendable, Equatable, Codable {
  /// The cluster of each row, 0 ..< `clusterCount`: the largest first, at one size the one with the least row by value;
  /// -1 for noise.
  public let labels: [Int]
  /// How strongly each row belongs to its cluster, 0...1: its λ over that at which the cluster falls apart, at most 1.
  /// 0 for noise.
  public let probabilities: [Double]
  /// How far out each row lies, 0...1 (GLOSH): how much larger than its λ the largest near it is, relatively.
  ///
  /// R. J. G. B. Campello et al. (2015), doi:10.1145/2733381.
  public let outlierScores: [Double]
  /// The distance of each row to its `minSamples`-th nearest, itself included; not squared.
  public let coreDistances: [Double]
  /// Rows in each cluster.
  public let sizes: [Int]
  /// The cluster of the tree that each cluster is.
  public let chosen: [Int]
  public let tree: CondensedTree
  public let minClusterSize: Int
  public let minSamples: Int

  public var clusterCount: Int { chosen.count }
  public var noiseCount: Int { labels.count - sizes.reduce(0, +) }

  /// The stability of each cluster: see `CondensedTree.Cluster`.
  public var stabilities: [Double] { chosen.map { tree.clusters[$0].stability } }

  /// The stability of each cluster for each of its rows, as a share of the largest λ in the tree.
  public var persistences: [Double] {
    let largest = tree.lastLambdas[0]
    return zip(stabilities, sizes).map { $0 / Double($1) / largest }
  }
}

/// Clusters rows by density at all scales at once (HDBSCAN*), by Euclidean distance, exactly.
///
/// R. J. G. B. Campello, D. Moulavi and J. Sander (2013), doi:10.1007/978-3-642-37456-2_14; Campello, Moulavi, Zimek and
/// Sander (2015), doi:10.1145/2733381; L. McInnes and J. Healy (2017), doi:10.1109/ICDMW.2017.12.
///
/// Edges of one length are removed simultaneously, as the first of these papers has it: distances within the tie tolerance
/// are one level, and a cluster may fall apart into more than two. So the result does not depend on the order of the
/// rows. (Only the numbers of the tree's clusters do, where birth and size tie.) scikit-learn and the hdbscan package remove one
/// edge after the other. With `minSamples` of 1 or 2 and no two equal distances they give the same clusters and probabilities;
/// with more, a core distance is the length of several edges whatever the data, and where a row connects two clusters by
/// such edges they leave it to one of them, as the order of the rows will have it, where here it leaves both.
///
/// Copies of a row are as good as other rows; for their distance of 0 see `CondensedTree`.
/// - Parameters:
///   - matrix: n × d, finite, n ≥ 2.
///   - minClusterSize: rows that make a cluster, 2...n.
///   - minSamples: the rows within the core distance of a row, itself included, 1...n; more make for less dense clusters and
///     more noise. (The hdbscan package does not count the row itself.)
///   - allowSingleCluster: whether all rows may be a cluster; those that leave it before its end are noise.
/// - Throws: `ClusteringError.empty`, `.nonFinite`, `.tooFewRows`, `.minClusterSize`, `.minSamples`; `CancellationError`.
/// - Complexity: O(n log n) time in few intrinsic dimensions, O(n²·d) in many; O(n·d) memory.
public func hdbscan(
  of matrix: Matrix, minClusterSize: Int, minSamples: Int, selection: ClusterSelection = .excessOfMass,
  allowSingleCluster: Bool = false, context: ComputeContext
) throws -> HDBSCAN {
  try matrix.checkFinite()
  let n = matrix.rowCount
  guard n >= 2 else { throw ClusteringError.tooFewRows(n, needed: 2) }
  guard 2...n ~= minClusterSize else { throw ClusteringError.minClusterSize(minClusterSize, allowed: 2...n) }
  guard 1...n ~= minSamples else { throw ClusteringError.minSamples(minSamples, allowed: 1...n) }
  let (scaled, exponent) = matrix.scaledForSquares()
  let (levels, squaredCores) = try reachabilityLevels(of: scaled, minSamples: minSamples, context)
  let tree = try CondensedTree(levels, minClusterSize: minClusterSize, context: context)
  let chosen = try tree.chosen(by: selection, allowSingleCluster: allowSingleCluster, context: context)
  let result = try HDBSCAN(
    tree, of: scaled, chosen: chosen,
    coreDistances: squaredCores.map { Double(sign: .plus, exponent: -exponent, significand: $0.squareRoot()) },
    minClusterSize: minClusterSize, minSamples: minSamples, distancesScaledBy: -exponent, context)
  try context.checkpoint(1)
  return result
}

/// How rows become connected as the mutual reachability distance allowed grows, and their squared core distances.
private func reachabilityLevels(
  of matrix: Matrix, minSamples: Int, _ context: ComputeContext
) throws(CancellationError) -> (levels: LevelTree, squaredCores: [Double]) {
  let rows = try DistinctRows(of: matrix, context: context)
  let points = try DensityPoints(rows.points, counts: rows.counts, context: context)
  let cores = try CoreDistances(points, minSamples: minSamples, context: context.part(0.05...0.45))
  var edges = try minimumSpanningTree(of: points, cores, context: context.part(0.45...0.95))
  for i in edges.indices {
    edges[i].a = rows.labels[points.order[edges[i].a]]
    edges[i].b = rows.labels[points.order[edges[i].b]]
  }
  var squaredCores = [Double](repeating: 0, count: matrix.rowCount)
  try forEachStretch(of: points.order.count, context) { places in
    for place in places { squaredCores[rows.labels[points.order[place]]] = cores.squares[place] }
  }
  // Copies of a row reach each other at their core distance. They come rising, each with the next one.
  try forEachStretch(of: rows.merges.count, context) { stretch in
    for i in stretch {
      let copy = rows.merges[rows.merges.count - 1 - i]
      squaredCores[copy.low] = squaredCores[copy.high]
      edges.append(Edge(a: copy.low, b: copy.high, squaredLength: squaredCores[copy.high]))
    }
  }
  try context.checkpoint(0.95)
  return (try LevelTree(pointCount: matrix.rowCount, edges: edges, context: context), squaredCores)
}
