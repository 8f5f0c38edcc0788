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
  private var size = 1.0
  private var best = NearestCluster.unknown
  private var bestLabel = Int.max
  /// What is above this in coordinates, less the slack, is neither nearest nor tied with it.
  private var limit = Float.greatestFiniteMagnitude
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
      if group >= 0 {
        view.push(
          childrenOf: group, scaled(view.bounds(ofGroup: group), leastSizes[group]), limit: limit, top: &top)
      } else if next.node != home && next.node < view.firstOpenBlock {
        look(atBlock: next.node)
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
    look(atBlock: place / 8)
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

  /// The most that squared distances of centroids in coordinates, the slack taken off, may be for clusters of `least` rows or more.
  func reach(least: Float) -> Float { limit * (least + Float(size)) / (2 * least * Float(size)) * (1 + 0x1p-20) }

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
  /// - Parameter squares: those of the distances in coordinates, or less.
  @inline(__always)
  mutating func consider(_ block: Int, _ squares: EightFloats) {
    // Both sides times the sum of the sizes: no division. Those of lanes that no cluster takes are infinite or NaN, and no limit is.
    let others = sizes[block]
    let distances = squares * (others * Float(2 * size))
    let limits = smaller((others + Float(size)) * limit, EightFloats(repeating: .greatestFiniteMagnitude))
    for lane in LaneSet(cohort_at_most8(distances, limits)) where block * 8 + lane != place {
      let other = block * 8 + lane
      consider(other, view.squaredDistance(place, other) * wardFactor(size, tree.size(other)))
    }
  }

  private mutating func consider(_ other: Int, _ distance: Double) {
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
