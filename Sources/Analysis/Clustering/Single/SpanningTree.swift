import Machine

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
  private static let listLength = 3

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
    tree = try BoxTree(points.rows(order, context: context), rows, at: order, coordinates, context: context)
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
    try forEachStretch(of: n, context) { places in
      for place in places {
        components[place] = Int32(truncatingIfNeeded: sets.find(place))
        sizes[Int(components[place])] += 1
      }
    }
    let largest = Int32(sizes.indices.max { sizes[$0] < sizes[$1] } ?? 0)

    var shortest = [PlacePair](repeating: .none, count: n)
    try forEachStretch(of: n, context) { places in
      for place in places {
        skipOwn(place)
        offer(firstOf: place, to: &shortest)
      }
    }
    let share = 1 - Double(componentCount) / Double(n)
    try context.checkpoint(share)
    var open: [Int] = []
    try forEachStretch(of: n, context) { places in
      open += places.filter { place in
        passed[place] == listed[place] && components[place] != largest
          && horizons[place] <= shortest[Int(components[place])].squaredLength
      }
    }
    try search(from: open, shortest, context)
    try forEachStretch(of: open.count, context) { stretch in
      for place in open[stretch] { offer(firstOf: place, to: &shortest) }
    }
    try join(along: shortest, largest: largest, context)
  }

  /// Takes the shortest edge out of each component; what was offered to the largest need not be its shortest.
  private mutating func join(
    along shortest: [PlacePair], largest: Int32, _ context: ComputeContext
  ) throws(CancellationError) {
    try forEachStretch(of: shortest.count, context) { stretch in
      for component in stretch where !shortest[component].isNone && component != Int(largest) {
        let (a, b) = shortest[component].ends
        let (name, other) = (sets.find(a), sets.find(b))
        guard name != other else { continue }
        sets.join(name, into: other)
        componentCount -= 1
        edges.append(Edge(a: order[a], b: order[b], squaredLength: shortest[component].squaredLength))
      }
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
    // Lists of different places do not meet.
    try lists.withDisjointSlots { (lists) throws(CancellationError) in
      try listed.withDisjointSlots { (listed) throws(CancellationError) in
        try horizons.withDisjointSlots { (horizons) throws(CancellationError) in
          try parallelChunks(count: places.count, chunkSize: chunk, context: context) { range, _ in
            tree.withForeignSearch(components, nodeComponents) { search in
              for place in places[range] {
                let limit = shortest[Int(components[place])]
                let list = UnsafeMutableBufferPointer(start: lists.base + place * length, count: length)
                list.update(repeating: .none)
                let count = search.run(from: place, limit: limit, into: list)
                listed[place] = Int32(count)
                horizons[place] = (count == length ? list[length - 1] : limit).squaredLength
              }
            }
          }
        }
      }
    }
    for place in places { passed[place] = 0 }
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
