import Machine
import Testing

@testable import Analysis

@Suite("The within-cluster sum of squares")
struct WithinSquaresTests {
  @Test(
    "is the pooled pairwise squared distances, each cluster's over twice its size", arguments: 0..<20 as Range<UInt64>)
  func pairs(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let n = Int.random(in: 1...60, using: &draws)
    let matrix = gaussianMatrix(rows: n, columns: Int.random(in: 1...5, using: &draws), seed: seed)
    let labels = (0..<n).map { _ in Int.random(in: 0...6, using: &draws) * 3 }
    #expect(abs(try withinSquares(of: matrix, labels: labels) - naiveWithinSquares(matrix, labels)) < 1e-10)
  }

  @Test("of all cuts of a tree is that of each cut", arguments: Linkage.allCases, 0..<6 as Range<UInt64>)
  func cuts(linkage: Linkage, seed: UInt64) throws {
    let matrix = gaussianMatrix(rows: 70, columns: 3, seed: seed)
    let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
    for largest in [1, 2, 12, 70] {
      let sums = try tree.withinSquares(of: matrix, upTo: largest)
      #expect(sums.count == largest)
      for k in 1...largest {
        let naive = naiveWithinSquares(matrix, try tree.cut(into: k).labels)
        #expect(abs(sums[k - 1] - naive) < 1e-10, "k = \(k)")
      }
    }
  }

  @Test("of a Ward tree grows by half the square of each merge's height")
  func ward() throws {
    let matrix = gaussianMatrix(rows: 200, columns: 4, seed: 3)
    let tree = try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain)
    let sums = try tree.withinSquares(of: matrix, upTo: 20)
    for k in 1..<20 {
      let height = tree.merges[199 - k].height
      #expect(agree(sums[k - 1] - sums[k], height * height / 2, 1e-9))
    }
  }

  @Test("is 0 for rows alone, and survives numbers whose squares do not")
  func extremes() throws {
    let matrix = Matrix(columns: [[1e300, 1e300, -1e300, -1e300], [0, 0, 0, 0]])
    #expect(try withinSquares(of: matrix, labels: [0, 0, 1, 1]) == 0)
    #expect(try withinSquares(of: matrix, labels: [0, 1, 2, 3]) == 0)
    #expect(try withinSquares(of: matrix, labels: [0, 0, 0, 0]) == .infinity)
    let tiny = Matrix(columns: [[1e-150, -1e-150]])
    #expect(agree(try withinSquares(of: tiny, labels: [5, 5]), 2e-300))
  }

  @Test("refuses what does not fit")
  func refusals() throws {
    let matrix = gaussianMatrix(rows: 3, columns: 2, seed: 1)
    #expect(throws: ClusteringError.labelCount(2, rows: 3)) { try withinSquares(of: matrix, labels: [0, 1]) }
    #expect(throws: ClusteringError.negativeLabel(-1, row: 2)) { try withinSquares(of: matrix, labels: [0, 1, -1]) }
    let tree = try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain)
    #expect(throws: ClusteringError.clusterCount(4, allowed: 1...3)) { try tree.withinSquares(of: matrix, upTo: 4) }
    #expect(throws: ClusteringError.labelCount(3, rows: 5)) {
      try tree.withinSquares(of: gaussianMatrix(rows: 5, columns: 2, seed: 1), upTo: 2)
    }
  }
}

/// D_r / 2n_r over the clusters, as Tibshirani, Walther and Hastie define W.
func naiveWithinSquares(_ x: Matrix, _ labels: [Int]) -> Double {
  Set(labels).sorted().reduce(0) { sum, label in
    let rows = labels.indices.filter { labels[$0] == label }
    var squares = 0.0
    for i in rows { for j in rows { squares += rowDistance(x, i, j) * rowDistance(x, i, j) } }
    return sum + squares / Double(2 * rows.count)
  }
}
