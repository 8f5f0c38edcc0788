import CVectors
import Machine

/// The nearest rows found so far to one row of a `NeighbourTree`.
///
/// Boxes and rows are ruled out by their principal coordinates, in single precision and with room for every rounding; what
/// is left is decided by the distance itself, a sum of squares over the columns in their order. So the answer is exact to
/// the last bit, ties included.
struct NeighbourQuery {
  typealias Lanes = NeighbourTree.Lanes

  private let tree: NeighbourTree
  private let k: Int
  private let capacity: Int
  private var place = 0
  private let point: SharedStorage<Float>
  private var candidates: [Neighbour] = []
  /// No row farther than this can be among the k nearest.
  private var reach = 0.0
  /// The same for squared distances in coordinates.
  private(set) var coordinateReach: Float = 0

  init(_ tree: NeighbourTree, k: Int) {
    self.tree = tree
    self.k = k
    capacity = k + max(64, k / 2)
    point = SharedStorage(repeating: 0, count: tree.coordinates.count)
    candidates.reserveCapacity(capacity + NeighbourTree.leafSize)
  }

  /// The neighbours, nearest first, once finished.
  var nearest: [Neighbour] { candidates }

  /// Starts at a place, which is not its own neighbour.
  /// - Parameter known: k + 1 different places: the k nearest are no farther than the farthest of k of them.
  mutating func begin(at place: Int, _ known: [Int32]) {
    self.place = place
    let leaf = place / NeighbourTree.leafSize
    let half = place % NeighbourTree.leafSize / Lanes.scalarCount
    for j in 0..<tree.coordinates.count {
      let vector = tree.leaves[2 * (leaf * tree.coordinates.count + j) + half]
      point[j] = vector[place % Lanes.scalarCount]
    }
    var (farthest, second) = (-1.0, -1.0)
    var isKnown = false
    for other in known {
      if other == place { isKnown = true }
      let distance = squaredDistance(to: Int(other))
      second = max(second, min(farthest, distance))
      farthest = max(farthest, distance)
    }
    candidates.removeAll(keepingCapacity: true)
    setReach(isKnown ? farthest : second)
  }

  /// Orders what was found.
  mutating func finish() {
    keepNearest()
    candidates.sort(by: <)
  }

  /// Squared distances in coordinates to the nearest corner, face or inside of the boxes of a node's children.
  @inline(__always)
  func bounds(ofChildrenOf node: Int, in level: SharedStorage<Lanes>) -> Lanes {
    let count = tree.coordinates.count
    // A node has 2 · count vectors, the query has count coordinates.
    let box = level.base + 2 * count &* node
    let point = point.base
    var sum = Lanes()
    for j in 0..<count {
      let below = box[2 &* j] - point[j]
      let above = point[j] - box[2 &* j &+ 1]
      let outside = below.replacing(with: above, where: below .< above)
      let gap = outside.replacing(with: 0, where: outside .< 0)
      // Not in C: for a call that it cannot see through the compiler would copy the query, and count its references.
      sum += gap * gap
    }
    return sum
  }

  /// Takes in the rows of a leaf that are near enough.
  mutating func scan(leaf: Int) {
    let count = tree.coordinates.count
    // A leaf has 2 · count vectors.
    let block = tree.leaves.base + 2 * count &* leaf
    let point = point.base
    var (low, high) = (Lanes(), Lanes())
    for j in 0..<count {
      let (a, b) = (block[2 &* j] - point[j], block[2 &* j &+ 1] - point[j])
      (low, high) = (cohort_add_square16(low, a), cohort_add_square16(high, b))
    }
    let first = leaf &* NeighbourTree.leafSize
    let reach = Lanes(repeating: coordinateReach)
    let near = cohort_at_most16(low, reach) | cohort_at_most16(high, reach) &<< 16
    if near != 0 { offer(near, first) }
    if candidates.count >= capacity { keepNearest() }
  }

  /// Takes in those of 32 rows that their coordinates do not rule out, if they are near enough.
  private mutating func offer(_ near: UInt32, _ first: Int) {
    for lane in LaneSet(near) {
      let other = first &+ lane
      guard other != place else { continue }
      let distance = squaredDistance(to: other)
      guard distance <= reach else { continue }
      candidates.append(Neighbour(squaredDistance: distance, row: tree.order[other], place: Int32(other)))
    }
  }

  /// Squared distance to the row at another place, summed in the order of the columns.
  private func squaredDistance(to other: Int) -> Double {
    let d = tree.dimension
    // The tree has d numbers for each place.
    let (a, b) = (tree.rows.base + place &* d, tree.rows.base + other &* d)
    var sum = 0.0
    for j in 0..<d {
      let difference = b[j] - a[j]
      sum += difference * difference
    }
    return sum
  }

  private mutating func setReach(_ reach: Double) {
    self.reach = reach
    coordinateReach = tree.coordinates.reach(reach)
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
    setReach(candidates.reduce(0) { max($0, $1.squaredDistance) })
  }
}
