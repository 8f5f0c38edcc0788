import Machine

/// The distances of all pairs of first clusters, condensed: row by row, each pair once.
///
/// A cluster's distances to all points of later clusters are computed, eight at a time, and united before they are stored, so
/// that the larger table of all points never exists.
struct FirstDistances: Sendable {
  private let clusters: PointClusters
  private let points: Matrix
  private let counts: [Double]
  /// The points, cluster by cluster.
  private let blocks: PointBlocks
  /// What distances to those count: the rows that are equal to the point.
  private let blockCounts: [EightDoubles]
  private let elements: DisjointSlots<Double>
  private let starts: [Int]

  /// - Parameter starts: element (i, j), i < j, is to be at `starts[i] + j` of `elements`.
  init(
    of rows: DistinctRows, _ clusters: PointClusters, _ elements: DisjointSlots<Double>, starts: [Int],
    context: ComputeContext
  ) throws(CancellationError) {
    points = rows.points
    self.clusters = clusters
    self.elements = elements
    self.starts = starts
    counts = rows.counts.map(Double.init)
    blocks = try PointBlocks(rows.points, order: clusters.members, context: context)
    blockCounts = inEights(clusters.members.map { Double(rows.counts[$0]) })
  }

  /// Writes the given rows.
  /// - Parameter isDone: gets each; writes no more when it answers no.
  func write(_ rows: Range<Int>, isDone: (Int) -> Bool) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks.blockCount * 8) { row in
      row.initialize(repeating: 0)
      for i in rows {
        if i + 1 < clusters.count {
          measure(i, from: clusters.starts[i + 1] / 8, into: row.baseAddress!)
          unite(row.baseAddress!, from: i + 1, to: elements.base + starts[i])
        }
        guard isDone(i) else { return }
      }
    }
  }

  /// The distances of cluster i to the points of all blocks from `first` on.
  private func measure(_ i: Int, from first: Int, into row: UnsafeMutablePointer<Double>) {
    let members = Array(clusters[i])
    blocks.lanes.withUnsafeBufferPointer { lanes in
      points.elements.withUnsafeBufferPointer { elements in
        blockCounts.withUnsafeBufferPointer { blockCounts in
          // Invariant: block b has d vectors from b·d on and eight places of the row from 8·b on; a point has d elements.
          let d = points.columnCount
          for block in first..<blockCounts.count {
            let (lane, count) = (lanes.baseAddress! + block * d, blockCounts[block])
            var values = EightDoubles()
            // Two points at a time: the features of a block are loaded once for both.
            for pair in stride(from: 0, to: members.count - 1, by: 2) {
              let (point, other) = (members[pair], members[pair + 1])
              var (squares, otherSquares) = (EightDoubles(), EightDoubles())
              for f in 0..<d {
                let (way, otherWay) = (lane[f] - elements[point * d + f], lane[f] - elements[other * d + f])
                squares += way * way
                otherSquares += otherWay * otherWay
              }
              values = clusters.combination(values, value(squares, counts[point], count))
              values = clusters.combination(values, value(otherSquares, counts[other], count))
            }
            if members.count % 2 == 1 {
              let point = members[members.count - 1]
              var squares = EightDoubles()
              for f in 0..<d {
                let way = lane[f] - elements[point * d + f]
                squares += way * way
              }
              values = clusters.combination(values, value(squares, counts[point], count))
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
    return clusters.combination == .sum ? distances * (blockCount * count) : distances
  }

  /// Unites the distances to the points of each cluster from `first` on: that of cluster j goes to `target[j]`.
  private func unite(_ row: UnsafePointer<Double>, from first: Int, to target: UnsafeMutablePointer<Double>) {
    // Invariant: the row has an element for each member of the clusters.
    clusters.starts.withUnsafeBufferPointer { starts in
      for j in first..<starts.count - 1 {
        var value = row[starts[j]]
        for place in starts[j] + 1..<starts[j + 1] { value = clusters.combination(value, row[place]) }
        target[j] = value
      }
    }
  }
}

private func inEights(_ values: [Double]) -> [EightDoubles] {
  var eights = [EightDoubles](repeating: EightDoubles(), count: (values.count + 7) / 8)
  for (i, value) in values.enumerated() { eights[i / 8][i % 8] = value }
  return eights
}
