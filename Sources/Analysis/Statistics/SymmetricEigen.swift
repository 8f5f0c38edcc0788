/// Eigenvalues, falling, and eigenvectors (as rows, of length 1) of a symmetric matrix.
///
/// Cyclic Jacobi rotations: C. G. J. Jacobi (1846), doi:10.1515/crll.1846.30.51; the rotation as in H. Rutishauser
/// (1966), doi:10.1007/BF02165223. Every entry off the diagonal is rotated away in turn until each is negligible beside the two
/// diagonal ones that it stands between: so that small eigenvalues of a positive definite matrix come out with as many right digits
/// as large ones, whatever the units of the columns (J. Demmel and K. Veselić 1992, doi:10.1137/0613074).
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(d³) for each of some six to ten sweeps.
func symmetricEigen(
  _ matrix: Matrix, context: ComputeContext
) throws(CancellationError) -> (values: [Double], vectors: Matrix) {
  precondition(matrix.rowCount == matrix.columnCount, "eigenvectors are of a square matrix")
  let d = matrix.rowCount
  var a = matrix
  var vectors = Matrix(rowCount: d, columnCount: d)
  for i in 0..<d { vectors[i, i] = 1 }
  for sweep in 0..<mostSweeps {
    var hasTurned = false
    for p in 0..<d {
      try context.checkpoint(min(1, Double(sweep) / 10))
      for q in p + 1..<max(p + 1, d) where !isNegligible(a, p, q) {
        rotate(&a, &vectors, p, q)
        hasTurned = true
      }
    }
    if !hasTurned { break }
  }
  // A stable order: equal eigenvalues stay as they came.
  let order = (0..<d).sorted { a[$0, $0] != a[$1, $1] ? a[$0, $0] > a[$1, $1] : $0 < $1 }
  var sorted = Matrix(rowCount: d, columnCount: d)
  for (i, from) in order.enumerated() { for j in 0..<d { sorted[i, j] = vectors[from, j] } }
  return (order.map { a[$0, $0] }, sorted)
}

private let mostSweeps = 64

/// Whether an entry off the diagonal is lost in the rounding of the two diagonal ones; roots are taken one by one, since their product
/// may leave the range of a double.
private func isNegligible(_ a: Matrix, _ p: Int, _ q: Int) -> Bool {
  abs(a[p, q]) <= 0x1p-53 * abs(a[p, p]).squareRoot() * abs(a[q, q]).squareRoot()
}

/// Rotates in the plane of p and q so that the entry (p, q) vanishes.
private func rotate(_ a: inout Matrix, _ vectors: inout Matrix, _ p: Int, _ q: Int) {
  let d = a.rowCount
  let theta = (a[q, q] - a[p, p]) / (2 * a[p, q])
  // Where the square would overflow, the one beneath the root is nothing.
  let t =
    abs(theta) > 1e150
    ? 0.5 / theta : (theta < 0 ? -1.0 : 1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
  let c = 1 / (t * t + 1).squareRoot()
  let s = t * c
  let shift = t * a[p, q]
  a[p, p] -= shift
  a[q, q] += shift
  a[p, q] = 0
  a[q, p] = 0
  for i in 0..<d where i != p && i != q {
    let (x, y) = (a[i, p], a[i, q])
    a[i, p] = c * x - s * y
    a[i, q] = s * x + c * y
    a[p, i] = a[i, p]
    a[q, i] = a[i, q]
  }
  for i in 0..<d {
    let (x, y) = (vectors[p, i], vectors[q, i])
    vectors[p, i] = c * x - s * y
    vectors[q, i] = s * x + c * y
  }
}
