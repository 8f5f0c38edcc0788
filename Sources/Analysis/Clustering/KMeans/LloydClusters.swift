/// The clusters of one start of k-means, from round to round.
///
/// Sums of features follow the rows that change their cluster: few do after the first rounds. The rounding that
/// this leaves is taken out by `sumAfresh`.
struct LloydClusters {
  private let points: LloydPoints
  private let k: Int
  /// The cluster of each row, in blocks as the points; -1 before the first round.
  private var blocks: [SIMD8<Int64>]
  /// The sums of the features of each cluster's rows, k × d.
  private var sums: [Double]
  private var sizes: [Int]
  /// For each row by how much its nearest centroid leads the others, at the least.
  private var leads: [Double]
  /// A lead of more is one whatever was rounded: squared distances are right to some 1e-15 of themselves for each feature.
  private let doubt: Double
  /// The sum of squared distances at the last `assign`.
  private(set) var inertia = Double.infinity

  init(_ points: LloydPoints, k: Int) {
    self.points = points
    self.k = k
    blocks = [SIMD8<Int64>](repeating: SIMD8(repeating: -1), count: points.blockCount)
    sums = [Double](repeating: 0, count: k * points.matrix.columnCount)
    sizes = [Int](repeating: 0, count: k)
    leads = [Double](repeating: 0, count: points.matrix.rowCount)
    doubt = 1e-10 * points.diagonal
  }

  var labels: [Int] {
    (0..<points.matrix.rowCount).map { Int(blocks[$0 / 8][$0 % 8]) }
  }

  /// The mean of each cluster's rows; none of them is empty.
  var centroids: Matrix {
    let d = points.matrix.columnCount
    return Matrix(
      rowCount: k, columnCount: d, elements: sums.indices.map { sums[$0] / Double(sizes[$0 / d]) })
  }

  /// Puts every row into the cluster of its nearest centroid; of equally near ones the first.
  /// - Returns: how many rows changed; nil once cancelled.
  mutating func assign(to centroids: Matrix, _ context: ComputeContext) -> Int? {
    let places = FourfoldPlaces(centroids)
    var changes = 0
    var inertia = EightDoubles()
    for block in blocks.indices {
      if block % 512 == 0 && context.cancelled { return nil }
      var nearest = points.nearest(block, of: places)
      let lead = nearest.lead
      let rows = points.rowCount(inBlock: block)
      if rows < 8 { for lane in rows..<8 { (nearest.place[lane], nearest.square[lane]) = (-1, 0) } }
      for lane in 0..<rows { leads[block * 8 + lane] = lead[lane] }
      inertia += nearest.square
      let old = blocks[block]
      guard any(nearest.place .!= old) else { continue }
      blocks[block] = nearest.place
      for lane in 0..<8 where nearest.place[lane] != old[lane] {
        changes += 1
        move(block * 8 + lane, from: Int(old[lane]), to: Int(nearest.place[lane]))
      }
    }
    self.inertia = orderedSum(inertia)
    return changes
  }

  /// Does what `assign` does, but for the inertia, where the centroids were `previous` before and are elsewhere now.
  ///
  /// A row is looked at only where the centroids have moved by as much as its nearest one led (G. Hamerly 2010,
  /// doi:10.1137/1.9781611972801.12): after the first rounds few are, and all others are where `assign` would put them.
  /// - Returns: how many rows changed; nil once cancelled.
  mutating func reassign(to centroids: Matrix, from previous: Matrix, _ context: ComputeContext) -> Int? {
    let doubtful = weakenLeads(by: shifts(from: previous, to: centroids))
    // Rows that are gathered cost more than rows that lie in blocks.
    if doubtful > leads.count / 2 { return assign(to: centroids, context) }
    let places = FourfoldPlaces(centroids)
    var lanes = [EightDoubles](repeating: EightDoubles(), count: points.matrix.columnCount)
    var changes = 0
    var rows: [Int] = []
    rows.reserveCapacity(8)
    for row in leads.indices {
      if row % 4096 == 0 && context.cancelled { return nil }
      if leads[row] <= doubt { rows.append(row) }
      if rows.count == 8 {
        changes += reassign(rows, &lanes, to: places)
        rows.removeAll(keepingCapacity: true)
      }
    }
    return rows.isEmpty ? changes : changes + reassign(rows, &lanes, to: places)
  }

  /// Up to eight rows, rising.
  private mutating func reassign(_ rows: [Int], _ lanes: inout [EightDoubles], to places: FourfoldPlaces) -> Int {
    let nearest = points.nearest(ofRows: rows, &lanes, of: places)
    let lead = nearest.lead
    var changes = 0
    for (lane, row) in rows.enumerated() {
      leads[row] = lead[lane]
      let (old, new) = (blocks[row / 8][row % 8], nearest.place[lane])
      guard new != old else { continue }
      changes += 1
      blocks[row / 8][row % 8] = new
      move(row, from: Int(old), to: Int(new))
    }
    return changes
  }

  /// How far each centroid has moved.
  private func shifts(from previous: Matrix, to centroids: Matrix) -> [Double] {
    (0..<k).map { squaredDistance(centroids, $0, previous, $0).squareRoot() }
  }

  /// Takes from each lead what the centroids' moves can have taken: that of the row's own, and the largest of the others.
  /// - Returns: how many are in doubt.
  private mutating func weakenLeads(by shifts: [Double]) -> Int {
    let losses = shifts.indices.map { own in
      shifts[own] + shifts.indices.reduce(0) { $1 == own ? $0 : max($0, shifts[$1]) }
    }
    var doubtful = 0
    for block in blocks.indices {
      let labels = blocks[block]
      for lane in 0..<points.rowCount(inBlock: block) {
        let lead = leads[block * 8 + lane] - losses[Int(labels[lane])]
        leads[block * 8 + lane] = lead
        if lead <= doubt { doubtful += 1 }
      }
    }
    return doubtful
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
      move(row, from: -1, to: Int(blocks[row / 8][row % 8]))
    }
    return true
  }

  /// Gives each empty cluster the row that is farthest from its centroid, of the rows that are not alone in their cluster.
  /// - Returns: whether there were any.
  mutating func fillEmpty(_ centroids: Matrix) -> Bool {
    guard sizes.contains(0) else { return false }
    let places = FourfoldPlaces(centroids)
    var squares = (0..<blocks.count).flatMap { block in
      let squares = points.nearest(block, of: places).square
      return (0..<points.rowCount(inBlock: block)).map { squares[$0] }
    }
    for cluster in 0..<k where sizes[cluster] == 0 {
      var farthest = -1
      for (row, square) in squares.enumerated()
      where sizes[Int(blocks[row / 8][row % 8])] > 1 && (farthest < 0 || square > squares[farthest]) {
        farthest = row
      }
      guard farthest >= 0 else { break }
      move(farthest, from: Int(blocks[farthest / 8][farthest % 8]), to: cluster)
      blocks[farthest / 8][farthest % 8] = Int64(cluster)
      squares[farthest] = 0
    }
    // No lead holds where a cluster begins anew.
    for row in leads.indices { leads[row] = 0 }
    return true
  }
}
