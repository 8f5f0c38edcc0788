/// An edge of a spanning tree.
struct Edge: Sendable {
  var a: Int
  var b: Int
  /// The squared distance of its ends.
  var squaredLength: Double
}

/// A minimum spanning tree of points by Euclidean distance, its edges in the order they are found.
///
/// R. C. Prim (1957), doi:10.1002/j.1538-7305.1957.tb01515.x.
/// - Complexity: O(n²·d) time, O(n·d) memory.
func minimumSpanningTree(of points: Matrix, context: ComputeContext) throws(CancellationError) -> [Edge] {
  let n = points.rowCount
  var edges: [Edge] = []
  edges.reserveCapacity(max(0, n - 1))
  guard n > 1 else { return edges }
  var fringe = Fringe(points, Array(1..<n))
  var newest = 0
  while edges.count < n - 1 {
    if edges.count % 16 == 0 {
      // The work left goes with the square of the points left.
      let left = 1 - Double(edges.count) / Double(n)
      try context.checkpoint(1 - left * left)
    }
    let edge = fringe.takeNearest(after: newest, points)
    edges.append(edge)
    newest = edge.b
  }
  return edges
}

/// The points that are not in the tree yet, each with its nearest point in the tree.
private struct Fringe {
  private var points: PointBlocks
  /// The row of each place; -1 once it is in the tree.
  private var rows: [Int]
  private var squares: [Octet]
  private var nearest: [Int]
  private var left: Int

  init(_ matrix: Matrix, _ rows: [Int]) {
    self.rows = rows
    points = PointBlocks(matrix, order: rows)
    squares = [Octet](repeating: Octet(repeating: .infinity), count: points.blockCount)
    nearest = [Int](repeating: -1, count: rows.count)
    left = rows.count
  }

  /// Looks at the distances to the point that came into the tree last, and takes the point nearest to the tree.
  mutating func takeNearest(after newest: Int, _ matrix: Matrix) -> Edge {
    if left * 4 < rows.count * 3 { compact(matrix) }
    let place = update(newest, matrix)
    let edge = Edge(a: nearest[place], b: rows[place], squaredLength: squares[place / 8][place % 8])
    points.remove(place)
    squares[place / 8][place % 8] = .infinity
    rows[place] = -1
    left -= 1
    return edge
  }

  private mutating func update(_ newest: Int, _ matrix: Matrix) -> Int {
    let d = points.dimension
    var least = Double.infinity
    var leastBlock = 0
    // Invariants: block b's vectors are the d from b·d on; `nearest` has an element for each place that holds a point,
    // and only such places are at a finite distance.
    points.lanes.withUnsafeBufferPointer { lanes in
      matrix.elements.withUnsafeBufferPointer { elements in
        squares.withUnsafeMutableBufferPointer { squares in
          nearest.withUnsafeMutableBufferPointer { nearest in
            for block in 0..<squares.count {
              var sum = Octet()
              for f in 0..<d {
                let difference = lanes[block * d + f] - elements[newest * d + f]
                sum += difference * difference
              }
              let known = squares[block]
              let isNearer = sum .< known
              var now = known
              if any(isNearer) {
                now.replace(with: sum, where: isNearer)
                squares[block] = now
                for lane in 0..<8 where isNearer[lane] { nearest[block * 8 + lane] = newest }
              }
              if any(now .< least) {
                (least, leastBlock) = (now.min(), block)
              }
            }
          }
        }
      }
    }
    let lane = (0..<8).first { squares[leastBlock][$0] == least } ?? 0
    return leastBlock * 8 + lane
  }

  /// Closes the gaps of the points that are in the tree.
  private mutating func compact(_ matrix: Matrix) {
    let kept = rows.indices.filter { rows[$0] >= 0 }
    var compacted = Fringe(matrix, kept.map { rows[$0] })
    for (place, old) in kept.enumerated() {
      compacted.squares[place / 8][place % 8] = squares[old / 8][old % 8]
      compacted.nearest[place] = nearest[old]
    }
    self = compacted
  }
}
