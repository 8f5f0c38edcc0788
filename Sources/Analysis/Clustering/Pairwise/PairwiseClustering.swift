import Machine

/// Clustering by a linkage that needs the distances of all pairs.
///
/// The first rounds need no such distances (see `FirstClusters`). Then in rounds as long as they merge many pairs: one pass
/// over the distances gives all reciprocal pairs those of their unions, closes the gaps and finds the nearest neighbours for
/// the next round. Passes read memory from front to back, which the chain, jumping from row to row, does not. Where rounds
/// merge few pairs, the nearest-neighbour chain (see `reciprocalPairs`) goes on.
struct PairwiseClustering {
  private var distances: CondensedDistances
  private var found = Agglomeration()
  private let start: Int

  /// - Parameter share: see `FirstClusters`; the tree is the same.
  /// - Throws: `ClusteringError.memory` before the distances are taken; `CancellationError`.
  /// - Complexity: O(n²·d) time, 4·n² bytes.
  static func merges(
    of rows: DistinctRows, linkage: Linkage, share: Double = LinkageSearch.worthwhileShare, context: ComputeContext
  ) throws -> Agglomeration {
    let first = try FirstClusters(
      of: rows, linkage == .average ? .sum : .largest, share: share, context: context.part(0...0.1))
    let needed = CondensedDistances.memory(for: first.clusters.count)
    if let available = FreeMemory.bytes, needed > available {
      throw ClusteringError.memory(
        needed: needed, available: available, fitting: Linkage.allCases.filter { !$0.needsAllPairs })
    }
    var clustering = PairwiseClustering(
      try CondensedDistances(rows, first.clusters, context: context.part(0.1...0.3)))
    clustering.found = first.found
    let part = context.part(0.3...1)
    try clustering.mergeInRounds(part)
    try clustering.mergeInChain(part)
    return clustering.found
  }

  private init(_ distances: CondensedDistances) {
    self.distances = distances
    start = distances.count
  }

  /// The share of the work done: what is left goes with the square of the clusters left.
  private func share(left: Int) -> Double {
    let left = Double(left) / Double(max(1, start))
    return 1 - left * left
  }

  private mutating func mergeInRounds(_ context: ComputeContext) throws(CancellationError) {
    while distances.count > 1 {
      try context.checkpoint(share(left: distances.count))
      let pairs = reciprocalPairs(distances.nearest)
      for (low, high) in pairs { record(low, high) }
      found.ties += try distances.ties(of: pairs.flatMap { [$0.0, $0.1] }, context: context)
      try distances.mergeAll(pairs, context: context)
      if pairs.count * 24 < distances.count { return }
    }
  }

  private mutating func record(_ low: Int, _ high: Int) {
    found.merges.append(
      LabelledMerge(low: distances.labels[low], high: distances.labels[high], height: distances.distance(low, high)))
  }

  private mutating func mergeInChain(_ context: ComputeContext) throws(CancellationError) {
    var left = Array(0..<distances.count)
    var chain: [Int] = []
    while left.count > 1 {
      try context.checkpoint(share(left: left.count))
      if chain.isEmpty { chain.append(left[0]) }
      let top = chain[chain.count - 1]
      let (nearest, ties) = distances.nearest(to: top, among: left)
      let next = nearest.place
      if let ties { found.ties.append(ties) }
      if !chain.contains(next) {
        chain.append(next)
        continue
      }
      // Back at the one before, as a rule. Where rounding closed a longer circle its distances are equal but for last
      // bits, and the last two will do.
      chain.removeLast()
      let previous = chain.removeLast()
      let (low, high) = (min(top, previous), max(top, previous))
      record(low, high)
      distances.merge(low, into: high, others: left)
      left.removeAll { $0 == low }
      if left.count * 2 < distances.count && left.count > 1 {
        chain = chain.compactMap { left.firstIndex(of: $0) }
        try distances.keepOnly(left, context: context)
        left = Array(0..<distances.count)
      }
    }
  }
}
