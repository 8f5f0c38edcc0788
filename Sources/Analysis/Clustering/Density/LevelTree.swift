import Machine

/// The components of a graph as longer and longer edges are let in, edges of one length all at once.
///
/// The points are nodes 0 ..< n. A component that comes into being at some length is a node with two or more parts, each a
/// node of a lower length; a later number is of no lower length. Which minimum spanning tree the edges are of does not
/// show.
struct LevelTree {
  let pointCount: Int
  /// The node that each node is a part of; -1 for the last, which holds all points.
  private(set) var parents: [Int32]
  /// The points under each node.
  private(set) var sizes: [Int32]
  /// The squared length of each node from `pointCount` on; lengths within the tie tolerance are one.
  private(set) var squaredLengths: [Double] = []

  /// - Parameter edges: those of a spanning tree, in any order; consumed.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n log n).
  init(pointCount: Int, edges: [Edge], context: ComputeContext) throws(CancellationError) {
    self.pointCount = pointCount
    parents = [Int32](repeating: -1, count: pointCount)
    sizes = [Int32](repeating: 1, count: pointCount)
    parents.reserveCapacity(2 * pointCount)
    sizes.reserveCapacity(2 * pointCount)
    var components = Components(count: pointCount)
    let order = try ascendingOrder(of: edges.map(\.squaredLength.ascendingKey), context: context)
    var level: [Edge] = []
    try forEachStretch(of: order.count, context) { stretch in
      for place in stretch {
        let edge = edges[order[place]]
        if let before = level.last, edge.squaredLength > before.squaredLength * (1 + squaredTieTolerance) {
          add(level, &components)
          level.removeAll(keepingCapacity: true)
        }
        level.append(edge)
      }
    }
    add(level, &components)
  }

  var nodeCount: Int { parents.count }

  /// Joins what the edges of one level connect.
  private mutating func add(_ level: [Edge], _ components: inout Components) {
    guard let first = level.first else { return }
    let parts = level.flatMap { [components.node(of: $0.a), components.node(of: $0.b)] }
    for edge in level { components.join(edge.a, edge.b) }
    let start = parents.count
    for (i, part) in parts.enumerated() where parents[part] < 0 {
      let edge = level[i / 2]
      let joined = components.node(of: edge.a)
      // Below `start`: nobody has made a node of this component yet.
      let node = joined < start ? parents.count : joined
      if joined < start {
        parents.append(-1)
        sizes.append(0)
        squaredLengths.append(first.squaredLength)
        components.setNode(of: edge.a, to: node)
      }
      parents[part] = Int32(truncatingIfNeeded: node)
      sizes[node] += sizes[part]
    }
  }
}

/// Sets of points that grow together, each with the node that stands for it.
private struct Components {
  private var sets: DisjointSets
  private var nodes: [Int32]
  private var sizes: [Int32]

  init(count: Int) {
    sets = DisjointSets(count: count)
    nodes = (0..<Int32(count)).map { $0 }
    sizes = [Int32](repeating: 1, count: count)
  }

  mutating func node(of point: Int) -> Int { Int(nodes[sets.find(point)]) }

  mutating func setNode(of point: Int, to node: Int) { nodes[sets.find(point)] = Int32(truncatingIfNeeded: node) }

  /// The larger set keeps its name, so that ways to a name stay short.
  mutating func join(_ a: Int, _ b: Int) {
    var (name, other) = (sets.find(a), sets.find(b))
    if sizes[name] > sizes[other] { swap(&name, &other) }
    sets.join(name, into: other)
    sizes[other] += sizes[name]
  }
}
