import Machine

/// A minimum spanning tree of points by mutual reachability distance.
///
/// O. Borůvka (1926), as `minimumSpanningTree(of:context:)` has it, with core distances in the bounds. A length is often that
/// of many edges, since a core distance is the length of all edges within it. Which of them is taken does not matter:
/// every minimum spanning tree has the same lengths, and the same components at each.
/// - Parameters:
///   - points: at least one.
///   - cores: the core distances of all places.
/// - Returns: edges between places of the tree of boxes.
/// - Throws: `CancellationError`.
/// - Complexity: O(n log n) in few intrinsic dimensions, O(n²·d) in many; O(n) memory beside the points.
func minimumSpanningTree(
  of points: DensityPoints, _ cores: CoreDistances, context: ComputeContext
) throws(CancellationError) -> [Edge] {
  var forest = try ReachabilityForest(points, cores, context)
  while forest.componentCount > 1 { try forest.grow(context) }
  return forest.edges
}

/// What Borůvka's algorithm has found so far.
private struct ReachabilityForest {
  /// Neighbours that a place keeps.
  private static let listLength = 3

  private(set) var edges: [Edge] = []
  private(set) var componentCount: Int
  private let points: DensityPoints
  private let cores: [Double]
  /// The least core distance under each node.
  private let nodeCores: [Double]
  private var sets: DisjointSets
  private var components: [Int32]
  /// Foreign neighbours of each place, nearest first.
  private var lists: [ReachablePlace]
  /// How many of a list there are, and how many of them are not foreign any more.
  private var listed: [Int32]
  private var passed: [Int32]
  /// Foreign neighbours that are not on a place's list lie no nearer than this. What is on the list and no farther
  /// is the nearest there is; what is farther need not be.
  private var horizons: [Double]

  init(_ points: DensityPoints, _ cores: CoreDistances, _ context: ComputeContext) throws(CancellationError) {
    let n = points.counts.count
    self.points = points
    self.cores = cores.squares
    nodeCores = try points.nodeValues(of: cores.squares, context) { $0.min() ?? .infinity }
    sets = DisjointSets(count: n)
    componentCount = n
    components = (0..<Int32(n)).map { $0 }
    lists = [ReachablePlace](repeating: .none, count: n * Self.listLength)
    listed = [Int32](repeating: 0, count: n)
    passed = listed
    // Nothing is nearer than the own core distance, and all that is within it was met on the way.
    horizons = cores.squares
    edges.reserveCapacity(n)
    try forEachStretch(of: n, context) { places in
      for place in places { list(cores, of: place) }
    }
  }

  /// Lists the best of the neighbours that the core distance was found by.
  private mutating func list(_ cores: CoreDistances, of place: Int) {
    var count = 0
    for slot in place * cores.width..<(place + 1) * cores.width {
      let other = cores.neighbours[slot]
      guard other >= 0 else { break }
      let length = max(self.cores[place], self.cores[Int(other)])
      var slot = count
      while slot > 0 && length < lists[place * Self.listLength + slot - 1].squaredLength {
        if slot < Self.listLength { lists[place * Self.listLength + slot] = lists[place * Self.listLength + slot - 1] }
        slot -= 1
      }
      guard slot < Self.listLength else { continue }
      lists[place * Self.listLength + slot] = ReachablePlace(squaredLength: length, place: other)
      count = min(count + 1, Self.listLength)
    }
    listed[place] = Int32(count)
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

    var shortest = [Edge](repeating: .none, count: n)
    try forEachStretch(of: n, context) { places in
      for place in places {
        skipOwn(place)
        offer(firstOf: place, to: &shortest)
      }
    }
    try context.checkpoint(1 - Double(componentCount) / Double(n))
    var open: [Int] = []
    try forEachStretch(of: n, context) { places in
      open += places.filter { place in
        components[place] != largest && !isNearestKnown(of: place)
          && horizons[place] < shortest[Int(components[place])].squaredLength
      }
    }
    try search(from: open, shortest, context)
    try forEachStretch(of: open.count, context) { stretch in
      for place in open[stretch] { offer(firstOf: place, to: &shortest) }
    }
    try join(along: shortest, largest: largest, context)
  }

