@testable import Analysis

/// Eigenvalues and eigenvectors of the covariance of some columns, by classical Jacobi rotations with eleven bits more than a double
/// has: each time the largest entry beside its diagonal ones is turned away.
struct ExtendedEigen {
  #if arch(x86_64)
    typealias Number = Float80
  #else
    typealias Number = Double
  #endif

  private(set) var values: [Double] = []
  private(set) var vectors: [[Double]] = []

  init(covarianceOf matrix: Matrix) {
    let (n, d) = (matrix.rowCount, matrix.columnCount)
    let columns = (0..<d).map { j -> [Number] in
      let values = matrix.column(j).map { Number($0) }
      let mean = values.reduce(0, +) / Number(n)
      return values.map { $0 - mean }
    }
    var a = columns.map { x in columns.map { y in zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } / Number(n - 1) } }
    var v = (0..<d).map { i in (0..<d).map { j in Number(i == j ? 1 : 0) } }
    while let (p, q) = Self.largest(a) {
      let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
      let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
      let c = 1 / (t * t + 1).squareRoot()
      let s = t * c
      let shift = t * a[p][q]
      a[p][p] -= shift
      a[q][q] += shift
      a[p][q] = 0
      a[q][p] = 0
      for i in 0..<d where i != p && i != q {
        let (x, y) = (a[i][p], a[i][q])
        a[i][p] = c * x - s * y
        a[i][q] = s * x + c * y
        a[p][i] = a[i][p]
        a[q][i] = a[i][q]
      }
      for i in 0..<d {
        let (x, y) = (v[p][i], v[q][i])
        v[p][i] = c * x - s * y
        v[q][i] = s * x + c * y
      }
    }
    let order = (0..<d).sorted { a[$0][$0] > a[$1][$1] }
    values = order.map { Double(a[$0][$0]) }
    vectors = order.map { v[$0].map { Double($0) } }
  }

  private static func largest(_ a: [[Number]]) -> (Int, Int)? {
    var best: (p: Int, q: Int, size: Number)?
    for p in a.indices {
      for q in a.indices where q > p {
        let size = abs(a[p][q]) / (a[p][p] * a[q][q]).squareRoot()
        if size > best?.size ?? Number.ulpOfOne { best = (p, q, size) }
      }
    }
    return best.map { ($0.p, $0.q) }
  }
}
