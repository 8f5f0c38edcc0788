/// An edge of a spanning tree.
struct Edge: Sendable {
  var a: Int
  var b: Int
  /// The squared distance of its ends.
  var squaredLength: Double
}

/// A minimum spanning tree of different points by Euclidean distance.
///
/// O. Borůvka (1926): every component takes the shortest edge that leaves it, again and again, until one is left. The edges
/// are found in a tree of boxes (W. B. March, P. Ram and A. G. Gray 2010, doi:10.1145/1835804.1835882). What spares most
/// searches: each point keeps a list of its nearest points, and searches again only when all of them have come into
/// its component and the component may still gain by it; and the largest component never searches, because all others
/// together find enough edges, so that a point is searched from in components of at least doubled size.
/// - Complexity: O(n log n) in few intrinsic dimensions, O(n²·d) in many; O(n·d) memory.
func minimumSpanningTree(of points: Matrix, context: ComputeContext) throws(CancellationError) -> [Edge] {
  guard points.rowCount > 1 else { return [] }
  var forest = try SpanningForest(points, context)
  while forest.componentCount > 1 { try forest.grow(context) }
  return forest.edges
}

/// What Borůvka's algorithm has found so far.
private struct SpanningForest {
  /// Neighbours that a point keeps.
  private static let listLength = 4

  private(set) var edges: [Edge] = []
  private(set) var componentCount: Int
  private let tree: BoxTree
  /// The row at each place of the tree.
  private let order: [Int]
  private var sets: DisjointSets
  private var components: [Int32]
  /// The foreign neighbours of each place that were found by its last search, nearest first.
  private var lists: [PlacePair]
  /// How many of a list there are, and how many of them are not foreign any more.
  private var listed: [Int32]
  private var passed: [Int32]
  /// Foreign neighbours that are not on a place's list lie no nearer than this.
  private var horizons: [Double]

  init(_ points: Matrix, _ context: ComputeContext) throws(CancellationError) {
    let n = points.rowCount
    let coordinates = try PrincipalCoordinates(of: points, context: context)
    let rows = try coordinates.of(points, context: context)
    order = try spatialOrder(of: rows, panels: coordinates.panels, context: context)
    tree = BoxTree(points.rows(order), coordinates.rows(rows, at: order), coordinates)
    sets = DisjointSets(count: n)
    componentCount = n
    components = (0..<Int32(n)).map { $0 }
    lists = [PlacePair](repeating: .none, count: n * Self.listLength)
    listed = [Int32](repeating: 0, count: n)
    passed = listed
    horizons = [Double](repeating: 0, count: n)
    edges.reserveCapacity(n - 1)
  }

  /// One round: the shortest edge out of each component but the largest.
  mutating func grow(_ context: ComputeContext) throws(CancellationError) {
    let n = components.count
    var sizes = [Int32](repeating: 0, count: n)
    for place in 0..<n {
      components[place] = Int32(truncatingIfNeeded: sets.find(place))
      sizes[Int(components[place])] += 1
    }
    let largest = Int32(sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0)

    var shortest = [PlacePair](repeating: .none, count: n)
    for place in 0..<n {
      skipOwn(place)
      offer(firstOf: place, to: &shortest)
    }
    let share = 1 - Double(componentCount) / Double(n)
    try context.checkpoint(share)
    let open = (0..<n).filter { place in
      passed[place] == listed[place] && components[place] != largest
        && horizons[place] <= shortest[Int(components[place])].squaredLength
    }
    try search(from: open, shortest, context)
    for place in open { offer(firstOf: place, to: &shortest) }

    // What was offered to the largest component need not be its shortest.
    for (component, pair) in shortest.enumerated() where !pair.isNone && component != Int(largest) {
      let (a, b) = pair.ends
      let (name, other) = (sets.find(a), sets.find(b))
      guard name != other else { continue }
      sets.join(name, into: other)
      componentCount -= 1
      edges.append(Edge(a: order[a], b: order[b], squaredLength: pair.squaredLength))
    }
  }

  private mutating func skipOwn(_ place: Int) {
    while passed[place] < listed[place] {
      let pair = lists[place * Self.listLength + Int(passed[place])]
      guard components[pair.other(than: place)] == components[place] else { return }
      passed[place] += 1
    }
  }

  /// An edge out of one component is one out of the other too.
  private func offer(firstOf place: Int, to shortest: inout [PlacePair]) {
    guard passed[place] < listed[place] else { return }
    let pair = lists[place * Self.listLength + Int(passed[place])]
    for end in [place, pair.other(than: place)] {
      let component = Int(components[end])
      if pair < shortest[component] { shortest[component] = pair }
    }
  }

  /// Makes the lists of some places anew, as far as they may be shorter than the shortest edge known of their component.
  private mutating func search(
    from places: [Int], _ shortest: [PlacePair], _ context: ComputeContext
  ) throws(CancellationError) {
    let (tree, length) = (tree, Self.listLength)
    let (components, nodeComponents) = (components, componentsOfNodes())
    // At worst a search looks at everything: a chunk is some five milliseconds of that.
    let chunk = max(1, min(64, 2_000_000 / components.count))
    let found = try parallelMap(count: places.count, chunkSize: chunk, context: context) { range, _ in
      var results: [(count: Int, limit: Double, list: [PlacePair])] = []
      tree.withView { view in
        components.withUnsafeBufferPointer { components in
          nodeComponents.withUnsafeBufferPointer { nodeComponents in
            let search = ForeignSearch(
              view: view, coordinates: tree.coordinates, components: components, nodeComponents: nodeComponents)
            for place in places[range] {
              let limit = shortest[Int(components[place])]
              var list = [PlacePair](repeating: .none, count: length)
              let count = list.withUnsafeMutableBufferPointer { search.run(from: place, limit: limit, into: $0) }
              results.append((count, limit.squaredLength, list))
            }
          }
        }
      }
      return results
    }
    for (place, result) in zip(places, found.joined()) {
      for (i, pair) in result.list.enumerated() { lists[place * length + i] = pair }
      listed[place] = Int32(result.count)
      passed[place] = 0
      horizons[place] = result.count == length ? result.list[length - 1].squaredLength : result.limit
    }
  }

  /// For each node of the tree the component of all points under it, or -1.
  private func componentsOfNodes() -> [Int32] {
    var nodes: [Int32] = []
    nodes.reserveCapacity(tree.closedBlockCount + tree.firstChildren.count)
    for first in stride(from: 0, to: components.count, by: 8) {
      nodes.append(common(components[first..<min(first + 8, components.count)]))
    }
    for first in tree.firstChildren { nodes.append(common(nodes[first..<min(first + 8, nodes.count)])) }
    return nodes
  }

  private func common(_ components: ArraySlice<Int32>) -> Int32 {
    let first = components[components.startIndex]
    return components.allSatisfy { $0 == first } ? first : -1
  }
}
