/// The clustered row that a new one is nearest to by mutual reachability distance.
struct NearestClustered {
  var place: Int
  /// The mutual reachability distance, and the distance, not squared.
  var length: Double
  var distance: Double
}

/// One thread's searches for the clustered rows that new rows are nearest to.
struct PlacementSearch {
  let view: BoxTreeView
  let coordinates: PrincipalCoordinates
  /// The core distance of each place with a clustered row, infinite for others; and the least under each node.
  let cores: UnsafeBufferPointer<Double>
  let nodeCores: UnsafeBufferPointer<Double>

  /// Finds the nearest clustered row: by mutual reachability distance, then by distance, then as `isPreferred` decides
  /// between equals.
  /// - Parameter core: the core distance of `place`.
  func run(
    from place: Int, core: Double, isPreferred: (_ other: NearestClustered, _ best: NearestClustered) -> Bool
  ) -> NearestClustered? {
    var best: NearestClustered?
    // Finite, so that other new rows are never found.
    var (limit, reach) = (Double.greatestFiniteMagnitude, Float.greatestFiniteMagnitude)
    view.aim(from: place)
    view.pending[0] = PendingNode(view.root, bound: 0)
    var top = 1
    while top > 0 {
      top -= 1
      let next = view.pending[top]
      if next.bound > reach || nodeCores[next.node] > limit { continue }
      let group = next.node - view.closedBlockCount
      if group >= 0 {
        view.push(childrenOf: group, view.bounds(ofGroup: group), limit: reach, top: &top)
        continue
      }
      let near = view.squares(toBlock: next.node) .<= reach
      for lane in 0..<8 where near[lane] {
        let other = next.node * 8 + lane
        guard cores[other] <= limit else { continue }
        let distance = view.squaredDistance(place, other).squareRoot()
        let found = NearestClustered(place: other, length: max(distance, core, cores[other]), distance: distance)
        if let best {
          guard (found.length, found.distance) <= (best.length, best.distance) else { continue }
          let isEqual = found.length == best.length && found.distance == best.distance
          guard !isEqual || isPreferred(found, best) else { continue }
        }
        best = found
        limit = found.length
        // Once nothing can be nearer by core distances, only what is nearer by distance counts.
        let farthest = limit == core ? found.distance : limit
        reach = coordinates.reach(farthest * farthest * (1 + 0x1p-30))
      }
    }
    return best
  }
}
