import Machine

extension HDBSCAN {
  /// Labels rows by the clusters chosen.
  /// - Parameters:
  ///   - matrix: the rows, whose values number the clusters where sizes tie.
  ///   - exponent: the power of two that makes λ's reciprocals distances in the caller's unit.
  /// - Throws: `CancellationError`.
  init(
    _ tree: CondensedTree, of matrix: Matrix, chosen: [Int], coreDistances: [Double], minClusterSize: Int,
    minSamples: Int, distancesScaledBy exponent: Int, _ context: ComputeContext
  ) throws(CancellationError) {
    let places = tree.places(in: chosen)
    var labels = [Int](repeating: -1, count: matrix.rowCount)
    try forEachStretch(of: labels.count, context) { rows in
      for row in rows {
        labels[row] = tree.label(places[tree.rowClusters[row]], lambda: tree.rowLambdas[row], chosen)
      }
    }
    let order = try numbering(of: labels, count: chosen.count, matrix, context)
    self.chosen = order.places.map { chosen[$0] }
    sizes = order.sizes
    var numbers = order.places
    for (number, place) in order.places.enumerated() { numbers[place] = number }

    let last = tree.lastLambdas
    var probabilities = [Double](repeating: 0, count: labels.count)
    var outlierScores = probabilities
    try forEachStretch(of: labels.count, context) { rows in
      for row in rows {
        let lambda = tree.rowLambdas[row]
        let end = last[tree.rowClusters[row]]
        outlierScores[row] = (end - lambda) / end
        guard labels[row] >= 0 else { continue }
        probabilities[row] = tree.probability(of: lambda, in: chosen[labels[row]])
        labels[row] = numbers[labels[row]]
      }
    }
    self.labels = labels
    self.probabilities = probabilities
    self.outlierScores = outlierScores
    self.coreDistances = coreDistances
    self.tree = tree.scaled(byPowerOfTwo: exponent)
    self.minClusterSize = minClusterSize
    self.minSamples = minSamples
  }
}

extension CondensedTree {
  /// What a row is that is within the chosen cluster at `place` until `lambda`; -1 for noise.
  ///
  /// All rows are a cluster only in so far as they stay to its end: else no row could be noise.
  func label(_ place: Int, lambda: Double, _ chosen: [Int]) -> Int {
    place >= 0 && chosen[place] == 0 && lambda < clusters[0].death ? -1 : place
  }

  /// How strongly a row that stays until `lambda` belongs to a cluster.
  func probability(of lambda: Double, in cluster: Int) -> Double {
    min(lambda, clusters[cluster].death) / clusters[cluster].death
  }
}

/// The order of clusters by falling size, then by their least row as values are compared one after the other.
private func numbering(
  of labels: [Int], count: Int, _ matrix: Matrix, _ context: ComputeContext
) throws(CancellationError) -> (places: [Int], sizes: [Int]) {
  var sizes = [Int](repeating: 0, count: count)
  var least = [Int](repeating: -1, count: count)
  try forEachStretch(of: labels.count, context) { rows in
    for row in rows where labels[row] >= 0 {
      let label = labels[row]
      sizes[label] += 1
      if least[label] < 0 || matrix.row(row).lexicographicallyPrecedes(matrix.row(least[label])) { least[label] = row }
    }
  }
  let (counts, firsts) = (sizes, least)
  let places = try sortedOrder(of: count, context: context) { a, b in
    if counts[a] != counts[b] { return counts[a] > counts[b] }
    return matrix.row(firsts[a]).lexicographicallyPrecedes(matrix.row(firsts[b]))
  }
  return (places, places.map { sizes[$0] })
}
