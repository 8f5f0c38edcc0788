extension BoxTree {
  /// Finds for each of the clusters at `places` the nearest other by Ward's squared distance; of tied ones the lowest label.
  ///
  /// Boxes that cannot hold anything as near as the nearest cluster so far are passed over. A bound is never above what it
  /// bounds, not even by rounding: its operations are those of the distance, in the same order, on nearer numbers;
  /// only the factor of the sizes may be off by last bits, for which the limit has room.
  /// - Parameter found: gets the place and its neighbour, `.unknown` when there is no other cluster.
  func forEachNearest(to places: some Sequence<Int>, _ found: (Int, NearestCluster) -> Void) {
    // Invariants: block b's vectors start at b·d, a group's ends at 2·g·d, and there are as many groups on a level as its
    // items need; the stack holds at most eight items of each level. The tree outlives the closures.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: dimension) { point in
      withUnsafeTemporaryAllocation(of: SearchItem.self, capacity: 8 * firstGroups.count + 8) { stack in
        lanes.withUnsafeBufferPointer { lanes in
          sizes.withUnsafeBufferPointer { sizes in
            labels.withUnsafeBufferPointer { labels in
              ends.withUnsafeBufferPointer { ends in
                leastSizes.withUnsafeBufferPointer { leastSizes in
                  firstGroups.withUnsafeBufferPointer { firstGroups in
                    var search = BoxTreeSearch(
                      dimension: dimension, firstOpenBlock: firstOpenBlock, lanes: lanes, sizes: sizes, labels: labels,
                      ends: ends, leastSizes: leastSizes, firstGroups: firstGroups, point: point, stack: stack)
                    for place in places { found(place, search.nearest(to: place)) }
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

/// An item of a level yet to be looked into, with a lower bound of the distance to all in it.
private struct SearchItem {
  var level: Int32
  var index: Int32
  var bound: Double
}

/// One thread's walk through a tree, nearest boxes first.
private struct BoxTreeSearch {
  let dimension: Int
  let firstOpenBlock: Int
  let lanes: UnsafeBufferPointer<Octet>
  let sizes: UnsafeBufferPointer<Octet>
  let labels: UnsafeBufferPointer<Int>
  let ends: UnsafeBufferPointer<Octet>
  let leastSizes: UnsafeBufferPointer<Octet>
  let firstGroups: UnsafeBufferPointer<Int>
  let point: UnsafeMutableBufferPointer<Double>
  let stack: UnsafeMutableBufferPointer<SearchItem>

  private var place = 0
  private var size = 1.0
  private var best = NearestCluster.unknown
  private var bestLabel = Int.max
  /// What is above this is neither nearest nor tied with it.
  private var limit = Double.infinity

  init(
    dimension: Int, firstOpenBlock: Int, lanes: UnsafeBufferPointer<Octet>, sizes: UnsafeBufferPointer<Octet>,
    labels: UnsafeBufferPointer<Int>, ends: UnsafeBufferPointer<Octet>, leastSizes: UnsafeBufferPointer<Octet>,
    firstGroups: UnsafeBufferPointer<Int>, point: UnsafeMutableBufferPointer<Double>,
    stack: UnsafeMutableBufferPointer<SearchItem>
  ) {
    self.dimension = dimension
    self.firstOpenBlock = firstOpenBlock
    self.lanes = lanes
    self.sizes = sizes
    self.labels = labels
    self.ends = ends
    self.leastSizes = leastSizes
    self.firstGroups = firstGroups
    self.point = point
    self.stack = stack
  }

  mutating func nearest(to place: Int) -> NearestCluster {
    self.place = place
    size = sizes[place / 8][place % 8]
    for f in 0..<dimension { point[f] = lanes[place / 8 * dimension + f][place % 8] }
    best = .unknown
    bestLabel = Int.max
    limit = .infinity

    for block in firstOpenBlock..<sizes.count { look(atBlock: block) }
    stack[0] = SearchItem(level: Int32(firstGroups.count), index: 0, bound: 0)
    var top = 1
    while top > 0 {
      top -= 1
      let item = stack[top]
      if item.bound > limit { continue }
      if item.level == 0 {
        look(atBlock: Int(item.index))
      } else {
        pushChildren(of: item, top: &top)
      }
    }
    return best
  }

  /// Puts the children that may hold something near onto the stack, the nearest on top.
  private func pushChildren(of item: SearchItem, top: inout Int) {
    let bounds = lowerBounds(group: firstGroups[Int(item.level) - 1] + Int(item.index))
    let start = top
    for lane in 0..<8 where bounds[lane] <= limit && bounds[lane] < .infinity {
      var slot = top
      while slot > start && stack[slot - 1].bound < bounds[lane] {
        stack[slot] = stack[slot - 1]
        slot -= 1
      }
      stack[slot] = SearchItem(level: item.level - 1, index: item.index * 8 + Int32(lane), bound: bounds[lane])
      top += 1
    }
  }

  /// Lower bounds of the distances to what is in the eight boxes of a group.
  private func lowerBounds(group: Int) -> Octet {
    var squares = Octet()
    for f in 0..<dimension {
      let below = ends[2 * (group * dimension + f)] - point[f]
      let above = point[f] - ends[2 * (group * dimension + f) + 1]
      let outside = larger(larger(below, above), Octet())
      squares += outside * outside
    }
    let least = leastSizes[group]
    return squares * (least * (2 * size)) / (least + size)
  }

  private mutating func look(atBlock block: Int) {
    var squares = Octet()
    for f in 0..<dimension {
      let difference = lanes[block * dimension + f] - point[f]
      squares += difference * difference
    }
    let others = sizes[block]
    // The factor's division is left to the few that pass.
    let near = squares * (others * (2 * size)) .<= (others + size) * limit
    guard any(near) else { return }
    for lane in 0..<8 where near[lane] && block * 8 + lane != place && squares[lane] < .infinity {
      consider(block * 8 + lane, squares[lane] * wardFactor(size, others[lane]))
    }
  }

  private mutating func consider(_ other: Int, _ distance: Double) {
    let label = labels[other]
    let isNearer = distance < best.distance * (1 - squaredTieTolerance)
    let isTied = !isNearer && distance <= best.distance * (1 + squaredTieTolerance)
    guard isNearer || (isTied && label < bestLabel) else { return }
    best = NearestCluster(place: other, distance: isTied ? min(distance, best.distance) : distance)
    bestLabel = label
    limit = best.distance * (1 + 2 * squaredTieTolerance)
  }
}
