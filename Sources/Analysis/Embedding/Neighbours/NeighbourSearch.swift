/// A walk through a `NeighbourTree` for a few places side by side; its buffers serve many walks in turn.
///
/// Places that follow each other are near each other and see nearly the same leaves: what one has brought
/// into the cache serves all. And the neighbours of the last place of a walk bound how far those of the next
/// places can be, so that a walk knows what to leave out before it begins.
struct NeighbourSearch {
  /// Places searched from in one walk.
  static let width = 8

  private let tree: NeighbourTree
  private let k: Int
  private var queries: [NeighbourQuery]
  /// k + 1 different places, so at least k that are not a query's own.
  private var known: [Int32] = []
  /// The leaf of the first place.
  private var home = 0

  init(_ tree: NeighbourTree, k: Int) {
    self.tree = tree
    self.k = k
    queries = (0..<Self.width).map { _ in NeighbourQuery(tree, k: k) }
  }

  /// Searches from up to `width` places and hands out the neighbours of each, nearest first.
  mutating func run(from places: Range<Int>, _ body: (_ place: Int, _ nearest: [Neighbour]) -> Void) {
    if known.isEmpty {
      let first = max(0, min(places.lowerBound - k / 2, tree.rowCount - k - 1))
      known = (first...first + k).map { Int32($0) }
    }
    for (number, place) in places.enumerated() { queries[number].begin(at: place, known) }
    home = places.lowerBound / NeighbourTree.leafSize
    visit(node: 0, level: tree.levels.count - 1, (1 << places.count) - 1)
    for (number, place) in places.enumerated() {
      queries[number].finish()
      body(place, queries[number].nearest)
    }
    known = queries[places.count - 1].nearest.map(\.place) + [Int32(places.upperBound - 1)]
  }

  /// Visits the children of a node whose boxes some of the queries reach; `active` has a bit for each query.
  private mutating func visit(node: Int, level: Int, _ active: UInt32) {
    var reachedBy = SIMD16<UInt32>()
    var rest = active
    while rest != 0 {
      let number = rest.trailingZeroBitCount
      rest &= rest &- 1
      let bounds = queries[number].bounds(ofChildrenOf: node, in: tree.levels[level])
      let near = bounds .<= queries[number].coordinateReach
      reachedBy |= SIMD16<UInt32>().replacing(with: 1 << UInt32(number), where: near)
    }
    // The way home first: it shortens the reach before the rest is looked at.
    let ancestor = home >> (4 * level)
    let first = ancestor >> 4 == node ? ancestor & 15 : 0
    if reachedBy[first] != 0 { visit(child: 16 * node + first, level: level, reachedBy[first]) }
    for lane in 0..<NeighbourTree.fanout where lane != first && reachedBy[lane] != 0 {
      visit(child: 16 * node + lane, level: level, reachedBy[lane])
    }
  }

  private mutating func visit(child: Int, level: Int, _ active: UInt32) {
    guard level == 0 else { return visit(node: child, level: level - 1, active) }
    var rest = active
    while rest != 0 {
      queries[rest.trailingZeroBitCount].scan(leaf: child)
      rest &= rest &- 1
    }
  }
}
