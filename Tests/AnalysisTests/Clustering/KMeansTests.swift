import Analysis
import Machine
import Testing

@Suite struct KMeansTests {
  /// Rounding that an emptied cluster kept in its sums once sent its next row away again, round after round.
  @Test(
    "rows so close that rounding takes them for one another come to an end", .timeLimit(.minutes(1)),
    arguments: 1...200 as ClosedRange<UInt64>)
  func endsOnHardlyDistinctRows(seed: UInt64) throws {
    var generator = Xoshiro256(seed: seed)
    let values = [0, 1, 1 + 0x1p-52, 1 - 0x1p-53, 1e-160, 3e-160, -1, 0.1, 0.3, 1e16]
    let n = 3 + Int(generator.next(upperBound: UInt64(5)))
    let rows = Matrix(
      rowCount: n, columnCount: 2,
      elements: (0..<2 * n).map { _ in values[Int(generator.next(upperBound: UInt64(values.count)))] })
    let distinct = Set((0..<n).map { Array(rows.row($0)) }).count
    for k in 1...distinct {
      let found = try kMeans(of: rows, k: k, starts: 3, seed: seed, context: .plain)
      #expect(found.labels.count == n && (found.labels.max() ?? -1) < k)
    }
  }

  @Test("Every row is with its nearest centroid, every centroid is the mean of its rows")
  func fixedPoint() throws {
    for seed in 0..<20 as Range<UInt64> {
      let matrix = gaussianMatrix(rows: 60 + Int(seed), columns: 3, seed: seed)
      let k = 2 + Int(seed) % 6
      let result = try kMeans(of: matrix, k: k, starts: 3, seed: seed, context: .plain)
      var inertia = 0.0
      for i in 0..<matrix.rowCount {
        let squares = (0..<k).map { c in
          (0..<3).reduce(0.0) {
            $0 + (matrix[i, $1] - result.centroids[c, $1]) * (matrix[i, $1] - result.centroids[c, $1])
          }
        }
        #expect(squares[result.labels[i]] <= (squares.min() ?? 0) + 1e-12)
        inertia += squares[result.labels[i]]
      }
      #expect(agree(inertia, result.inertia))
      for c in 0..<k {
        let rows = (0..<matrix.rowCount).filter { result.labels[$0] == c }
        for f in 0..<3 {
          let centre = rows.reduce(0) { $0 + matrix[$1, f] } / Double(rows.count)
          #expect(abs(centre - result.centroids[c, f]) < 1e-9)
        }
      }
    }
  }

  @Test("One far row ends no start early: every row is with the nearest of the means", arguments: [1e4, 1e9, 1e150])
  func outlier(far: Double) throws {
    let plain = gaussianMatrix(rows: 600, columns: 2, seed: 5)
    let matrix = Matrix(rowCount: 601, columnCount: 2, elements: plain.elements + [far, far])
    let result = try kMeans(of: matrix, k: 5, starts: 1, seed: 42, context: .plain)
    let means = (0..<5).map { c -> [Double] in
      let rows = (0..<601).filter { result.labels[$0] == c }
      return (0..<2).map { f in rows.reduce(0) { $0 + matrix[$1, f] } / Double(rows.count) }
    }
    for row in 0..<601 {
      let squares = means.map { mean in
        (0..<2).reduce(0) { $0 + (matrix[row, $1] - mean[$1]) * (matrix[row, $1] - mean[$1]) }
      }
      #expect(squares[result.labels[row]] <= (squares.min() ?? 0) * (1 + 1e-9))
    }
  }

  @Test("An offset takes no digits from labels, inertia and centroids", arguments: [1e9, 1e13, -1e15])
  func offset(offset: Double) throws {
    let whole = Matrix(gridRows(rows: 300, columns: 3, levels: 40, seed: 3))
    let moved = Matrix(rowCount: 300, columnCount: 3, elements: whole.elements.map { $0 + offset })
    let (near, far) = try (
      kMeans(of: whole, k: 4, starts: 5, seed: 1, context: .plain),
      kMeans(of: moved, k: 4, starts: 5, seed: 1, context: .plain)
    )
    #expect(far.labels == near.labels && far.iterations == near.iterations)
    #expect(agree(far.inertia, near.inertia, 1e-12))
    for (moved, own) in zip(far.centroids.elements, near.centroids.elements) {
      #expect(abs(moved - offset - own) <= offset.magnitude.ulp)
    }
  }

