/// Points in blocks of eight, each block from one cluster, for sums of distances by cluster.
///
/// Lanes that no point takes are at the end of the last block of a cluster.
struct ClusteredBlocks: Sendable {
  let dimension: Int
  /// Feature f of block b at b·d + f, a lane for each point; lanes without a point are infinite.
  let lanes: [EightDoubles]
  /// The row at each place, block by block; -1 where there is none.
  let rowAtPlace: [Int]
  /// The cluster of each block.
  let clusterOfBlock: [Int]
  /// Points in each block, 1...8.
  let pointsInBlock: [Int]
  /// The number of clusters.
  let clusterCount: Int

  var blockCount: Int { clusterOfBlock.count }

  /// - Throws: `CancellationError`.
  init(_ matrix: Matrix, _ partition: Partition, context: ComputeContext) throws(CancellationError) {
    var members = [[Int]](repeating: [], count: partition.k)
    for (row, cluster) in partition.clusters.enumerated() { members[cluster].append(row) }
    var places: [Int] = []
    var clusters: [Int] = []
    var points: [Int] = []
    for (cluster, rows) in members.enumerated() {
      places += rows
      places += [Int](repeating: -1, count: (8 - rows.count % 8) % 8)
      for start in stride(from: 0, to: rows.count, by: 8) {
        clusters.append(cluster)
        points.append(min(8, rows.count - start))
      }
    }
    dimension = matrix.columnCount
    lanes = try PointBlocks(matrix, order: places, context: context).lanes
    rowAtPlace = places
    clusterOfBlock = clusters
    pointsInBlock = points
    clusterCount = partition.k
  }

  /// The blocks of `range` in runs of one cluster.
  func forEachRun(of range: Range<Int>, _ body: (_ blocks: Range<Int>, _ cluster: Int) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      let cluster = clusterOfBlock[start]
      var end = start + 1
      while end < range.upperBound && clusterOfBlock[end] == cluster { end += 1 }
      body(start..<end, cluster)
      start = end
    }
  }

  /// The lanes of a block that no point takes.
  func vacant(_ block: Int) -> SIMDMask<SIMD8<Int64>> {
    SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7) .>= Int64(pointsInBlock[block])
  }

  /// As `distances`, and 0 where either place has no point; the half has one.
  func presentDistances(ofHalf half: Int, of block: Int, to other: Int) -> FourByEight {
    var distances = distances(ofHalf: half, of: block, to: other)
    let rows = pointsInBlock[block] - 4 * half
    if rows < 4 { distances.d = EightDoubles() }
    if rows < 3 { distances.c = EightDoubles() }
    if rows < 2 { distances.b = EightDoubles() }
    if pointsInBlock[other] < 8 { distances.clear(where: vacant(other)) }
    return distances
  }

  /// The distances of four rows, those of one half of a block, to the eight lanes of a block.
  ///
  /// Four rows by eight lanes: each vector that is loaded is used four times, and the sums of squares stay in registers.
  @inline(__always)
  func distances(ofHalf half: Int, of block: Int, to other: Int) -> FourByEight {
    let d = dimension
    // Invariants: a block's vectors are the d from block·d on, and a lane's feature f is the number 8·f + lane after the
    // first of them; both blocks are below `blockCount`, so that all of it is inside `lanes`.
    return lanes.withUnsafeBufferPointer { lanes in
      lanes.withMemoryRebound(to: Double.self) { numbers in
        var squares = FourByEight()
        guard let vectors = lanes.baseAddress.map({ $0 + other * d }),
          let points = numbers.baseAddress.map({ $0 + block * d * 8 + half * 4 })
        else { return squares }
        for f in 0..<d {
          let vector = vectors[f]
          let point = points + 8 * f
          let (d0, d1, d2, d3) = (vector - point[0], vector - point[1], vector - point[2], vector - point[3])
          squares.a += d0 * d0
          squares.b += d1 * d1
          squares.c += d2 * d2
          squares.d += d3 * d3
        }
        return squares.squareRoots
      }
    }
  }
}
