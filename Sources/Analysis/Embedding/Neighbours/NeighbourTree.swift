import Machine

/// A tree of boxes over the rows of a matrix, in which nearest neighbours are searched.
///
/// The rows are ordered by a balanced k-d tree (Bentley 1975, doi:10.1145/361002.361007) and cut into leaves of `leafSize`.
/// Rows in this order are near each other in space, which later loops use for locality. Sixteen leaves in turn share a
/// box, sixteen of those another, and so on: one vector then holds a bound for each child of a node.
///
/// Leaves and boxes are in few rounded principal coordinates. What those rule out need not be looked at in double
/// precision; what they do not is decided by `rows`.
struct NeighbourTree: Sendable {
  typealias Lanes = SIMD16<Float>
  static let leafSize = 32
  static let fanout = Lanes.scalarCount

  let dimension: Int
  /// The row at each place of the tree.
  let order: [Int32]
  /// The rows in the tree's order, `dimension` numbers each.
  let rows: SharedStorage<Double>
  let coordinates: PrincipalCoordinates
  /// Coordinate j of the rows of leaf l: two vectors from 2 · (l · count + j) on. The last leaf is padded by
  /// not-a-number, which is never near anything.
  let leaves: SharedStorage<Lanes>
  /// Boxes, those of the leaves first, the last one with a single node. In each, of the children of node v: all lower ends
  /// on axis j at 2 · (v · count + j), all upper ends after them. Children that do not exist are infinitely far away.
  let levels: [SharedStorage<Lanes>]

  var rowCount: Int { order.count }
  var leafCount: Int { Self.leafCount(rows: order.count) }

  static func leafCount(rows: Int) -> Int { (rows + leafSize - 1) / leafSize }

  /// Builds the tree over `x`, n × d, n ≥ 1, all finite.
  /// - Complexity: O(n d log n)
  init(of x: Matrix, context: ComputeContext) throws {
    var builder = NeighbourTreeBuilder(x)
    try builder.build(context: context)
    let order = builder.order
    let d = x.columnCount
    let rows = SharedStorage<Double>(uninitialized: x.rowCount * d)
    try parallelChunks(count: x.rowCount, chunkSize: 2048, context: context) { places, _ in
      for place in places {
        for j in 0..<d { rows[place * d + j] = x.elements[Int(order[place]) * d + j] }
      }
    }
    coordinates = try PrincipalCoordinates(of: x, context: context)
    let points = try coordinates.of(x, context: context)
    dimension = d
    self.order = order
    self.rows = rows
    leaves = try Self.leaves(of: points, order, coordinates, context)
    levels = try Self.levels(
      over: leaves, count: coordinates.count, leafCount: Self.leafCount(rows: order.count), context)
  }

  private static func leaves(
    of points: [EightFloats], _ order: [Int32], _ coordinates: PrincipalCoordinates, _ context: ComputeContext
  ) throws -> SharedStorage<Lanes> {
    let count = leafCount(rows: order.count)
    let leaves = SharedStorage<Lanes>(uninitialized: 2 * count * coordinates.count)
    try parallelChunks(count: count, chunkSize: 64, context: context) { range, _ in
      for leaf in range {
        for j in 0..<coordinates.count {
          for half in 0..<2 {
            var vector = Lanes(repeating: .nan)
            for lane in 0..<16 {
              let place = leafSize * leaf + 16 * half + lane
              guard place < order.count else { break }
              vector[lane] = points[Int(order[place]) * coordinates.panels + j / 8][j % 8]
            }
            leaves[2 * (leaf * coordinates.count + j) + half] = vector
          }
        }
      }
    }
    return leaves
  }

  private static func levels(
    over leaves: SharedStorage<Lanes>, count: Int, leafCount: Int, _ context: ComputeContext
  ) throws -> [SharedStorage<Lanes>] {
    var levels: [SharedStorage<Lanes>] = []
    var children = leafCount
    repeat {
      let nodes = (children + fanout - 1) / fanout
      let boxes = SharedStorage<Lanes>(uninitialized: 2 * nodes * count)
      let (below, limit) = (levels.last, children)
      try parallelChunks(count: nodes, chunkSize: 16, context: context) { range, _ in
        for node in range {
          for j in 0..<count {
            var (lower, upper) = (Lanes(repeating: .infinity), Lanes(repeating: -.infinity))
            for lane in 0..<fanout where fanout * node + lane < limit {
              let pair = 2 * ((fanout * node + lane) * count + j)
              if let below {
                lower[lane] = least(below[pair])
                upper[lane] = -least(-below[pair + 1])
              } else {
                lower[lane] = min(least(leaves[pair]), least(leaves[pair + 1]))
                upper[lane] = -min(least(-leaves[pair]), least(-leaves[pair + 1]))
              }
            }
            boxes[2 * (node * count + j)] = lower
            boxes[2 * (node * count + j) + 1] = upper
          }
        }
      }
      levels.append(boxes)
      children = nodes
    } while children > 1
    return levels
  }

  /// The least of the lanes that are numbers, infinity if none is.
  private static func least(_ lanes: Lanes) -> Float {
    lanes.indices.reduce(Float.infinity) { lanes[$1] < $0 ? lanes[$1] : $0 }
  }
}
