import Machine

/// The distances of all pairs of first clusters, condensed: row by row, each pair once.
///
/// A cluster is a point or two. Its distances to all points of later clusters are computed, eight at a time, and united
/// before they are stored, so that the larger table of all points never exists.
struct FirstDistances: Sendable {
  private let pairs: FirstPairs
  private let points: Matrix
  private let counts: [Double]
  private let combination: Combination
  /// The points, cluster by cluster.
  private let blocks: PointBlocks
  /// What distances to those count: the rows that are equal to the point.
  private let blockCounts: [EightDoubles]
  /// The place of each cluster's first point in the blocks.
  private let places: [Int]
  private let columns: ColumnUnion
  private let elements: DisjointSlots<Double>
  private let starts: [Int]

  /// - Parameter starts: element (i, j), i < j, is to be at `starts[i] + j` of `elements`.
  init(
    of rows: DistinctRows, _ pairs: FirstPairs, _ combination: Combination, _ elements: DisjointSlots<Double>,
    starts: [Int], context: ComputeContext
  ) throws(CancellationError) {
    points = rows.points
    self.pairs = pairs
    self.combination = combination
    self.elements = elements
    self.starts = starts
    counts = rows.counts.map(Double.init)
    var order: [Int] = []
    var places: [Int] = []
    for (point, partner) in zip(pairs.points, pairs.partners) {
      places.append(order.count)
      order += partner < 0 ? [point] : [point, partner]
    }
    self.places = places
    blocks = try PointBlocks(rows.points, order: order, context: context)
    blockCounts = inEights(order.map { Double(rows.counts[$0]) })
    let none = blocks.blockCount * 8
    columns = ColumnUnion(
      own: places, other: zip(places, pairs.partners).map { $1 < 0 ? none : $0 + 1 }, combination)
  }

  /// Writes the given rows.
  /// - Parameter isDone: gets each; writes no more when it answers no.
  func write(_ rows: Range<Int>, isDone: (Int) -> Bool) {
    let end = blocks.blockCount * 8
    withUnsafeTemporaryAllocation(of: Double.self, capacity: end + 1) { row in
      row.initialize(repeating: 0)
      for i in rows {
        if i + 1 < places.count {
          measure(i, from: places[i + 1] / 8, into: row.baseAddress!)
          columns.write(UnsafePointer(row.baseAddress!), from: i + 1, to: elements.base + starts[i])
        }
        guard isDone(i) else { return }
      }
    }
  }

  /// The distances of cluster i to the points of all blocks from `first` on.
  private func measure(_ i: Int, from first: Int, into row: UnsafeMutablePointer<Double>) {
    let d = points.columnCount
    let (point, partner) = (pairs.points[i], pairs.partners[i])
    blocks.lanes.withUnsafeBufferPointer { lanes in
      points.elements.withUnsafeBufferPointer { elements in
        blockCounts.withUnsafeBufferPointer { blockCounts in
          // Invariant: block b has d vectors from b·d on and eight places of the row from 8·b on.
          for block in first..<blockCounts.count {
            var (squares, partnerSquares) = (EightDoubles(), EightDoubles())
            if partner < 0 {
              for f in 0..<d {
                let difference = lanes[block * d + f] - elements[point * d + f]
                squares += difference * difference
              }
            } else {
              for f in 0..<d {
                let lane = lanes[block * d + f]
                let (difference, other) = (lane - elements[point * d + f], lane - elements[partner * d + f])
                squares += difference * difference
                partnerSquares += other * other
              }
            }
            var values = value(squares, counts[point], blockCounts[block])
            if partner >= 0 {
              values = combination(values, value(partnerSquares, counts[partner], blockCounts[block]))
            }
            values.store(at: row + block * 8)
          }
        }
      }
    }
  }

  /// Distances; as sums, times the pairs of rows.
  @inline(__always)
  private func value(_ squares: EightDoubles, _ count: Double, _ blockCount: EightDoubles) -> EightDoubles {
    let distances = squares.squareRoot()
    return combination == .sum ? distances * (blockCount * count) : distances
  }
}

private func inEights(_ values: [Double]) -> [EightDoubles] {
  var eights = [EightDoubles](repeating: EightDoubles(), count: (values.count + 7) / 8)
  for (i, value) in values.enumerated() { eights[i / 8][i % 8] = value }
  return eights
}
