import Machine

/// The clusters after the first rounds of a clustering, which are found without the distances of all pairs.
///
/// As long as clusters have few points, boxes about their centroids rule out most of the others: neither the mean nor the
/// largest distance of two clusters' points is less than the distance of their centroids. So these rounds need no distances of
/// all pairs, and they need not be held for points that rounds make a third as many clusters, which have a ninth of the pairs.
struct FirstClusters {
  /// Points a cluster has at most, on average.
  private static let mostPoints = 4.0

  private(set) var clusters: PointClusters
  private(set) var found = Agglomeration()
  private let coordinates: PrincipalCoordinates
  private let share: Double
  private var nearest: [NearestCluster]

  /// - Parameter share: searches go on while they look at no more than this share of the blocks.
  /// - Complexity: O(n log n) in few intrinsic dimensions, O(n²·d) at worst; O(n·d) memory.
  init(
    of rows: DistinctRows, _ combination: Combination, share: Double, context: ComputeContext
  ) throws(CancellationError) {
    self.share = share
    // Centroids lose the digits that an offset takes up.
    let points = try rows.points.takingOff(rows.points.exactShifts(context), context)
    clusters = PointClusters(rows, points, combination)
    coordinates = try PrincipalCoordinates(of: points, context: context)
    nearest = [NearestCluster](repeating: .unknown, count: clusters.count)
    guard clusters.count > 1 else { return }
    // How many rounds there will be is not known: each is told as half of what is left.
    var told = 0.5
    var isWorthwhile = try findNearest(among: points, context.part(0...told))
    while true {
      let pairs = reciprocalPairs(nearest)
      merge(pairs)
      isWorthwhile = isWorthwhile && pairs.count * 16 >= clusters.count
      let meanSize = Double(clusters.members.count) / Double(clusters.count)
      guard isWorthwhile && meanSize < Self.mostPoints && clusters.count > 1 else { return }
      let next = (1 + told) / 2
      isWorthwhile = try findNearest(context.part(told...next))
      told = next
    }
  }

  private mutating func merge(_ pairs: [(Int, Int)]) {
    var isGone = [Bool](repeating: false, count: clusters.count)
    for (low, high) in pairs {
      found.merges.append(
        LabelledMerge(low: clusters.labels[low], high: clusters.labels[high], height: clusters.distance(low, high)))
      isGone[low] = true
      (nearest[low], nearest[high]) = (.unknown, .unknown)
    }
    // Where each comes to lie; -1 for what is not what it was.
    var newPlace: [Int] = []
    var left: [Int] = []
    for i in isGone.indices {
      newPlace.append(isGone[i] ? -1 : left.count)
      if !isGone[i] { left.append(i) }
    }
    for (_, high) in pairs { newPlace[high] = -1 }
    // A nearest neighbour stays known where both are kept: unions are no nearer than the nearer of their parts was.
    let known = nearest
    nearest = left.map { i in
      let neighbour = known[i].place < 0 ? -1 : newPlace[known[i].place]
      return neighbour < 0 ? .unknown : NearestCluster(place: neighbour, distance: known[i].distance)
    }
    clusters = clusters.merging(pairs)
  }

  /// The nearest point to each, of tied ones the lowest.
  /// - Returns: whether boxes rule out most of the points.
  private mutating func findNearest(
    among points: Matrix, _ context: ComputeContext
  ) throws(CancellationError) -> Bool {
    let placed = try coordinates.of(points, context: context)
    let order = try spatialOrder(of: placed, panels: coordinates.panels, context: context)
    // Ward's distance of single points is theirs.
    let tree = try WardTree(
      points.rows(order, context: context), sizes: [Double](repeating: 1, count: order.count), labels: order, placed,
      at: order, coordinates, context: context)
    let clusters = clusters
    var ties: [TiedNeighbours] = []
    try nearest.withDisjointSlots { (nearest) throws(CancellationError) in
      ties = try tree.searchAll(Array(order.indices), context: context) { place, found in
        nearest[order[place]] = NearestCluster(
          place: found.place < 0 ? -1 : order[found.place], distance: found.distance.squareRoot())
      }
    }
    func name(_ point: ClusterName) -> ClusterName { clusters.name(Int(point.label)) }
    found.ties = ties.map { TiedNeighbours(name($0.cluster), neighbours: $0.neighbours.map(name), height: $0.height) }
    let some = stride(from: 0, to: order.count, by: max(1, order.count / 16)).map { $0 }
    return tree.shareLookedAt(from: some) <= share
  }

  /// The nearest cluster to each that has lost its own.
  /// - Returns: whether boxes rule out most of the clusters.
  private mutating func findNearest(_ context: ComputeContext) throws(CancellationError) -> Bool {
    let centroids = try clusters.centroids(context: context)
    let placed = try coordinates.of(centroids, context: context)
    let order = try spatialOrder(of: placed, panels: coordinates.panels, context: context)
    let tree = try BoxTree(centroids.rows(order, context: context), placed, at: order, coordinates, context: context)
    let wanted = order.indices.filter { nearest[order[$0]].place < 0 }
    let (clusters, coordinates) = (clusters, coordinates)
    var looks = 0
    try nearest.withDisjointSlots { (nearest) throws(CancellationError) in
      let parts = try parallelMap(
        count: wanted.count, chunkSize: 16, reportsProgress: true, context: context
      ) { range, _ in
        var found: (ties: [TiedNeighbours], looks: Int) = ([], 0)
        tree.withView { view in
          var search = LinkageSearch(clusters, view, order, coordinates)
          for place in wanted[range] {
            nearest[order[place]] = search.nearest(to: place)
            if let ties = search.ties { found.ties.append(ties) }
          }
          found.looks = search.looks
        }
        return found
      }
      for part in parts {
        found.ties += part.ties
        looks += part.looks
      }
    }
    return Double(looks) <= share * Double(max(1, wanted.count) * tree.blockCount)
  }
}
