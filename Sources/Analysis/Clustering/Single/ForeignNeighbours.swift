import CVectors

/// A pair of places in a tree of boxes, by squared distance, then by the lower place, then by the higher one: a strict
/// order, in which a minimum spanning tree is unique.
struct PlacePair: Comparable, Sendable {
  var squaredLength: Double
  private var low: Int32
  private var high: Int32

  @inline(__always)
  init(_ a: Int, _ b: Int, squaredLength: Double) {
    self.squaredLength = squaredLength
    low = Int32(truncatingIfNeeded: min(a, b))
    high = Int32(truncatingIfNeeded: max(a, b))
  }

  static let none = PlacePair(Int(Int32.max), Int(Int32.max), squaredLength: .infinity)

  var isNone: Bool { squaredLength == .infinity }
  var ends: (Int, Int) { (Int(low), Int(high)) }

  @inline(__always)
  func other(than place: Int) -> Int { Int(low) == place ? Int(high) : Int(low) }

  @inline(__always)
  static func < (a: Self, b: Self) -> Bool {
    if a.squaredLength != b.squaredLength { return a.squaredLength < b.squaredLength }
    return a.low != b.low ? a.low < b.low : a.high < b.high
  }
}

/// One thread's searches for the nearest points in other components than the one searched from.
///
/// Nodes under which all points are in the own component are passed over, and those that are too far (W. B. March,
/// P. Ram and A. G. Gray 2010, doi:10.1145/1835804.1835882). The tree's coordinates rule out; distances in double
/// precision decide.
struct ForeignSearch {
  let view: BoxTreeView
  let coordinates: PrincipalCoordinates
  /// The component of each place.
  let components: UnsafeBufferPointer<Int32>
  /// The component of all points under each node; -1 where there are several.
  let nodeComponents: UnsafeBufferPointer<Int32>

  /// Finds the nearest foreign points, as many as `found` takes, none of them after `limit`; they come in order.
  /// - Returns: their number.
  func run(from place: Int, limit: PlacePair, into found: UnsafeMutableBufferPointer<PlacePair>) -> Int {
    var count = 0
    var limit = limit
    var reach = coordinates.reach(limit.squaredLength)
    let own = components[place]

    func look(atBlock block: Int) {
      let near = cohort_at_most8(view.squares(toBlock: block), EightFloats(repeating: reach))
      for lane in LaneSet(near) {
        let other = block * 8 + lane
        guard components[other] != own else { continue }
        let pair = PlacePair(place, other, squaredLength: view.squaredDistance(place, other))
        guard pair < limit else { continue }
        var slot = min(count, found.count - 1)
        while slot > 0 && pair < found[slot - 1] {
          found[slot] = found[slot - 1]
          slot -= 1
        }
        found[slot] = pair
        count = min(count + 1, found.count)
        if count == found.count {
          limit = found[count - 1]
          reach = coordinates.reach(limit.squaredLength)
        }
      }
    }

    view.aim(from: place)
    // The own block first: it shortens the reach before the walk begins.
    let home = place / 8
    if nodeComponents[home] != own { look(atBlock: home) }
    view.pending[0] = PendingNode(view.root, bound: 0)
    var top = 1
    while top > 0 {
      top -= 1
      let next = view.pending[top]
      if next.bound > reach || nodeComponents[next.node] == own { continue }
      let group = next.node - view.closedBlockCount
      if group >= 0 {
        view.push(childrenOf: group, view.bounds(ofGroup: group), limit: reach, top: &top)
      } else if next.node != home {
        look(atBlock: next.node)
      }
    }
    return count
  }
}

extension BoxTree {
  /// Gives `body` a search over this tree.
  /// - Parameters:
  ///   - components: that of each place.
  ///   - nodeComponents: that of all points under each node; -1 where there are several.
  func withForeignSearch(_ components: [Int32], _ nodeComponents: [Int32], _ body: (ForeignSearch) -> Void) {
    withView { view in
      components.withUnsafeBufferPointer { components in
        nodeComponents.withUnsafeBufferPointer { nodeComponents in
          body(
            ForeignSearch(
              view: view, coordinates: coordinates, components: components, nodeComponents: nodeComponents))
        }
      }
    }
  }
}
