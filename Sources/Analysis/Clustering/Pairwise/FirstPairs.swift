import Machine

/// The points after the first round of a clustering: reciprocal nearest neighbours are one cluster, all others their own.
///
/// Before clusters have grown the linkages agree: distances are those of points. So the first round needs no distances of
/// all pairs, and they need not be held for points that a round makes a third fewer, which is more than half of them.
struct FirstPairs {
  /// For each cluster its point with the higher label, which names it. Rising.
  private(set) var points: [Int] = []
  /// For each cluster its other point; -1 for none.
  private(set) var partners: [Int] = []
  private(set) var found = Agglomeration()

  var count: Int { points.count }

  /// - Complexity: O(n log n) in few intrinsic dimensions, O(n²·d) at worst; O(n·d) memory.
  init(of rows: DistinctRows, context: ComputeContext) throws(CancellationError) {
    let n = rows.points.rowCount
    let (nearest, ties, squaredDistances) = try Self.nearest(in: rows.points, context)
    func name(_ point: ClusterName) -> ClusterName {
      ClusterName(label: rows.labels[Int(point.label)], size: rows.counts[Int(point.label)])
    }
    found.ties = ties.map { TiedNeighbours(name($0.cluster), neighbours: $0.neighbours.map(name), height: $0.height) }
    var partner = [Int](repeating: -1, count: n)
    var isGone = [Bool](repeating: false, count: n)
    for (low, high) in n > 1 ? reciprocalPairs(nearest) : [] {
      partner[high] = low
      isGone[low] = true
      found.merges.append(
        LabelledMerge(low: rows.labels[low], high: rows.labels[high], height: squaredDistances(low, high).squareRoot()))
    }
    points = (0..<n).filter { !isGone[$0] }
    partners = points.map { partner[$0] }
  }

  /// The nearest point to each, of tied ones the lowest; the ties, points by their numbers; and how to measure.
  private static func nearest(
    in points: Matrix, _ context: ComputeContext
  ) throws(CancellationError) -> ([NearestCluster], [TiedNeighbours], (Int, Int) -> Double) {
    let coordinates = try PrincipalCoordinates(of: points, context: context)
    let rows = try coordinates.of(points, context: context)
    let order = try spatialOrder(of: rows, panels: coordinates.panels, context: context)
    // Ward's distance of single points is theirs.
    let tree = try WardTree(
      points.rows(order, context: context), sizes: [Double](repeating: 1, count: order.count), labels: order, rows,
      at: order, coordinates, context: context)
    var nearest = [NearestCluster](repeating: .unknown, count: order.count)
    var ties: [TiedNeighbours] = []
    try nearest.withDisjointSlots { (nearest) throws(CancellationError) in
      ties = try tree.searchAll(Array(order.indices), context: context) { place, found in
        nearest[order[place]] = NearestCluster(
          place: found.place < 0 ? -1 : order[found.place], distance: found.distance)
      }
    }
    return (
      nearest, ties,
      { a, b in
        (0..<points.columnCount).reduce(0) { $0 + (points[a, $1] - points[b, $1]) * (points[a, $1] - points[b, $1]) }
      }
    )
  }
}
