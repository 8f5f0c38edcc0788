/// Points in blocks of eight, each block from one cluster, for sums of distances by cluster.
struct ClusteredBlocks: Sendable {
  private let blocks: PointBlocks
  private let matrix: Matrix
  /// The first block of each cluster, and the number of blocks at the end.
  private let firstBlock: [Int]
  /// Points in the last block of each cluster.
  private let lastCount: [Int]

  init(_ matrix: Matrix, _ partition: Partition) {
    var members = [[Int]](repeating: [], count: partition.k)
    for (row, cluster) in partition.clusters.enumerated() { members[cluster].append(row) }
    var order: [Int] = []
    var first: [Int] = []
    for rows in members {
      first.append(order.count / 8)
      order += rows
      order += [Int](repeating: -1, count: (8 - rows.count % 8) % 8)
    }
    blocks = PointBlocks(matrix, order: order)
    firstBlock = first + [order.count / 8]
    lastCount = members.map { ($0.count + 7) % 8 + 1 }
    self.matrix = matrix
  }

  /// Gives `body` each of the rows with its sums of distances to the rows of each cluster.
  ///
  /// Two rows go over the blocks together, so that what is loaded is used twice.
  func forEachRow(in rows: Range<Int>, _ body: (Int, UnsafePointer<Double>) -> Void) {
    let d = matrix.columnCount
    let k = lastCount.count
    // Invariants: a row's features start at row·d, a block's vectors at block·d; both arrays outlive the closures.
    matrix.elements.withUnsafeBufferPointer { elements in
      blocks.lanes.withUnsafeBufferPointer { lanes in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * k) { sums in
          guard let points = elements.baseAddress, let lanes = lanes.baseAddress, let sums = sums.baseAddress else {
            return
          }
          var row = rows.lowerBound
          while row < rows.upperBound {
            let second = min(row + 1, rows.upperBound - 1)
            addDistances(lanes, points + row * d, points + second * d, sums, sums + k)
            body(row, sums)
            if second != row { body(second, sums + k) }
            row += 2
          }
        }
      }
    }
  }

  private func addDistances(
    _ lanes: UnsafePointer<Octet>, _ p: UnsafePointer<Double>, _ q: UnsafePointer<Double>,
    _ sumsP: UnsafeMutablePointer<Double>, _ sumsQ: UnsafeMutablePointer<Double>
  ) {
    let d = matrix.columnCount
    for cluster in lastCount.indices {
      var (sumP, sumQ) = (Octet(), Octet())
      let last = firstBlock[cluster + 1] - 1
      for block in firstBlock[cluster]...last {
        var (squaresP, squaresQ) = (Octet(), Octet())
        let vectors = lanes + block * d
        for f in 0..<d {
          let vector = vectors[f]
          let (dp, dq) = (vector - p[f], vector - q[f])
          squaresP += dp * dp
          squaresQ += dq * dq
        }
        if block == last {
          for lane in lastCount[cluster]..<8 {
            squaresP[lane] = 0
            squaresQ[lane] = 0
          }
        }
        sumP += squaresP.squareRoot()
        sumQ += squaresQ.squareRoot()
      }
      sumsP[cluster] = orderedSum(sumP)
      sumsQ[cluster] = orderedSum(sumQ)
    }
  }
}

/// The sum of eight lanes, in an order that no compiler chooses.
@inline(__always)
func orderedSum(_ lanes: Octet) -> Double {
  let four = lanes.lowHalf + lanes.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}
