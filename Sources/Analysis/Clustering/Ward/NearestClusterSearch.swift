import CVectors

/// One thread's searches for the nearest clusters, nearest boxes first.
///
/// Boxes and blocks that cannot hold anything as near as the nearest cluster so far are passed over. Ward's squared
/// distance is the factor of the sizes times that of the centroids; over a box it is at least the factor of the least size in it
/// times the bound, less the coordinates' slack (see `PrincipalCoordinates`). What passes is measured in double precision.
struct NearestClusterSearch {
  private let tree: WardTree
  private let view: BoxTreeView
  private let sizes: UnsafeBufferPointer<EightFloats>
  private let leastSizes: UnsafeBufferPointer<EightFloats>

  private var place = 0
  private(set) var size = 1.0
  private var best = NearestCluster.unknown
  private var bestLabel = Int.max
  /// What is above this in coordinates, less the slack, is neither nearest nor tied with it.
  private(set) var limit = Float.greatestFiniteMagnitude
  /// The others that are as near as the nearest so far.
  private var tied: [Int] = []
  /// The clusters that had several nearest ones.
  private(set) var ties: [TiedNeighbours] = []
  /// Blocks that were looked at.
  private(set) var looks = 0

  init(
    _ tree: WardTree, _ view: BoxTreeView, sizes: UnsafeBufferPointer<EightFloats>,
    leastSizes: UnsafeBufferPointer<EightFloats>
  ) {
    self.tree = tree
    self.view = view
    self.sizes = sizes
    self.leastSizes = leastSizes
  }

  /// The nearest other cluster by Ward's squared distance, of tied ones that with the lowest label; `.unknown` when there
  /// is none.
  mutating func nearest(to place: Int) -> NearestCluster {
    begin(at: place)
    let home = place / 8
    for block in view.firstOpenBlock..<view.blockCount where block != home { look(atBlock: block) }
    view.pending[0] = PendingNode(view.root, bound: 0)
    var top = 1
    while top > 0 {
      top -= 1
      let next = view.pending[top]
      if next.bound > limit { continue }
      let group = next.node - view.closedBlockCount
      if group < 0 {
        if next.node != home && next.node < view.firstOpenBlock { look(atBlock: next.node) }
        continue
      }
      let bounds = scaled(view.bounds(ofGroup: group), leastSizes[group])
      let first = view.firstChildren[group]
      if first >= view.closedBlockCount {
        view.push(childrenOf: group, bounds, limit: limit, top: &top)
      } else {
        for lane in LaneSet(cohort_at_most8(bounds, EightFloats(repeating: limit))) {
          let block = first + lane
          if bounds[lane] > limit || block == home || block >= view.firstOpenBlock { continue }
          look(atBlock: block)
        }
      }
    }
    return finish()
  }

  /// Starts a search; the own block first: it shortens the reach before the walk begins.
  mutating func begin(at place: Int) {
    self.place = place
    size = tree.size(place)
    best = .unknown
    bestLabel = Int.max
    limit = .greatestFiniteMagnitude
    tied.removeAll(keepingCapacity: true)
    view.aim(from: place)
    lookAtHome()
  }

  /// Looks at the own block. Its nearest is measured first, so that few of the others need be.
  private mutating func lookAtHome() {
    looks += 1
    let home = place / 8
    let squares = view.squares(toBlock: home) - tree.slack
    let others = sizes[home]
    let distances = squares * others / (others + Float(size))
    var first = -1
    for lane in 0..<8 where home * 8 + lane != place && distances[lane] < .infinity {
      if first < 0 || distances[lane] < distances[first] { first = lane }
    }
    guard first >= 0 else { return }
    consider(home * 8 + first)
    consider(home, squares, besides: 1 << UInt32(place % 8) | 1 << UInt32(first))
  }

  /// What was found.
  mutating func finish() -> NearestCluster {
    if !tied.isEmpty { keepTies() }
    return best
  }

  /// The ties met so far, which are forgotten.
  mutating func takeTies() -> [TiedNeighbours] {
    defer { ties = [] }
    return ties
  }

  /// Measures some of the clusters of a block.
  mutating func measure(_ block: Int, _ lanes: UInt32) {
    for lane in LaneSet(lanes) { consider(block * 8 + lane) }
  }

  private mutating func keepTies() {
    // Whatever the order in which they were met.
    let named = tied.sorted { tree.labels[$0] < tree.labels[$1] }
    ties.append(
      TiedNeighbours(
        tree.name(place), neighbours: (named.prefix(TiedNeighbours.most - 1) + [best.place]).map(tree.name),
        height: best.distance.squareRoot()))
  }

  /// Bounds of Ward's distances from those of the centroids; infinite ones stay above every limit.
  @inline(__always)
  private func scaled(_ squares: EightFloats, _ others: EightFloats) -> EightFloats {
    (squares - tree.slack) * (others * Float(2 * size)) / (others + Float(size))
  }

  private mutating func look(atBlock block: Int) {
    looks += 1
    consider(block, view.squares(toBlock: block) - tree.slack)
  }

  /// Measures what a block has within reach.
  /// - Parameters:
  ///   - squares: those of the distances in coordinates, or less.
  ///   - known: lanes that need not be.
  @inline(__always)
  private mutating func consider(_ block: Int, _ squares: EightFloats, besides known: UInt32 = 0) {
    // Both sides times the sum of the sizes: no division. Those of lanes that no cluster takes are infinite or NaN, and no limit is.
    let others = sizes[block]
    let distances = squares * (others * Float(2 * size))
    let limits = smaller((others + Float(size)) * limit, EightFloats(repeating: .greatestFiniteMagnitude))
    measure(block, cohort_at_most8(distances, limits) & ~known)
  }

  private mutating func consider(_ other: Int) {
    let distance = view.squaredDistance(place, other) * wardFactor(size, tree.size(other))
    let label = tree.labels[other]
    let isNearer = distance < best.distance * (1 - squaredTieTolerance)
    let isTied = !isNearer && distance <= best.distance * (1 + squaredTieTolerance)
    if isNearer { tied.removeAll(keepingCapacity: true) }
    if isTied { tied.append(label < bestLabel ? best.place : other) }
    guard isNearer || (isTied && label < bestLabel) else { return }
    best = NearestCluster(place: other, distance: isTied ? min(distance, best.distance) : distance)
    bestLabel = label
    limit = tree.reach(best.distance * (1 + 2 * squaredTieTolerance))
  }
}
