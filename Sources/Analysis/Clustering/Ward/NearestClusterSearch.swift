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
    self.place = place
    size = tree.size(place)
    best = .unknown
    bestLabel = Int.max
    limit = .greatestFiniteMagnitude
    tied.removeAll(keepingCapacity: true)
    view.aim(from: place)

    // The own block first: it shortens the reach before the walk begins.
    let home = place / 8
    look(atBlock: home)
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
    if !tied.isEmpty { keepTies() }
    return best
  }

  private mutating func keepTies() {
    ties.append(
      TiedNeighbours(
        tree.name(place), neighbours: (tied.prefix(TiedNeighbours.most - 1) + [best.place]).map(tree.name),
        height: best.distance.squareRoot()))
  }

  /// Bounds of Ward's distances from those of the centroids; infinite ones stay above every limit.
  @inline(__always)
  private func scaled(_ squares: EightFloats, _ others: EightFloats) -> EightFloats {
    (squares - tree.slack) * (others * Float(2 * size)) / (others + Float(size))
  }

  private mutating func look(atBlock block: Int) {
    let near = scaled(view.squares(toBlock: block), sizes[block]) .<= limit
    guard any(near) else { return }
    for lane in 0..<8 where near[lane] && block * 8 + lane != place {
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
