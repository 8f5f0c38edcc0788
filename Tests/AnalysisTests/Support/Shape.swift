import Analysis

/// Where points lie, for what measures distances: easy, and not.
enum Shape: CaseIterable {
  case cloud, farFromTheOrigin, tightClumpsFarApart, outliers, copies, wholeNumbers

  func matrix(rows: Int, columns: Int, seed: UInt64) -> Matrix {
    let cloud = gaussianMatrix(rows: rows, columns: columns, seed: seed)
    let element: (Int, Int) -> Double =
      switch self {
      case .cloud: { cloud[$0, $1] }
      case .farFromTheOrigin: { cloud[$0, $1] + 1e9 }
      case .tightClumpsFarApart: { cloud[$0, $1] * 1e-4 + cloud[$0 % 5, $1] * 1e4 }
      case .outliers: { cloud[$0, $1] / cloud[$0, 0] / cloud[$0, 0] }
      case .copies: { cloud[$0 % 7, $1] }
      case .wholeNumbers: { (cloud[$0, $1] * 2).rounded() }
      }
    let elements = (0..<rows).flatMap { row in (0..<columns).map { element(row, $0) } }
    return Matrix(rowCount: rows, columnCount: columns, elements: elements)
  }
}
