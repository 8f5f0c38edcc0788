import Machine

/// Ward's clustering in memory linear in the rows.
///
/// First in rounds: clusters look for their nearest neighbours in parallel, and all reciprocal pairs merge at once. That is
/// fast as long as a round merges many pairs. Data in which it does not (chains; one large cluster that is nearest to
/// everything) goes on with the nearest-neighbour chain, which looks for a neighbour only when it comes past, 3n times at
/// most.
struct WardClustering {
  private var clusters: WardClusters
  private let coordinates: PrincipalCoordinates
  private var tree: WardTree
  /// The nearest cluster to each; -1 where it is not known (any more).
  private var nearest: [NearestCluster]
  private var found = Agglomeration()
  private let start: Int
  /// The share of the work reported so far.
  private var told = 0.0

  /// - Complexity: O(n²·d) time at worst, far less where the boxes rule out most of the clusters; O(n·d) memory.
  static func merges(of rows: DistinctRows, context: ComputeContext) throws(CancellationError) -> Agglomeration {
    var clustering = try WardClustering(rows, context)
    try clustering.mergeInRounds(context)
    try clustering.mergeInChain(context)
    return clustering.found
  }

  private init(_ rows: DistinctRows, _ context: ComputeContext) throws(CancellationError) {
    let unordered = try WardClusters(rows, context: context)
    coordinates = try PrincipalCoordinates(of: try unordered.centroids(context: context), context: context)
    let layOut = try Self.layOut(unordered, coordinates, context)
    (clusters, tree) = (layOut.clusters, layOut.tree)
    nearest = [NearestCluster](repeating: .unknown, count: clusters.count)
    start = clusters.count
  }

  /// The clusters in spatial order, the tree over them, and which cluster came to each place.
  private static func layOut(
    _ clusters: WardClusters, _ coordinates: PrincipalCoordinates, _ context: ComputeContext
  ) throws(CancellationError) -> (clusters: WardClusters, tree: WardTree, order: [Int]) {
    let centroids = try clusters.centroids(context: context)
    let rows = try coordinates.of(centroids, context: context)
    let order = try spatialOrder(of: rows, panels: coordinates.panels, context: context)
    let ordered = try clusters.selecting(order, context: context)
    let tree = try WardTree(
      centroids.rows(order, context: context), sizes: ordered.sizes, labels: ordered.labels, rows, at: order,
      coordinates, context: context)
    return (ordered, tree, order)
  }

  // MARK: Rounds

  private mutating func mergeInRounds(_ context: ComputeContext) throws(CancellationError) {
    while clusters.count > 1 {
      try findWantedNeighbours(context)
      let pairs = reciprocalPairs(nearest)
      let isProductive = try mergeAll(pairs, context)
      if !isProductive { return }
    }
  }

  /// Finds the neighbours that are needed to know all reciprocal pairs among the clusters whose neighbour is known.
  ///
  /// Whom nobody is nearest to cannot be one of a pair, so its search waits; by the time it is wanted, merges may have
  /// spared several. Going from neighbour to neighbour ends in a pair, so there is one as soon as any neighbour is
  /// known. When few are left that are, all the others are looked for, so that rounds stay productive.
  private mutating func findWantedNeighbours(_ context: ComputeContext) throws(CancellationError) {
    let done = progress(left: clusters.count)
    told = done + 0.25 * (1 - done)
    if nearest.count(where: { $0.place >= 0 }) * 5 < nearest.count {
      try search(for: nearest.indices.filter { nearest[$0].place < 0 }, context.part(done...told))
    }
    var isWanted = [Bool](repeating: false, count: nearest.count)
    for neighbour in nearest where neighbour.place >= 0 { isWanted[neighbour.place] = true }
    var wanted = nearest.indices.filter { isWanted[$0] && nearest[$0].place < 0 }
    while !wanted.isEmpty {
      try search(for: wanted, context.part(told...told))
      // Of those that were found just now the neighbours are wanted next.
      var next: [Int] = []
      for place in wanted {
        let neighbour = nearest[place].place
        if neighbour >= 0 && nearest[neighbour].place < 0 && !isWanted[neighbour] {
          isWanted[neighbour] = true
          next.append(neighbour)
        }
      }
      wanted = next.sorted()
    }
  }

  private mutating func search(for places: [Int], _ context: ComputeContext) throws(CancellationError) {
    let tree = tree
    try nearest.withDisjointSlots { (nearest) throws(CancellationError) in
      found.ties += try tree.searchAll(places, context: context) { nearest[$0] = $1 }
    }
  }

  /// Merges the pairs and lays the clusters out anew.
  /// - Returns: whether another round is worth while.
  private mutating func mergeAll(_ pairs: [(Int, Int)], _ context: ComputeContext) throws(CancellationError) -> Bool {
    let tree = tree
    let heights = try [Double](items: pairs.count, chunkSize: 1 << 10, context: context) { range, heights in
      for place in range { heights[place] = tree.squaredDistance(pairs[place].0, pairs[place].1).squareRoot() }
    }
    var isMerged = [Bool](repeating: false, count: clusters.count)
    try forEachStretch(of: pairs.count, context) { stretch in
      for place in stretch {
        let (i, j) = pairs[place]
        isMerged[i] = true
        isMerged[j] = true
        record(i, j, height: heights[place])
      }
    }
    try keepOnly(isMerged.indices.filter { !isMerged[$0] }, uniting: pairs, context)
    return pairs.count * 32 >= clusters.count
  }

  /// Keeps the clusters at `left` and the unions of pairs, in spatial order. A nearest neighbour stays known where both are
  /// kept.
  /// - Returns: the new place of each old one, -1 for those not kept.
  @discardableResult
  private mutating func keepOnly(
    _ left: [Int], uniting pairs: [(Int, Int)] = [], _ context: ComputeContext
  ) throws(CancellationError) -> [Int] {
    let known = nearest
    let layOut = try Self.layOut(
      clusters.selecting(left, uniting: pairs, context: context), coordinates, context)
    var newPlace = [Int](repeating: -1, count: clusters.count)
    for (place, index) in layOut.order.enumerated() where index < left.count { newPlace[left[index]] = place }
    (clusters, tree) = (layOut.clusters, layOut.tree)
    nearest = [NearestCluster](repeating: .unknown, count: clusters.count)
    for place in left where known[place].place >= 0 && newPlace[known[place].place] >= 0 {
      nearest[newPlace[place]] = NearestCluster(place: newPlace[known[place].place], distance: known[place].distance)
    }
    return newPlace
  }

  private mutating func progress(left: Int) -> Double {
    told = max(told, 1 - Double(left) / Double(start))
    return told
  }

  private mutating func record(_ i: Int, _ j: Int, height: Double) {
    let (a, b) = (clusters.labels[i], clusters.labels[j])
    found.merges.append(LabelledMerge(low: min(a, b), high: max(a, b), height: height))
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
        found.ties += tree.forEachNearest(to: [top]) { nearest[$0] = $1 }
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
      record(top, previous, height: tree.squaredDistance(top, previous).squareRoot())
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
        let newPlace = try keepOnly(isAlive.indices.filter { isAlive[$0] }, context)
        chain = chain.map { newPlace[$0] }
        isAlive = [Bool](repeating: true, count: left)
        isInChain = [Bool](repeating: false, count: left)
        for place in chain { isInChain[place] = true }
      }
    }
  }
}
