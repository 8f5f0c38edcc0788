import CVectors

/// What a search in a `BoxTree` reads, without checks and reference counts.
///
/// Invariants: with m coordinates, block b's vectors start at b·m and a group's at 2·g·m; there are as many blocks as the
/// places need, and every node but a block is a group; a place's features start at place·d. It lives inside the call
/// that made it.
struct BoxTreeView {
  let width: Int
  let dimension: Int
  let blockCount: Int
  let firstOpenBlock: Int
  let closedBlockCount: Int
  let lanes: UnsafeBufferPointer<EightFloats>
  let ends: UnsafeBufferPointer<EightFloats>
  let firstChildren: UnsafeBufferPointer<Int>
  let points: UnsafeBufferPointer<Double>
  /// The nodes that a search has yet to look into: at most eight of each level, and room for the eight that are tried.
  let pending: UnsafeMutableBufferPointer<PendingNode>
  /// The coordinates of the point searched from.
  let query: UnsafeMutableBufferPointer<Float>
}

/// A node yet to be looked into, with a lower bound of the distance to all under it; ordered by that.
///
/// The bits of floating-point numbers from 0 on are ordered as the numbers are, so a node is one word, bound first: which
/// of two is nearer is then told without a branch, which no processor could foresee.
struct PendingNode {
  private let word: UInt64

  @inline(__always)
  init(_ node: Int, bound: Float) {
    word = UInt64(bound.bitPattern) << 32 | UInt64(truncatingIfNeeded: node)
  }

  @inline(__always) var node: Int { Int(truncatingIfNeeded: word & 0xFFFF_FFFF) }
  @inline(__always) var bound: Float { Float(bitPattern: UInt32(truncatingIfNeeded: word >> 32)) }
  @inline(__always) static func nearer(_ a: Self, _ b: Self) -> Self { a.word < b.word ? a : b }
  @inline(__always) static func farther(_ a: Self, _ b: Self) -> Self { a.word < b.word ? b : a }
}

extension BoxTree {
  func withView(_ body: (BoxTreeView) -> Void) {
    let width = coordinates.count
    // 2³² nodes, as many as a word can name, make eleven levels.
    withUnsafeTemporaryAllocation(of: PendingNode.self, capacity: 8 * 16) { pending in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { query in
        lanes.withUnsafeBufferPointer { lanes in
          ends.withUnsafeBufferPointer { ends in
            points.withUnsafeBufferPointer { points in
              firstChildren.withUnsafeBufferPointer { firstChildren in
                body(
                  BoxTreeView(
                    width: width, dimension: dimension, blockCount: lanes.count / width, firstOpenBlock: firstOpenBlock,
                    closedBlockCount: closedBlockCount, lanes: lanes, ends: ends, firstChildren: firstChildren,
                    points: points, pending: pending, query: query))
              }
            }
          }
        }
      }
    }
  }
}

extension BoxTreeView {
  /// The node above all that are closed.
  var root: Int { closedBlockCount + firstChildren.count - 1 }

  /// Makes the point at a place the one that is searched from.
  @inline(__always)
  func aim(from place: Int) {
    for f in 0..<width { query[f] = lanes[place / 8 * width + f][place % 8] }
  }

  /// Lower bounds, in coordinates, of the squared distances to what is in the eight boxes of a group.
  @inline(__always)
  func bounds(ofGroup group: Int) -> EightFloats {
    var squares = EightFloats()
    for f in 0..<width {
      let below = ends[2 * (group * width + f)] - query[f]
      let above = query[f] - ends[2 * (group * width + f) + 1]
      let outside = larger(larger(below, above), EightFloats())
      squares = cohort_add_square8(squares, outside)
    }
    return squares
  }

  /// The squared distances, in coordinates, to the eight points of a block.
  @inline(__always)
  func squares(toBlock block: Int) -> EightFloats {
    var squares = EightFloats()
    for f in 0..<width {
      let difference = lanes[block * width + f] - query[f]
      squares = cohort_add_square8(squares, difference)
    }
    return squares
  }

  /// The squared distance of the points at two places, to the bit that of `BoxTree.squaredDistance`.
  @inline(__always)
  func squaredDistance(_ a: Int, _ b: Int) -> Double {
    var sum = 0.0
    for f in 0..<dimension {
      let difference = points[a * dimension + f] - points[b * dimension + f]
      sum += difference * difference
    }
    return sum
  }

  /// Puts the children of a group with a bound of at most `limit` onto the stack, the nearest on top.
  @inline(__always)
  func push(childrenOf group: Int, _ bounds: EightFloats, limit: Float, top: inout Int) {
    guard cohort_at_most8(bounds, EightFloats(repeating: limit)) != 0 else { return }
    let first = firstChildren[group]
    let start = top
    for lane in 0..<8 {
      pending[top] = PendingNode(first + lane, bound: max(0, bounds[lane]))
      top += bounds[lane] <= limit ? 1 : 0
    }
    for slot in start..<top - 1 {
      let (a, b) = (pending[slot], pending[slot + 1])
      pending[slot] = .farther(a, b)
      pending[slot + 1] = .nearer(a, b)
    }
  }
}