  @Test("An offset takes no digits from what a partition is judged by", arguments: [1e13, -1e15])
  func judgedAtOffset(offset: Double) throws {
    let whole = Matrix(gridRows(rows: 300, columns: 3, levels: 40, seed: 3))
    let moved = Matrix(rowCount: 300, columnCount: 3, elements: whole.elements.map { $0 + offset })
    let labels = try kMeans(of: whole, k: 4, starts: 2, seed: 1, context: .plain).labels
    #expect(agree(try calinskiHarabasz(of: moved, labels: labels), try calinskiHarabasz(of: whole, labels: labels)))
    #expect(agree(try daviesBouldin(of: moved, labels: labels), try daviesBouldin(of: whole, labels: labels)))
    #expect(agree(try withinSquares(of: moved, labels: labels), try withinSquares(of: whole, labels: labels)))
    let tree = try hierarchicalClustering(of: whole, linkage: .ward, context: .plain)
    for (far, near) in zip(try tree.withinSquares(of: moved, upTo: 9), try tree.withinSquares(of: whole, upTo: 9)) {
      #expect(agree(far, near))
    }
  }

  @Test("On a few rows the best of many starts is the best partition there is")
  func optimum() throws {
    for seed in 0..<15 as Range<UInt64> {
      let matrix = gaussianMatrix(rows: 9, columns: 2, seed: seed)
      let result = try kMeans(of: matrix, k: 3, starts: 40, seed: seed, context: .plain)
      #expect(agree(result.inertia, leastInertia(matrix, k: 3), 1e-9))
    }
  }

  @Test("The result is the same to the bit on 1, 2 and 3 threads, and each time")
  func deterministic() throws {
    let matrix = gaussianMatrix(rows: 500, columns: 4, seed: 1)
    let results = try [1, 2, 3, 1].map {
      try kMeans(of: matrix, k: 5, starts: 7, seed: 9, context: ComputeContext(threads: $0))
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test("As many clusters as different rows leave no inertia and no cluster empty")
  func distinctRows() throws {
    let matrix = Matrix([[0], [0], [0], [0], [7], [7], [9], [100]])
    let result = try kMeans(of: matrix, k: 4, starts: 2, seed: 1, context: .plain)
    #expect(result.inertia == 0)
    #expect(result.labels == [0, 0, 0, 0, 1, 1, 2, 3])
  }

  @Test("No cluster runs empty, whatever the seed")
  func noEmptyCluster() throws {
    for seed in 0..<50 as Range<UInt64> {
      let matrix = Matrix(gridRows(rows: 40, columns: 2, levels: 4, seed: seed))
      let result = try kMeans(of: matrix, k: 8, starts: 1, seed: seed, context: .plain)
      #expect(Set(result.labels) == Set(0..<8))
    }
  }

  @Test("A number of clusters or starts that cannot be is refused with what is allowed")
  func refusals() {
    let matrix = Matrix([[0], [0], [7]])
    for k in [-1, 0, 3, 4] {
      #expect(throws: ClusteringError.clusterCount(k, allowed: 1...2)) {
        try kMeans(of: matrix, k: k, starts: 1, seed: 1, context: .plain)
      }
    }
    #expect(throws: ClusteringError.starts(0)) { try kMeans(of: matrix, k: 1, starts: 0, seed: 1, context: .plain) }
    #expect(throws: ClusteringError.empty(rows: 0, columns: 2)) {
      try kMeans(of: Matrix(rowCount: 0, columnCount: 2), k: 1, starts: 1, seed: 1, context: .plain)
    }
  }

  @Test("Cancelled, it stops with CancellationError")
  func cancellation() {
    let counter = Counter()
    #expect(throws: CancellationError.self) {
      try kMeans(
        of: gaussianMatrix(rows: 200, columns: 2, seed: 1), k: 4, starts: 5, seed: 1,
        context: ComputeContext(threads: 2) { counter.next() >= 30 })
    }
  }
}

/// The least inertia of all partitions into k clusters.
private func leastInertia(_ matrix: Matrix, k: Int) -> Double {
  let n = matrix.rowCount
  var labels = [Int](repeating: 0, count: n)
  var least = Double.infinity
  while true {
    var sum = 0.0
    for c in 0..<k {
      let rows = (0..<n).filter { labels[$0] == c }
      for f in 0..<matrix.columnCount where !rows.isEmpty {
        let centre = rows.reduce(0) { $0 + matrix[$1, f] } / Double(rows.count)
        sum += rows.reduce(0) { $0 + (matrix[$1, f] - centre) * (matrix[$1, f] - centre) }
      }
    }
    least = min(least, sum)
    guard let place = labels.lastIndex(where: { $0 < k - 1 }) else { return least }
    labels[place] += 1
    for i in (place + 1)..<n { labels[i] = 0 }
  }
}
