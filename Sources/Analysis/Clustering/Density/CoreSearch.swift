import CVectors

/// One thread's searches for core distances: how far from a point one must go to have met enough rows.
///
/// The tree's coordinates rule out; distances in double precision decide.
struct CoreSearch {
  let view: BoxTreeView
  let coordinates: PrincipalCoordinates
  /// How many rows each place stands for.
  let counts: UnsafeBufferPointer<Int32>
  /// The rows to be met, those of the own place among them.
  let minSamples: Int

  /// The nearest places found, of which no one can be spared.
  private(set) var nearest = BinaryHeap<FarthestFirst>()
  /// The place searched from before, and its squared core distance.
  private var last: (place: Int, squaredCore: Double)?

  init(_ points: DensityPoints, _ view: BoxTreeView, _ counts: UnsafeBufferPointer<Int32>, minSamples: Int) {
    self.view = view
    self.counts = counts
    self.minSamples = minSamples
    coordinates = points.tree.coordinates
  }

  /// The squared core distance of a place.
  mutating func run(from place: Int) -> Double {
    nearest.removeAll()
    let needed = minSamples - Int(counts[place])
    guard needed > 0 else { return 0 }
    var found = 0
    var limit = bound(of: place)
    var reach = coordinates.reach(limit)

    view.aim(from: place)
    // The own block first: it shortens the reach before the walk begins.
    let home = place / 8
    look(atBlock: home, from: place, needed: needed, &found, &limit, &reach)
    view.pending[0] = PendingNode(view.root, bound: 0)
    var top = 1
    while top > 0 {
      top -= 1
      let next = view.pending[top]
      if next.bound > reach { continue }
      let group = next.node - view.closedBlockCount
      if group >= 0 {
        view.push(childrenOf: group, view.bounds(ofGroup: group), limit: reach, top: &top)
      } else if next.node != home {
        look(atBlock: next.node, from: place, needed: needed, &found, &limit, &reach)
      }
    }
    let core = nearest.first?.squaredDistance ?? .infinity
    last = (place, core)
    return core
  }

  @inline(__always)
  private mutating func look(
    atBlock block: Int, from place: Int, needed: Int, _ found: inout Int, _ limit: inout Double, _ reach: inout Float
  ) {
    let near = cohort_at_most8(view.squares(toBlock: block), EightFloats(repeating: reach))
    for lane in LaneSet(near) {
      let other = block * 8 + lane
      guard other != place else { continue }
      let square = view.squaredDistance(place, other)
      guard square < limit && counts[other] > 0 else { continue }
      nearest.push(FarthestFirst(squaredDistance: square, place: other))
      found += Int(counts[other])
      while let farthest = nearest.first, found - Int(counts[farthest.place]) >= needed {
        _ = nearest.pop()
        found -= Int(counts[farthest.place])
      }
      if found >= needed, let farthest = nearest.first {
        limit = farthest.squaredDistance
        reach = coordinates.reach(limit)
      }
    }
  }

  /// More than the squared core distance of a place can be: the rows that were met from the last place lie within its
  /// core distance and the way there. Places that follow each other are near each other.
  private func bound(of place: Int) -> Double {
    guard let last else { return .infinity }
    let sum = last.squaredCore.squareRoot() + view.squaredDistance(place, last.place).squareRoot()
    // Room for rounding, also where squares are too small to be told from 0.
    return sum * sum * (1 + 0x1p-30) + 0x1p-1000
  }
}

/// A place at a squared distance, ordered so that a heap has the farthest on top.
struct FarthestFirst: Comparable {
  var squaredDistance: Double
  var place: Int

  static func < (a: Self, b: Self) -> Bool { a.squaredDistance > b.squaredDistance }
}
