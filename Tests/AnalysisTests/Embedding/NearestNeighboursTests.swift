import Testing

@testable import Analysis

@Suite struct NearestNeighboursTests {
  /// Row numbers of the k nearest of each row, by sorting all distances, ties by row number.
  private func naive(_ x: Matrix, k: Int) -> [[Int]] {
    (0..<x.rowCount).map { i in
      let distances = (0..<x.rowCount).map { j in squaredDistance(x, i, j) }
      let others = (0..<x.rowCount).filter { $0 != i }
      return Array(others.sorted { (distances[$0], $0) < (distances[$1], $1) }.prefix(k))
    }
  }

  private func squaredDistance(_ x: Matrix, _ i: Int, _ j: Int) -> Double {
    (0..<x.columnCount).reduce(0.0) { sum, c in
      let difference = x[j, c] - x[i, c]
      return sum + difference * difference
    }
  }

  /// The search's answer in row numbers.
  private func found(_ x: Matrix, k: Int, threads: Int = 1) throws -> [[Int]] {
    let context = ComputeContext(threads: threads)
    let tree = try NeighbourTree(of: x, context: context)
    let neighbours = try NearestNeighbours(k, in: tree, context: context)
    var result = [[Int]](repeating: [], count: x.rowCount)
    for (place, row) in tree.order.enumerated() {
      result[Int(row)] = (0..<k).map { Int(tree.order[Int(neighbours.places[place * k + $0])]) }
    }
    return result
  }

  @Test("The neighbours are those of sorting all distances", arguments: 0..<40)
  func equalsNaive(seed: Int) throws {
    let rows = 2 + seed * 17 % 300
    let x = Matrix.gaussian(rows: rows, columns: 1 + seed % 7, seed: UInt64(seed))
    let k = min(rows - 1, 1 + seed * 7 % 90)
    #expect(try found(x, k: k) == naive(x, k: k))
  }

  @Test("They are in trees of several levels, of many columns, and of groups far apart")
  func equalsNaiveInLargeTrees() throws {
    let matrices: [(Matrix, k: Int)] = [
      (.gaussian(rows: 1500, columns: 3, seed: 1), 5), (.gaussian(rows: 700, columns: 90, seed: 2), 20),
      (.blobs(rows: 1100, columns: 6, groups: 30, distance: 50, seed: 3), 91),
      (.lattice(rows: 1300, columns: 3, levels: 4, seed: 4), 40),
    ]
    for (x, k) in matrices { #expect(try found(x, k: k, threads: 2) == naive(x, k: k)) }
  }

  @Test("A row beyond the range of single precision does no harm")
  func farRow() throws {
    var x = Matrix.gaussian(rows: 300, columns: 4, seed: 5)
    for column in 0..<4 { x[17, column] = 1e80 }
    #expect(try found(x, k: 10) == naive(x, k: 10))
  }

  @Test("Between equal distances the lower row wins", arguments: 0..<40)
  func tiesByRow(seed: Int) throws {
    let rows = 10 + seed * 23 % 250
    let x = Matrix.lattice(rows: rows, columns: 1 + seed % 4, levels: 2 + UInt64(seed % 3), seed: UInt64(seed))
    let k = min(rows - 1, 1 + seed * 5 % 60)
    #expect(try found(x, k: k) == naive(x, k: k))
  }

  @Test("Rows that are all the same have the first others as neighbours")
  func identicalRows() throws {
    let x = Matrix(rowCount: 100, columnCount: 3, repeating: 2)
    #expect(try found(x, k: 5)[50] == [0, 1, 2, 3, 4])
  }

  @Test("Distances are those of the rows, in rising order")
  func distances() throws {
    let x = Matrix.gaussian(rows: 200, columns: 5, seed: 3)
    let tree = try NeighbourTree(of: x, context: .plain)
    let neighbours = try NearestNeighbours(7, in: tree, context: .plain)
    for place in 0..<200 {
      for rank in 0..<7 {
        let entry = place * 7 + rank
        let other = Int(tree.order[Int(neighbours.places[entry])])
        #expect(neighbours.squaredDistances[entry] == squaredDistance(x, Int(tree.order[place]), other))
        #expect(rank == 0 || neighbours.squaredDistances[entry - 1] <= neighbours.squaredDistances[entry])
      }
    }
  }

  @Test("Every row has one place in the tree")
  func orderIsPermutation() throws {
    let tree = try NeighbourTree(of: .lattice(rows: 777, columns: 2, levels: 5, seed: 9), context: .plain)
    #expect(tree.order.sorted() == (0..<777).map { Int32($0) })
  }

  @Test("A cancelled search throws")
  func cancels() throws {
    let tree = try NeighbourTree(of: .gaussian(rows: 500, columns: 3, seed: 1), context: .plain)
    #expect(throws: CancellationError.self) {
      _ = try NearestNeighbours(5, in: tree, context: ComputeContext(threads: 2, isCancelled: { true }))
    }
  }
}
