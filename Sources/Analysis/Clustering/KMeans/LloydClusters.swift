import CVectors
import Machine

/// The clusters of one start of k-means, from round to round.
///
/// Sums of features follow the rows that change their cluster: few do after the first rounds. The rounding that this leaves is taken out by
/// `sumAfresh`. Threads go over stretches of the rows; what moves in each is summed apart and taken in the order of the stretches, so that
/// the sums are the same to the bit whatever the number of threads. Copies share the clusters of the rows, and have sums of their own.
struct LloydClusters: Sendable {
  private let points: LloydPoints
  private let k: Int
  /// The cluster of each row, sixteen to a block; -1 before the first round, and in lanes without a row.
  private let blocks: SharedStorage<SIMD16<Int32>>
  /// How far centroids may have moved, twice the farthest of each round, until the rows of a block may be nearer to others (G. Hamerly
  /// 2010, doi:10.1137/1.9781611972801.12, whose bounds are of single rows).
  private let restUntil: SharedStorage<Double>
  /// The sums of the features of each cluster's rows, k × d.
  private var sums: [Double]
  private var sizes: [Int]

  init(_ points: LloydPoints, k: Int) {
    self.points = points
    self.k = k
    blocks = SharedStorage(repeating: SIMD16(repeating: -1), count: points.sixteens)
    restUntil = SharedStorage(repeating: -.infinity, count: points.sixteens)
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
  /// - Parameters:
  ///   - way: how far centroids have moved, twice the farthest of each round.
  ///   - moves: gets the rows that change; they count once `take` has them.
  func assign(_ stretch: Range<Int>, to places: LloydPlaces, after way: Double, _ moves: inout LloydMoves) {
    for block in stretch where restUntil[block] <= way {
      let (nearest, lead) = points.nearest(sixteen: block, of: places)
      restUntil[block] = way + lead
      let old = blocks[block]
      guard cohort_any_differ(nearest, old) != 0 else { continue }
      blocks[block] = nearest
      for lane in 0..<16 where nearest[lane] != old[lane] {
        moves.expect(block * 16 + lane, of: points.matrix, from: Int(old[lane]), to: Int(nearest[lane]))
      }
    }
    moves.addExpected(of: points.matrix)
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
      restUntil[farthest / 16] = -.infinity
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
  /// Rows that are on their way from memory.
  private var expected: [(row: Int, old: Int, new: Int)] = []

  init(clusters: Int, dimension: Int) {
    sums = [Double](repeating: 0, count: clusters * dimension)
    sizes = [Int](repeating: 0, count: clusters)
  }

  /// Has a row brought near; `addExpected` adds it, after all others that are expected.
  ///
  /// Rows that change are far from each other: waiting for one after the other would take longer than adding them.
  @inline(__always)
  mutating func expect(_ row: Int, of matrix: Matrix, from old: Int, to new: Int) {
    let d = matrix.columnCount
    matrix.elements.withUnsafeBufferPointer { elements in
      guard let base = elements.baseAddress else { return }
      // A cache line has eight numbers; the processor itself goes on with long rows.
      for f in stride(from: 0, to: min(d, 32), by: 8) { cohort_prefetch(base + (row * d + f)) }
    }
    expected.append((row, old, new))
  }

  /// Adds the rows that are expected.
  mutating func addExpected(of matrix: Matrix) {
    for (row, old, new) in expected { add(row, of: matrix, from: old, to: new) }
    expected.removeAll(keepingCapacity: true)
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
