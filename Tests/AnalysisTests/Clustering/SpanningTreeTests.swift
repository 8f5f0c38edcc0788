import Analysis
import Testing

/// Single linkage against Prim's algorithm, written plainly: a minimum spanning tree's edges, shortest first, are the heights.
@Suite struct SpanningTreeTests {
  @Test("The heights are the edges of a minimum spanning tree, whatever the shape of the data")
  func againstPrim() throws {
    for seed in 0..<40 as Range<UInt64> {
      let n = 100 + Int(seed) * 37
      let matrix =
        switch seed % 5 {
        case 0: gaussianMatrix(rows: n, columns: 1 + Int(seed) % 7, seed: seed)
        case 1: Matrix(gridRows(rows: n, columns: 3, levels: 9, seed: seed))
        case 2: Matrix(gridRows(rows: n, columns: 2, levels: 40, seed: seed), factor: 1 / 3.0, offset: 0.1)
        case 3: withOutliers(gaussianMatrix(rows: n, columns: 4, seed: seed))
        default: inClumps(gaussianMatrix(rows: n, columns: 20, seed: seed))
        }
      let tree = try hierarchicalClustering(of: matrix, linkage: .single, context: ComputeContext(threads: 2))
      let expected = primLengths(matrix).sorted()
      #expect(zip(tree.heights, expected).allSatisfy { agree($0, $1) }, "seed \(seed)")
    }
  }

  @Test("Far more columns than axes are looked at")
  func manyColumns() throws {
    let matrix = gaussianMatrix(rows: 120, columns: 90, seed: 4)
    let tree = try hierarchicalClustering(of: matrix, linkage: .single, context: .plain)
    #expect(zip(tree.heights, primLengths(matrix).sorted()).allSatisfy { agree($0, $1) })
  }

  /// A few rows a million times as far out as the rest, where coordinates in single precision tell little of the rest.
  private func withOutliers(_ matrix: Matrix) -> Matrix {
    var matrix = matrix
    for row in stride(from: 0, to: matrix.rowCount, by: 50) {
      for column in 0..<matrix.columnCount { matrix[row, column] *= 1e6 }
    }
    return matrix
  }

  /// Groups of points a billionth of the whole apart.
  private func inClumps(_ matrix: Matrix) -> Matrix {
    var matrix = matrix
    for row in 0..<matrix.rowCount {
      for column in 0..<matrix.columnCount {
        matrix[row, column] = matrix[row % 7, column] + (row < 7 ? 0 : 1e-9 * matrix[row, column])
      }
    }
    return matrix
  }

  private func primLengths(_ matrix: Matrix) -> [Double] {
    var nearest = [Double](repeating: .infinity, count: matrix.rowCount)
    var isIn = nearest.map { _ in false }
    var lengths: [Double] = []
    var newest = 0
    while lengths.count < matrix.rowCount - 1 {
      isIn[newest] = true
      var next = -1
      for row in 0..<matrix.rowCount where !isIn[row] {
        nearest[row] = min(nearest[row], rowDistance(matrix, newest, row))
        if next < 0 || nearest[row] < nearest[next] { next = row }
      }
      lengths.append(nearest[next])
      newest = next
    }
    return lengths
  }
}
