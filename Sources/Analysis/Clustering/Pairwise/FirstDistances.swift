/// The distances of all pairs of first clusters, condensed: row by row, each pair once.
///
/// A cluster is a point or two. Each point's distances to the points of eight clusters at a time are computed
/// and combined before they are stored, so that the larger table of all points never exists.
struct FirstDistances: Sendable {
  private let points: Matrix
  private let pairs: FirstPairs
  private let counts: [Double]
  private let combination: Combination
  /// The clusters' own points, and their partners; where there is none, the own point again.
  private let own: PointBlocks
  private let other: PointBlocks
  /// What distances to those count: the rows that are equal to the point, and 0 where there is no partner.
  private let ownCounts: [Octet]
  private let otherCounts: [Octet]

  init(of rows: DistinctRows, _ pairs: FirstPairs, _ combination: Combination) {
    points = rows.points
    self.pairs = pairs
    self.combination = combination
    counts = rows.counts.map(Double.init)
    own = PointBlocks(rows.points, order: pairs.points)
    other = PointBlocks(rows.points, order: zip(pairs.points, pairs.partners).map { $1 < 0 ? $0 : $1 })
    ownCounts = octets(pairs.points.map { Double(rows.counts[$0]) })
    otherCounts = octets(pairs.partners.map { $0 < 0 ? 0 : Double(rows.counts[$0]) })
  }

  /// - Complexity: O(n²·d) time, 4·n² bytes for n clusters.
  func condensed(context: ComputeContext) throws(CancellationError) -> [Double] {
    let n = pairs.count
    let total = n * (n - 1) / 2
    var failure: CancellationError?
    let distances = [Double](unsafeUninitializedCapacity: total) { buffer, initialized in
      guard total > 0 else { return }
      let slots = DisjointSlots(buffer)
      do throws(CancellationError) {
        try parallelChunks(
          count: n - 1, chunkSize: rowsPerChunk(n), reportsProgress: true, context: context
        ) { rows, _ in
          // Invariant: row i takes the elements start + i + 1 ..< start + n, and no other row does.
          for i in rows { write(row: i, to: slots.base + condensedStart(i, n)) }
        }
        initialized = total
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return distances
  }

  private func write(row i: Int, to row: UnsafeMutablePointer<Double>) {
    let n = pairs.count
    let (point, partner) = (pairs.points[i], pairs.partners[i])
    for block in (i + 1) / 8..<own.blockCount {
      var values = value(point, own, ownCounts, block)
      // In the order in which merged rows are combined: sums have the same last bits wherever they are made.
      if partner >= 0 { values = combined(values, value(partner, own, ownCounts, block)) }
      values = combined(values, value(point, other, otherCounts, block))
      if partner >= 0 { values = combined(values, value(partner, other, otherCounts, block)) }
      let j = block * 8
      if j > i && j + 8 <= n {
        UnsafeMutableRawPointer(row + j).storeBytes(of: values, as: Octet.self)
      } else {
        for lane in 0..<8 where j + lane > i && j + lane < n { row[j + lane] = values[lane] }
      }
    }
  }

  /// The distances from a point to those of a block; as sums, times the pairs of rows.
  @inline(__always)
  private func value(_ point: Int, _ blocks: PointBlocks, _ blockCounts: [Octet], _ block: Int) -> Octet {
    let d = points.columnCount
    var squares = Octet()
    blocks.lanes.withUnsafeBufferPointer { lanes in
      points.elements.withUnsafeBufferPointer { elements in
        for f in 0..<d {
          let difference = lanes[block * d + f] - elements[point * d + f]
          squares += difference * difference
        }
      }
    }
    let distances = squares.squareRoot()
    return combination == .sum ? distances * (blockCounts[block] * counts[point]) : distances
  }

  @inline(__always)
  private func combined(_ a: Octet, _ b: Octet) -> Octet { combination == .sum ? a + b : larger(a, b) }
}

private func octets(_ values: [Double]) -> [Octet] {
  var octets = [Octet](repeating: Octet(), count: (values.count + 7) / 8)
  for (i, value) in values.enumerated() { octets[i / 8][i % 8] = value }
  return octets
}
