/// What becomes of a new row; ordered so that of two the one preferred comes first.
struct PlacementOutcome: Comparable {
  var label: Int
  var probability: Double

  static func < (a: Self, b: Self) -> Bool { (b.probability, a.label) < (a.probability, b.label) }
}

/// What becomes of new rows by the clustered ones that they are connected to.
struct PlacementOutcomes: Sendable {
  private let tree: CondensedTree
  private let chosen: [Int]
  /// The label of each cluster of the tree, -1 where it is within no chosen one.
  private let labels: [Int]

  init(_ clusters: HDBSCAN) {
    tree = clusters.tree
    chosen = clusters.chosen
    labels = tree.places(in: chosen)
  }

  /// - Parameters:
  ///   - row: a clustered row.
  ///   - length: the mutual reachability distance at which the new row is connected to it.
  func outcome(besides row: Int, length: Double) -> PlacementOutcome {
    var cluster = tree.rowClusters[row]
    var lambda = tree.rowLambdas[row]
    if length * lambda > 1 {
      lambda = 1 / length
      while cluster > 0 && tree.clusters[cluster].birth >= lambda * (1 - tieTolerance) {
        cluster = tree.clusters[cluster].parent
      }
    }
    let label = tree.label(labels[cluster], lambda: lambda, chosen)
    let probability = label < 0 ? 0 : tree.probability(of: lambda, in: chosen[label])
    return PlacementOutcome(label: label, probability: probability)
  }
}
