/// Ward's clustering in memory linear in the rows.
///
/// First in rounds: every cluster knows its nearest neighbour, all reciprocal pairs merge at once, and the clusters
/// whose neighbour is gone look for another, in parallel. That is fast as long as a round merges many pairs and leaves few
/// clusters looking. Data in which it does not (chains; one large cluster that is nearest to everything) goes on with
/// the nearest-neighbour chain, which looks for a neighbour only when it comes past, 3n times at most.
struct WardClustering {
  private var clusters: WardClusters
  private var tree: BoxTree
  /// The nearest cluster to each; -1 where it is not known (any more).
  private var nearest: [NearestCluster]
  private var merges: [LabelledMerge] = []
  private let start: Int
  /// The share of the work told so far.
  private var told = 0.0

  /// - Complexity: O(n²·d) at worst, O(n·log n) searches' time where few features carry the structure; O(n·d) memory.
  static func merges(of rows: DistinctRows, context: ComputeContext) throws(CancellationError) -> [LabelledMerge] {
    var clustering = WardClustering(rows)
    try clustering.mergeInRounds(context)
    try clustering.mergeInChain(context)
    return clustering.merges
  }

  private init(_ rows: DistinctRows) {
    let unordered = WardClusters(rows)
    clusters = unordered.selecting(spatialOrder(of: unordered.centroids))
    tree = BoxTree(clusters)
    nearest = [NearestCluster](repeating: .unknown, count: clusters.count)
    start = clusters.count
  }

  // MARK: Rounds

  private mutating func mergeInRounds(_ context: ComputeContext) throws(CancellationError) {
    while clusters.count > 1 {
      try findMissingNeighbours(context)
      let pairs = reciprocalPairs(nearest)
      let isProductive = mergeAll(pairs)
      if !isProductive { return }
    }
  }

  private mutating func findMissingNeighbours(_ context: ComputeContext) throws(CancellationError) {
    let missing = nearest.indices.filter { nearest[$0].place < 0 }
    let tree = tree
    // A round leaves about seven tenths of the clusters.
    let done = progress(left: clusters.count)
    told = done + 0.3 * (1 - done)
    let part = context.part(done...told)
    // At worst a search looks at everything: a chunk is some five milliseconds of that.
    let chunk = max(1, min(64, 2_000_000 / clusters.count))
    try nearest.withDisjointSlots { (nearest) throws(CancellationError) in
      try parallelChunks(count: missing.count, chunkSize: chunk, reportsProgress: true, context: part) { range, _ in
        tree.forEachNearest(to: missing[range]) { nearest[$0] = $1 }
      }
    }
  }

  /// Merges the pairs and lays the clusters out anew.
  /// - Returns: whether another round is worth while.
  private mutating func mergeAll(_ pairs: [(Int, Int)]) -> Bool {
    let before = clusters.count
    var union = [Int](repeating: -1, count: before)
    for (i, j) in pairs {
      union[i] = clusters.count
      union[j] = clusters.count
      record(i, j)
      clusters.appendUnion(i, j)
    }
    let left = (0..<before).filter { union[$0] < 0 } + Array(before..<clusters.count)
    let known = nearest
    let layOut = relayOut(left)
    for place in 0..<before where union[place] < 0 && known[place].place >= 0 && union[known[place].place] < 0 {
      nearest[layOut[place]] = NearestCluster(place: layOut[known[place].place], distance: known[place].distance)
    }
    let missing = nearest.count { $0.place < 0 }
    return pairs.count * 16 >= clusters.count && missing <= 8 * pairs.count
  }

  /// Keeps the clusters at `left`, in spatial order, none of them with a known neighbour.
  /// - Returns: the new place of each old one.
  private mutating func relayOut(_ left: [Int]) -> [Int] {
    let kept = clusters.selecting(left)
    let order = spatialOrder(of: kept.centroids)
    var newPlace = [Int](repeating: -1, count: clusters.count)
    for (place, index) in order.enumerated() { newPlace[left[index]] = place }
    clusters = kept.selecting(order)
    tree = BoxTree(clusters)
    nearest = [NearestCluster](repeating: .unknown, count: clusters.count)
    return newPlace
  }

  private mutating func progress(left: Int) -> Double {
    told = max(told, 1 - Double(left) / Double(start))
    return told
  }

  private mutating func record(_ i: Int, _ j: Int) {
    let (a, b) = (clusters.labels[i], clusters.labels[j])
    merges.append(
      LabelledMerge(low: min(a, b), high: max(a, b), height: tree.squaredDistance(i, j).squareRoot()))
  }

  // MARK: The chain

  private mutating func mergeInChain(_ context: ComputeContext) throws(CancellationError) {
    var isAlive = [Bool](repeating: true, count: clusters.count)
    var left = clusters.count
    var appended = 0
    var chain: [Int] = []
    var isInChain = isAlive.map { _ in false }
    var first = 0
    while left > 1 {
      guard let top = chain.last else {
        while !isAlive[first] { first += 1 }
        chain.append(first)
        isInChain[first] = true
        continue
      }
      if nearest[top].place < 0 || !isAlive[nearest[top].place] {
        try context.checkpoint(progress(left: left))
        tree.forEachNearest(to: CollectionOfOne(top)) { nearest[$0] = $1 }
      }
      let next = nearest[top].place
      if !isInChain[next] {
        chain.append(next)
        isInChain[next] = true
        continue
      }
      // Back at the one before, as a rule. Where rounding closed a longer circle its distances are equal but for last
      // bits, and the last two will do.
      chain.removeLast()
      let previous = chain.removeLast()
      isInChain[top] = false
      isInChain[previous] = false
      record(top, previous)
      clusters.appendUnion(top, previous)
      let union = tree.append(
        centroid: clusters.centroid(clusters.count - 1), size: clusters.sizes[clusters.count - 1],
        label: clusters.labels[clusters.count - 1])
      assert(union == clusters.count - 1)
      for place in [top, previous] {
        tree.remove(place)
        isAlive[place] = false
      }
      isAlive.append(true)
      isInChain.append(false)
      nearest.append(.unknown)
      left -= 1
      appended += 1
      // Clusters under no box slow every search, dead ones a little.
      if appended >= 64 + left / 16 && left > 1 {
        appended = 0
        first = 0
        let known = nearest
        let alive = isAlive.indices.filter { isAlive[$0] }
        let newPlace = relayOut(alive)
        for place in alive where known[place].place >= 0 && isAlive[known[place].place] {
          nearest[newPlace[place]] = NearestCluster(
            place: newPlace[known[place].place], distance: known[place].distance)
        }
        chain = chain.map { newPlace[$0] }
        isAlive = [Bool](repeating: true, count: left)
        isInChain = [Bool](repeating: false, count: left)
        for place in chain { isInChain[place] = true }
      }
    }
  }
}
