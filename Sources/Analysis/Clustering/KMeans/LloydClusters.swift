import CVectors

/// The clusters of one start of k-means, from round to round.
///
/// Sums of features follow the rows that change their cluster: few do after the first rounds. The rounding that
/// this leaves is taken out by `sumAfresh`.
struct LloydClusters {
  private let points: LloydPoints
  private let k: Int
  /// The cluster of each row, sixteen to a block; -1 before the first round, and in lanes without a row.
  private var blocks: [SIMD16<Int32>]
  /// The sums of the features of each cluster's rows, k × d.
  private var sums: [Double]
  private var sizes: [Int]

  init(_ points: LloydPoints, k: Int) {
    self.points = points
    self.k = k
    blocks = [SIMD16<Int32>](repeating: SIMD16(repeating: -1), count: (points.matrix.rowCount + 15) / 16)
    sums = [Double](repeating: 0, count: k * points.matrix.columnCount)
    sizes = [Int](repeating: 0, count: k)
  }

  var labels: [Int] {
    (0..<points.matrix.rowCount).map(cluster)
  }

  private func cluster(of row: Int) -> Int { Int(blocks[row / 16][row % 16]) }

  /// The mean of each cluster's rows; none of them is empty.
  var centroids: Matrix {
    let d = points.matrix.columnCount
    return Matrix(
      rowCount: k, columnCount: d, elements: sums.indices.map { sums[$0] / Double(sizes[$0 / d]) })
  }

  /// Puts every row into the cluster of its nearest centroid; of equally near ones the first.
  /// - Returns: how many rows changed; nil once cancelled.
  mutating func assign(to centroids: Matrix, _ context: ComputeContext) -> Int? {
    let places = points.places(centroids)
    var changes = 0
    for block in blocks.indices {
      if block % 256 == 0 && context.cancelled { return nil }
      let nearest = points.nearest(sixteen: block, of: places)
      let old = blocks[block]
      guard cohort_any_differ(nearest, old) != 0 else { continue }
      blocks[block] = nearest
      for lane in 0..<16 where nearest[lane] != old[lane] {
        changes += 1
        move(block * 16 + lane, from: Int(old[lane]), to: Int(nearest[lane]))
      }
    }
    return changes
  }

  /// The sum of the rows' squared distances to their nearest centroids; nil once cancelled.
  func inertia(about centroids: Matrix, _ context: ComputeContext) -> Double? {
    let places = FourfoldPlaces(centroids)
    var inertia = EightDoubles()
    for block in 0..<points.blockCount {
      if block % 512 == 0 && context.cancelled { return nil }
      var squares = points.nearest(block, of: places).square
      for lane in points.rowCount(inBlock: block)..<8 { squares[lane] = 0 }
      inertia += squares
    }
    return orderedSum(inertia)
  }

  /// Takes a row out of a cluster, if it is in one, and into another.
  private mutating func move(_ row: Int, from old: Int, to new: Int) {
    let d = points.matrix.columnCount
    points.matrix.elements.withUnsafeBufferPointer { elements in
      sums.withUnsafeMutableBufferPointer { sums in
        // Invariant: row i's features are the d from i·d on, cluster c's sums the d from c·d on.
        for f in 0..<d { sums[new * d + f] += elements[row * d + f] }
        if old >= 0 { for f in 0..<d { sums[old * d + f] -= elements[row * d + f] } }
      }
    }
    sizes[new] += 1
    if old >= 0 { sizes[old] -= 1 }
  }

  /// Adds the sums up again, row by row.
  /// - Returns: false once cancelled.
  mutating func sumAfresh(_ context: ComputeContext) -> Bool {
    for i in sums.indices { sums[i] = 0 }
    for i in sizes.indices { sizes[i] = 0 }
    for row in 0..<points.matrix.rowCount {
      if row % 4096 == 0 && context.cancelled { return false }
      move(row, from: -1, to: cluster(of: row))
    }
    return true
  }

  /// Gives each empty cluster the row that is farthest from its centroid, of the rows that are not alone in their cluster.
  /// - Returns: whether there were any.
  mutating func fillEmpty(_ centroids: Matrix) -> Bool {
    guard sizes.contains(0) else { return false }
    let places = FourfoldPlaces(centroids)
    var squares = (0..<points.blockCount).flatMap { block in
      let squares = points.nearest(block, of: places).square
      return (0..<points.rowCount(inBlock: block)).map { squares[$0] }
    }
    for cluster in 0..<k where sizes[cluster] == 0 {
      var farthest = -1
      for (row, square) in squares.enumerated()
      where sizes[self.cluster(of: row)] > 1 && (farthest < 0 || square > squares[farthest]) {
        farthest = row
      }
      guard farthest >= 0 else { break }
      move(farthest, from: self.cluster(of: farthest), to: cluster)
      blocks[farthest / 16][farthest % 16] = Int32(cluster)
      squares[farthest] = 0
    }
    return true
  }
}
