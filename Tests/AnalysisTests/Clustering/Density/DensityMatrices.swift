import Analysis
import Machine

/// Rows in groups of different density, with and without ties.
enum DensityMatrix: CaseIterable {
  case groups, line, skewed, scores, counts, copies, thirds

  func matrix(rows: Int, seed: UInt64) -> Matrix {
    let columns = self == .line ? 1 : 2 + Int(seed % 3)
    let cloud = gaussianMatrix(rows: rows, columns: columns, seed: seed)
    var generator = Xoshiro256(seed: seed, stream: RandomStream("density tests"))
    let centres = (0..<4 * columns).map { _ in generator.nextUnit() * 12 }
    func grouped(_ row: Int, _ column: Int) -> Double {
      let group = row % (2 + Int(seed % 3))
      return centres[group * columns + column] + cloud[row, column] * (0.3 + 0.4 * Double(group))
    }
    let elements = (0..<rows).flatMap { row in
      (0..<columns).map { column in
        switch self {
        case .groups, .line: grouped(row, column)
        case .skewed: grouped(row, column) * grouped(row, column).magnitude
        case .scores: Double(Int.random(in: 1...5, using: &generator))
        case .counts: grouped(row, column).rounded()
        case .copies: grouped(row % max(2, rows / 3), column)
        case .thirds: (grouped(row, column) * 2).rounded() / 3 + 0.1
        }
      }
    }
    return Matrix(rowCount: rows, columnCount: columns, elements: elements)
  }

  /// Numbers of rows, and sizes and samples that fit them.
  static let settings = [(2, 1), (3, 2), (4, 4), (5, 3), (3, 8), (10, 10)]
}

extension Matrix {
  func shuffled(seed: UInt64) -> (matrix: Matrix, order: [Int]) {
    var generator = Xoshiro256(seed: seed, stream: RandomStream("shuffles"))
    let order = (0..<rowCount).shuffled(using: &generator)
    return (Matrix(rowCount: rowCount, columnCount: columnCount, elements: order.flatMap { row($0) }), order)
  }
}
