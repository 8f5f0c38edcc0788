import CVectors
import Machine

/// The clusters of one start of k-means, from round to round.
///
/// Sums of features follow the rows that change their cluster: few do after the first rounds. The rounding that this leaves is taken out by
/// `sumAfresh`. Threads go over stretches of the rows; what moves in each is summed apart and taken in the order of the stretches, so that
/// the sums are the same to the bit whatever the number of threads.
struct LloydClusters: Sendable {
  private let points: LloydPoints
  private let k: Int
  /// The cluster of each row, sixteen to a block; -1 before the first round, and in lanes without a row.
  private let blocks: SharedStorage<SIMD16<Int32>>
  /// The sums of the features of each cluster's rows, k × d.
  private var sums: [Double]
  private var sizes: [Int]

  init(_ points: LloydPoints, k: Int) {
    self.points = points
    self.k = k
    blocks = SharedStorage(repeating: SIMD16(repeating: -1), count: points.sixteens)
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

  /// No moves yet.
  var noMoves: LloydMoves { LloydMoves(clusters: k, dimension: points.matrix.columnCount) }

  /// Puts the rows of some blocks of sixteen into the clusters of their nearest centroids; of equally near ones the first.
  ///
  /// No two threads may have the same blocks at one time.
  /// - Parameter moves: gets the rows that change; they count once `take` has them.
  func assign(_ stretch: Range<Int>, to places: LloydPlaces, _ moves: inout LloydMoves) {
    for block in stretch {
      let nearest = points.nearest(sixteen: block, of: places)
      let old = blocks[block]
      guard cohort_any_differ(nearest, old) != 0 else { continue }
      blocks[block] = nearest
      for lane in 0..<16 where nearest[lane] != old[lane] {
        moves.add(block * 16 + lane, of: points.matrix, from: Int(old[lane]), to: Int(nearest[lane]))
      }
    }
  }

  /// Counts rows that have moved.
  mutating func take(_ moves: LloydMoves) {
    for i in sums.indices { sums[i] += moves.sums[i] }
    for i in sizes.indices { sizes[i] += moves.sizes[i] }
  }

  /// The sum of the rows' squared distances to their nearest centroids.
  /// - Throws: `CancellationError`.
  func inertia(about centroids: Matrix, _ context: ComputeContext) throws(CancellationError) -> Double {
    let places = FourfoldPlaces(centroids)
    let parts = try points.mapStretches(clusters: k, context) { [points] sixteens in
      var inertia = EightDoubles()
      for block in 2 * sixteens.lowerBound..<min(points.blockCount, 2 * sixteens.upperBound) {
        var squares = points.nearest(block, of: places).square
        for lane in points.rowCount(inBlock: block)..<8 { squares[lane] = 0 }
        inertia += squares
      }
      return inertia
    }
    return orderedSum(parts.reduce(EightDoubles(), +))
  }

  /// Adds the sums up again.
  /// - Throws: `CancellationError`.
  mutating func sumAfresh(_ context: ComputeContext) throws(CancellationError) {
    let clusters = self
    let parts = try points.mapStretches(clusters: k, context) { sixteens in
      var moves = clusters.noMoves
      for row in 16 * sixteens.lowerBound..<min(clusters.points.matrix.rowCount, 16 * sixteens.upperBound) {
        moves.add(row, of: clusters.points.matrix, from: -1, to: clusters.cluster(of: row))
      }
      return moves
    }
    for i in sums.indices { sums[i] = 0 }
    for i in sizes.indices { sizes[i] = 0 }
    for moves in parts { take(moves) }
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
      var moves = noMoves
      moves.add(farthest, of: points.matrix, from: self.cluster(of: farthest), to: cluster)
      take(moves)
      blocks[farthest / 16][farthest % 16] = Int32(cluster)
      squares[farthest] = 0
    }
    return true
  }
}

/// What rows that change their cluster change in the sums and sizes.
struct LloydMoves: Sendable {
  /// How many rows.
  private(set) var count = 0
  /// k × d.
  fileprivate var sums: [Double]
  fileprivate var sizes: [Int]

  init(clusters: Int, dimension: Int) {
    sums = [Double](repeating: 0, count: clusters * dimension)
    sizes = [Int](repeating: 0, count: clusters)
  }

  /// Takes a row of a matrix out of a cluster, if it is in one, and into another.
  @inline(__always)
  mutating func add(_ row: Int, of matrix: Matrix, from old: Int, to new: Int) {
    let d = matrix.columnCount
    count += 1
    matrix.elements.withUnsafeBufferPointer { elements in
      sums.withUnsafeMutableBufferPointer { sums in
        // Invariant: row i's features are the d from i·d on, cluster c's sums the d from c·d on.
        for f in 0..<d { sums[new * d + f] += elements[row * d + f] }
        if old >= 0 { for f in 0..<d { sums[old * d + f] -= elements[row * d + f] } }
      }
    }
    sizes[new] += 1
    if old >= 0 { sizes[old] -= 1 }
  }
}
