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

  /// - Parameter edges: those of a spanning tree, in any order.
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
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count
        && edges[order[end]].squaredLength <= edges[order[end - 1]].squaredLength * (1 + squaredTieTolerance)
      { end += 1 }
      try add(order[start..<end], of: edges, &components, context)
      start = end
    }
  }

  var nodeCount: Int { parents.count }

  /// Joins what the edges of one level connect.
  private mutating func add(
    _ level: ArraySlice<Int>, of edges: [Edge], _ components: inout Components, _ context: ComputeContext
  ) throws(CancellationError) {
    let first = level.startIndex
    var parts: [Int] = []
    parts.reserveCapacity(2 * level.count)
    try forEachStretch(of: level.count, context) { stretch in
      for i in stretch {
        let edge = edges[level[first + i]]
        parts.append(components.node(of: edge.a))
        parts.append(components.node(of: edge.b))
      }
    }
    try forEachStretch(of: level.count, context) { stretch in
      for i in stretch { components.join(edges[level[first + i]].a, edges[level[first + i]].b) }
    }
    let firstNode = parents.count
    try forEachStretch(of: parts.count, context) { stretch in
      for i in stretch where parents[parts[i]] < 0 {
        let point = edges[level[first + i / 2]].a
        var node = components.node(of: point)
        // One from before: this component has no node yet.
        if node < firstNode {
          node = parents.count
          parents.append(-1)
          sizes.append(0)
          squaredLengths.append(edges[level[first]].squaredLength)
          components.setNode(of: point, to: node)
        }
        parents[parts[i]] = Int32(truncatingIfNeeded: node)
        sizes[node] += sizes[parts[i]]
      }
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
