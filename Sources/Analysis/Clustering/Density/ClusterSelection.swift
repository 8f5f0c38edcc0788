import Machine

/// Which clusters of a condensed tree are chosen, no two of which are within each other.
public enum ClusterSelection: String, Sendable, Codable, CaseIterable {
  /// Those whose stabilities add up to the most; a cluster is preferred to its parts where it is as stable as they together.
  ///
  /// R. J. G. B. Campello, D. Moulavi, A. Zimek and J. Sander (2015), doi:10.1145/2733381.
  case excessOfMass
  /// Those that do not fall apart into clusters: many small ones of much the same density.
  case leaf
}

extension CondensedTree {
  /// The clusters chosen, in the order of the tree.
  /// - Parameter allowSingleCluster: whether all rows may be a cluster.
  /// - Throws: `CancellationError`.
  func chosen(
    by selection: ClusterSelection, allowSingleCluster: Bool, context: ComputeContext
  ) throws(CancellationError) -> [Int] {
    var childStabilities = [[Double]](repeating: [], count: clusters.count)
    var isPreferred = [Bool](repeating: true, count: clusters.count)
    try forEachStretch(of: clusters.count, context) { stretch in
      for number in stretch {
        let cluster = clusters.count - 1 - number
        // Sorted: a sum must not depend on the order of the rows.
        let together = childStabilities[cluster].sorted().reduce(0, +)
        var best = clusters[cluster].stability
        if !childStabilities[cluster].isEmpty {
          switch selection {
          case .excessOfMass: isPreferred[cluster] = together <= best || isTie(together, best)
          case .leaf: isPreferred[cluster] = false
          }
          if !isPreferred[cluster] { best = together }
        }
        if cluster > 0 { childStabilities[clusters[cluster].parent].append(best) }
      }
    }
    if !allowSingleCluster { isPreferred[0] = false }
    var chosen: [Int] = []
    var isWithinChosen = [Bool](repeating: false, count: clusters.count)
    for (cluster, node) in clusters.enumerated() {
      if node.parent >= 0 && isWithinChosen[node.parent] {
        isWithinChosen[cluster] = true
      } else if isPreferred[cluster] {
        isWithinChosen[cluster] = true
        chosen.append(cluster)
      }
    }
    return chosen
  }

  /// For each cluster the place in `chosen` of the one it is within, itself included; -1 where there is none.
  func places(in chosen: [Int]) -> [Int] {
    var places = [Int](repeating: -1, count: clusters.count)
    for (place, cluster) in chosen.enumerated() { places[cluster] = place }
    for cluster in clusters.indices.dropFirst() where places[cluster] < 0 {
      places[cluster] = places[clusters[cluster].parent]
    }
    return places
  }
}
