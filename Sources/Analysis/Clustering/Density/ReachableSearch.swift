import CVectors

/// A place and how far it is from the one searched from: the square of their mutual reachability distance, which is the
/// largest of both core distances and the distance.
struct ReachablePlace: Sendable {
  var squaredLength: Double
  var place: Int32

  static let none = ReachablePlace(squaredLength: .infinity, place: -1)
}

/// One thread's searches for the places in other components that are nearest by mutual reachability distance.
///
/// Passed over are nodes that are too far, nodes under which all places are in the own component, and nodes without a place
/// whose core distance is small enough. (W. B. March, P. Ram and A. G. Gray 2010, doi:10.1145/1835804.1835882; with core
/// distances L. McInnes and J. Healy 2017, doi:10.1109/ICDMW.2017.12.)
struct ReachableSearch {
  let view: BoxTreeView
  let coordinates: PrincipalCoordinates
  /// The squared core distance of each place, and the least of those under each node.
  let cores: UnsafeBufferPointer<Double>
  let nodeCores: UnsafeBufferPointer<Double>
  /// The component of each place.
  let components: UnsafeBufferPointer<Int32>
  /// The component of all places under each node; -1 where there are several.
  let nodeComponents: UnsafeBufferPointer<Int32>

  /// Finds the nearest foreign places below `limit`, as many as `found` takes; they come in order.
  /// - Returns: their number.
  func run(from place: Int, limit: Double, into found: UnsafeMutableBufferPointer<ReachablePlace>) -> Int {
    var count = 0
    var limit = limit
    var reach = coordinates.reach(limit)
    let (own, core) = (components[place], cores[place])

    func look(atBlock block: Int) {
      let near = cohort_at_most8(view.squares(toBlock: block), EightFloats(repeating: reach))
      for lane in LaneSet(near) {
        let other = block * 8 + lane
        guard components[other] != own && cores[other] < limit else { continue }
        let length = max(view.squaredDistance(place, other), core, cores[other])
        guard length < limit else { continue }
        var slot = min(count, found.count - 1)
        while slot > 0 && length < found[slot - 1].squaredLength {
          found[slot] = found[slot - 1]
          slot -= 1
        }
        found[slot] = ReachablePlace(squaredLength: length, place: Int32(truncatingIfNeeded: other))
        count = min(count + 1, found.count)
        if count == found.count {
          limit = found[count - 1].squaredLength
          reach = coordinates.reach(limit)
        }
      }
    }

    view.aim(from: place)
    // The own block first: it shortens the reach before the walk begins.
    let home = place / 8
    if nodeComponents[home] != own { look(atBlock: home) }
    view.pending[0] = PendingNode(view.root, bound: 0)
    var top = 1
    // Nothing is nearer than the own core distance.
    while top > 0 && core < limit {
      top -= 1
      let next = view.pending[top]
      if next.bound > reach || nodeComponents[next.node] == own || nodeCores[next.node] >= limit { continue }
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