  /// Takes the shortest edge out of each component; what was offered to the largest need not be its shortest.
  ///
  /// Where lengths tie, the edges taken could close a circle, all of one length: the one that would is left out.
  private mutating func join(
    along shortest: [Edge], largest: Int32, _ context: ComputeContext
  ) throws(CancellationError) {
    try forEachStretch(of: shortest.count, context) { stretch in
      for component in stretch where shortest[component].a >= 0 && component != Int(largest) {
        let edge = shortest[component]
        let (name, other) = (sets.find(edge.a), sets.find(edge.b))
        guard name != other else { continue }
        sets.join(name, into: other)
        componentCount -= 1
        edges.append(edge)
      }
    }
  }

  private mutating func skipOwn(_ place: Int) {
    while passed[place] < listed[place] {
      let other = lists[place * Self.listLength + Int(passed[place])].place
      guard components[Int(other)] == components[place] else { return }
      passed[place] += 1
    }
  }

  private func isNearestKnown(of place: Int) -> Bool {
    passed[place] < listed[place]
      && lists[place * Self.listLength + Int(passed[place])].squaredLength <= horizons[place]
  }

  /// An edge out of one component is one out of the other too.
  private func offer(firstOf place: Int, to shortest: inout [Edge]) {
    guard passed[place] < listed[place] else { return }
    let other = lists[place * Self.listLength + Int(passed[place])]
    let edge = Edge(a: place, b: Int(other.place), squaredLength: other.squaredLength)
    for end in [edge.a, edge.b] {
      let component = Int(components[end])
      if shortest[component].a < 0 || edge.squaredLength < shortest[component].squaredLength {
        shortest[component] = edge
      }
    }
  }

  /// Makes the lists of some places anew, as far as they may be shorter than the shortest edge known of their component.
  private mutating func search(
    from places: [Int], _ shortest: [Edge], _ context: ComputeContext
  ) throws(CancellationError) {
    let (points, length) = (points, Self.listLength)
    let (cores, nodeCores, components) = (cores, nodeCores, components)
    let nodeComponents = try points.nodeValues(of: components, context) { components in
      let first = components[components.startIndex]
      return components.allSatisfy { $0 == first } ? first : -1
    }
    // At worst a search looks at everything: a chunk is some five milliseconds of that.
    let chunk = max(1, min(64, 2_000_000 / components.count))
    // Lists of different places do not meet.
    try lists.withDisjointSlots { (lists) throws(CancellationError) in
      try listed.withDisjointSlots { (listed) throws(CancellationError) in
        try horizons.withDisjointSlots { (horizons) throws(CancellationError) in
          try parallelChunks(count: places.count, chunkSize: chunk, context: context) { range, _ in
            points.withReachableSearch(cores, nodeCores, components, nodeComponents) { search in
              for place in places[range] {
                let limit = shortest[Int(components[place])].squaredLength
                let list = UnsafeMutableBufferPointer(start: lists.base + place * length, count: length)
                list.update(repeating: .none)
                let count = search.run(from: place, limit: limit, into: list)
                listed[place] = Int32(count)
                horizons[place] = count == length ? list[length - 1].squaredLength : limit
              }
            }
          }
        }
      }
    }
    for place in places { passed[place] = 0 }
  }
}

extension Edge {
  fileprivate static let none = Edge(a: -1, b: -1, squaredLength: .infinity)
}

extension DensityPoints {
  /// Gives `body` a search by mutual reachability distance.
  fileprivate func withReachableSearch(
    _ cores: [Double], _ nodeCores: [Double], _ components: [Int32], _ nodeComponents: [Int32],
    _ body: (ReachableSearch) -> Void
  ) {
    tree.withView { view in
      cores.withUnsafeBufferPointer { cores in
        nodeCores.withUnsafeBufferPointer { nodeCores in
          components.withUnsafeBufferPointer { components in
            nodeComponents.withUnsafeBufferPointer { nodeComponents in
              body(
                ReachableSearch(
                  view: view, coordinates: tree.coordinates, cores: cores, nodeCores: nodeCores,
                  components: components, nodeComponents: nodeComponents))
            }
          }
        }
      }
    }
  }
}
