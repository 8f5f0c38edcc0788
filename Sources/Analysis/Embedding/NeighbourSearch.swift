/// One row's walk through a `NeighbourTree`; its buffers serve many rows in turn.
///
/// The bound on a box and the distance to a row are sums of squares over the columns in the same order, and rounding is
/// monotone, so a computed bound never exceeds the computed distance of a row inside. Skipping a box whose bound lies
/// beyond the k-th distance is therefore exact to the last bit, ties included.
struct NeighbourSearch {
  private let tree: NeighbourTree
  private let k: Int
  private let capacity: Int
  private var query: [Double]
  private var candidates: [Neighbour] = []
  /// No row farther than this can be among the k nearest.
  private var reach = Double.infinity

  init(_ tree: NeighbourTree, k: Int) {
    self.tree = tree
    self.k = k
    capacity = k + max(64, k / 2)
    query = [Double](repeating: 0, count: tree.dimension)
    candidates.reserveCapacity(capacity + NeighbourTree.leafSize)
  }

  /// The neighbours found by the last run, nearest first.
  var nearest: [Neighbour] { candidates }

  /// Searches from the row at `place`, which is not its own neighbour.
  mutating func run(from place: Int) {
    let leaf = place / NeighbourTree.leafSize
    let start = leaf * NeighbourTree.leafSize * tree.dimension + place % NeighbourTree.leafSize
    for j in 0..<tree.dimension { query[j] = tree.blocks[start + j * NeighbourTree.leafSize] }
    candidates.removeAll(keepingCapacity: true)
    reach = .infinity
    // The own leaf first: it shortens the reach before the walk begins.
    scan(leaf: leaf, leavingOut: place)
    walk(node: 0, leaves: 0..<tree.leafCount, bound: 0, home: leaf)
    keepNearest()
    candidates.sort(by: <)
  }

  private mutating func walk(node: Int, leaves: Range<Int>, bound: Double, home: Int) {
    guard bound <= reach else { return }
    if leaves.count == 1 {
      if leaves.lowerBound != home { scan(leaf: leaves.lowerBound, leavingOut: -1) }
      return
    }
    let middle = leaves.lowerBound + leaves.count / 2
    let left = node + 1
    let right = node + 2 * (middle - leaves.lowerBound)
    let leftBound = lowerBound(ofBox: left)
    let rightBound = lowerBound(ofBox: right)
    if leftBound <= rightBound {
      walk(node: left, leaves: leaves.lowerBound..<middle, bound: leftBound, home: home)
      walk(node: right, leaves: middle..<leaves.upperBound, bound: rightBound, home: home)
    } else {
      walk(node: right, leaves: middle..<leaves.upperBound, bound: rightBound, home: home)
      walk(node: left, leaves: leaves.lowerBound..<middle, bound: leftBound, home: home)
    }
  }

  /// Squared distance from the query to the nearest corner, face or inside of a node's box.
  private func lowerBound(ofBox node: Int) -> Double {
    let d = tree.dimension
    return tree.boxes.withUnsafeBufferPointer { boxes in
      query.withUnsafeBufferPointer { query in
        // Inside by construction: every node has 2 d numbers, the query has d.
        let lower = boxes.baseAddress! + node * 2 * d
        let upper = lower + d
        let point = query.baseAddress!
        var sum = 0.0
        for j in 0..<d {
          let gap = max(lower[j] - point[j], point[j] - upper[j], 0)
          sum += gap * gap
        }
        return sum
      }
    }
  }

  /// Offers the rows of a leaf; `leavingOut` is the place of the query itself.
  private mutating func scan(leaf: Int, leavingOut: Int) {
    let first = leaf * NeighbourTree.leafSize
    let count = min(NeighbourTree.leafSize, tree.rowCount - first)
    let distances = squaredDistances(toLeaf: leaf)
    for lane in 0..<count where distances[lane] <= reach && first + lane != leavingOut {
      candidates.append(
        Neighbour(squaredDistance: distances[lane], row: tree.order[first + lane], place: Int32(first + lane)))
    }
    if candidates.count >= capacity || (reach == .infinity && candidates.count >= k) { keepNearest() }
  }

  /// Squared distances from the query to the rows of a leaf, one lane each.
  private func squaredDistances(toLeaf leaf: Int) -> SIMD32<Double> {
    let d = tree.dimension
    return tree.blocks.withUnsafeBytes { blocks in
      query.withUnsafeBufferPointer { query in
        // Inside by construction: a leaf has d × leafSize numbers.
        let start = blocks.baseAddress! + leaf * NeighbourTree.leafSize * d * MemoryLayout<Double>.stride
        var result = SIMD32<Double>()
        for part in 0..<4 {
          var sum = SIMD8<Double>()
          for j in 0..<d {
            let offset = (j * NeighbourTree.leafSize + 8 * part) * MemoryLayout<Double>.stride
            let difference = start.loadUnaligned(fromByteOffset: offset, as: SIMD8<Double>.self) - query[j]
            sum += difference * difference
          }
          for lane in 0..<8 { result[8 * part + lane] = sum[lane] }
        }
        return result
      }
    }
  }

  /// Drops all but the `k` nearest candidates and shortens the reach to the farthest of them.
  private mutating func keepNearest() {
    guard candidates.count >= k else { return }
    var low = 0
    var high = candidates.count - 1
    while low < high {
      let pivot = candidates[low + (high - low) / 2]
      var i = low
      var j = high
      while i <= j {
        while candidates[i] < pivot { i += 1 }
        while pivot < candidates[j] { j -= 1 }
        if i <= j {
          candidates.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if k - 1 <= j { high = j } else if k - 1 >= i { low = i } else { break }
    }
    candidates.removeSubrange(k...)
    reach = candidates.reduce(0) { max($0, $1.squaredDistance) }
  }
}
