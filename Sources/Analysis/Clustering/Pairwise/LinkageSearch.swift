import CVectors

/// One thread's searches for the nearest cluster under average or complete linkage, nearest boxes about centroids first.
///
/// No cluster is nearer than its centroid: the mean of the distances of points is not less than the distance of the means, and
/// the largest is not less than their mean. What the centroids let pass is measured by its points, in double precision.
struct LinkageSearch {
  /// Searches that look at more than this share of the blocks cost more than the distances of all pairs.
  static let worthwhileShare = 0.1

  private let clusters: PointClusters
  private let view: BoxTreeView
  /// The cluster at each place.
  private let order: [Int]
  private let coordinates: PrincipalCoordinates

  private var place = 0
  private var best = NearestCluster.unknown
  /// What squared distances of centroids may be, in coordinates.
  private var limit = Float.greatestFiniteMagnitude
  private var tied: [Int] = []
  /// Blocks that were looked at.
  private(set) var looks = 0

  init(_ clusters: PointClusters, _ view: BoxTreeView, _ order: [Int], _ coordinates: PrincipalCoordinates) {
    self.clusters = clusters
    self.view = view
    self.order = order
    self.coordinates = coordinates
  }

  /// The nearest other cluster to that at a place, of tied ones the lowest.
  mutating func nearest(to place: Int) -> NearestCluster {
    self.place = place
    best = .unknown
    limit = .greatestFiniteMagnitude
    tied.removeAll(keepingCapacity: true)
    view.aim(from: place)
    let home = place / 8
    look(atBlock: home)
    if view.blockCount > 1 { walk(home) }
    return best
  }

  /// The clusters that are as near as the nearest; none where there is one.
  var ties: TiedNeighbours? {
    guard !tied.isEmpty else { return nil }
    let named = (tied.sorted().prefix(TiedNeighbours.most - 1) + [best.place]).map(clusters.name)
    return TiedNeighbours(clusters.name(order[place]), neighbours: named, height: best.distance)
  }

  private mutating func walk(_ home: Int) {
    view.pending[0] = PendingNode(view.root, bound: 0)
    var top = 1
    while top > 0 {
      top -= 1
      let next = view.pending[top]
      if next.bound > limit { continue }
      let group = next.node - view.closedBlockCount
      if group >= 0 {
        view.push(childrenOf: group, view.bounds(ofGroup: group), limit: limit, top: &top)
      } else if next.node != home {
        look(atBlock: next.node)
      }
    }
  }

  private mutating func look(atBlock block: Int) {
    looks += 1
    let squares = view.squares(toBlock: block)
    for lane in LaneSet(cohort_at_most8(squares, EightFloats(repeating: limit))) where block * 8 + lane != place {
      // The limit has become less since, as a rule.
      if squares[lane] <= limit { measure(order[block * 8 + lane]) }
    }
  }

  private mutating func measure(_ other: Int) {
    let farthest = best.distance * (1 + tieTolerance)
    let distance = clusters.distance(order[place], other, limit: farthest)
    guard distance <= farthest else { return }
    if distance < best.distance * (1 - tieTolerance) {
      tied.removeAll(keepingCapacity: true)
      best = NearestCluster(place: other, distance: distance)
    } else {
      tied.append(max(other, best.place))
      best = NearestCluster(place: min(other, best.place), distance: min(distance, best.distance))
    }
    let reach = best.distance * (1 + 2 * tieTolerance)
    limit = coordinates.reach(reach * reach)
  }
}
