/// The rows as the steps of k-means need them.
struct LloydPoints: Sendable {
  let matrix: Matrix
  private let blocks: PointBlocks

  init(_ matrix: Matrix) {
    self.matrix = matrix
    blocks = PointBlocks(matrix)
  }

  /// The variance (divisor n) of a feature, on average.
  var meanVariance: Double {
    let variances = (0..<matrix.columnCount).map { variance(matrix.column($0), lostDegrees: 0) }
    return mean(variances)
  }

  /// Every row's nearest centroid; of equally near ones the first.
  struct Assignment {
    var labels: [Int]
    /// Squared distances to it.
    var squares: [Double]
    var inertia: Double { squares.reduce(0, +) }
  }

  /// - Returns: nil once cancelled.
  func assign(to centroids: Matrix, _ context: ComputeContext) -> Assignment? {
    let n = matrix.rowCount
    let d = matrix.columnCount
    var labels = [Int](repeating: 0, count: n)
    var squares = [Double](repeating: 0, count: n)
    for block in 0..<blocks.blockCount {
      if block % 512 == 0 && context.cancelled { return nil }
      var least = Octet(repeating: .infinity)
      var nearest = SIMD8<Int64>()
      blocks.lanes.withUnsafeBufferPointer { lanes in
        centroids.elements.withUnsafeBufferPointer { centroids in
          // Invariant: block b's vectors are the d from b·d on, centroid c's features the d from c·d on.
          for c in 0..<centroids.count / d {
            var sum = Octet()
            for f in 0..<d {
              let difference = lanes[block * d + f] - centroids[c * d + f]
              sum += difference * difference
            }
            let isNearer = sum .< least
            least.replace(with: sum, where: isNearer)
            nearest.replace(with: Int64(c), where: isNearer)
          }
        }
      }
      for lane in 0..<min(8, n - block * 8) {
        labels[block * 8 + lane] = Int(nearest[lane])
        squares[block * 8 + lane] = least[lane]
      }
    }
    return Assignment(labels: labels, squares: squares)
  }

  /// Gives each empty cluster the row that is farthest from its centroid, of the rows that are not alone in their cluster.
  /// - Returns: whether there were any.
  func fillEmptyClusters(_ assignment: inout Assignment, k: Int) -> Bool {
    var sizes = [Int](repeating: 0, count: k)
    for label in assignment.labels { sizes[label] += 1 }
    guard sizes.contains(0) else { return false }
    for cluster in 0..<k where sizes[cluster] == 0 {
      var farthest = -1
      for (row, square) in assignment.squares.enumerated()
      where sizes[assignment.labels[row]] > 1 && (farthest < 0 || square > assignment.squares[farthest]) {
        farthest = row
      }
      guard farthest >= 0 else { break }
      sizes[assignment.labels[farthest]] -= 1
      sizes[cluster] = 1
      assignment.labels[farthest] = cluster
      assignment.squares[farthest] = 0
    }
    return true
  }

  /// Seeds by greedy k-means++: rows drawn with a chance in proportion to their squared distance from the seeds so far,
  /// of 2 + ln k draws the one that leaves the least sum (Arthur and Vassilvitskii 2007, as scikit-learn does it).
  /// - Returns: nil once cancelled.
  func plusPlusSeeds(k: Int, _ generator: inout Xoshiro256, _ context: ComputeContext) -> Matrix? {
    let n = matrix.rowCount
    let trials = 2 + Int(naturalLogarithm(Double(k)))
    var seeds = [Int(generator.next(upperBound: UInt64(n)))]
    guard var squares = squaredDistances(toRow: seeds[0], context) else { return nil }
    while seeds.count < k {
      var best: (row: Int, squares: [Double], sum: Double)?
      let sum = squares.reduce(0, +)
      for _ in 0..<trials {
        let row = draw(generator.nextUnit() * sum, from: squares)
        guard var candidate = squaredDistances(toRow: row, context) else { return nil }
        for i in 0..<n { candidate[i] = min(candidate[i], squares[i]) }
        let left = candidate.reduce(0, +)
        if best.map({ left < $0.sum }) ?? true { best = (row, candidate, left) }
      }
      guard let best else { return nil }
      seeds.append(best.row)
      squares = best.squares
    }
    return Matrix(
      rowCount: k, columnCount: matrix.columnCount, elements: seeds.flatMap { matrix.row($0) })
  }

  /// The row at which the running sum of the weights passes `target`; never one without weight.
  private func draw(_ target: Double, from weights: [Double]) -> Int {
    var sum = 0.0
    var last = 0
    for (row, weight) in weights.enumerated() where weight > 0 {
      sum += weight
      last = row
      if sum > target { return row }
    }
    return last
  }

  private func squaredDistances(toRow row: Int, _ context: ComputeContext) -> [Double]? {
    let seed = Matrix(rowCount: 1, columnCount: matrix.columnCount, elements: Array(matrix.row(row)))
    return assign(to: seed, context)?.squares
  }
}
