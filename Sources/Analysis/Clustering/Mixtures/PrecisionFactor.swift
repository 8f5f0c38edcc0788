/// The upper triangular U with U·Uᵀ = Σ⁻¹, where Σ is a covariance matrix: by it a row's squared distance from the mean is
/// |(x − μ)ᵀU|², and the density's normalisation is the product of its diagonal.
///
/// The inverse of Σ's Cholesky factor, transposed: what scikit-learn calls `precisions_cholesky_`.
struct PrecisionFactor: Sendable, Equatable {
  /// d × d, row by row; 0 below the diagonal.
  let elements: [Double]

  /// Nil where the matrix is not positive definite, or so nearly that rounding decides.
  /// - Parameter covariance: d × d, row by row; only the lower half is read.
  /// - Complexity: O(d³).
  init?(of covariance: ArraySlice<Double>, dimension d: Int) {
    let first = covariance.startIndex
    var lower = [Double](repeating: 0, count: d * d)
    for i in 0..<d {
      for j in 0...i {
        var sum = covariance[first + i * d + j]
        for l in 0..<j { sum -= lower[i * d + l] * lower[j * d + l] }
        if j < i {
          lower[i * d + j] = sum / lower[j * d + j]
        } else {
          // The pivot carries the rounding of so many terms of the diagonal's size.
          let rounding = 4 * Double(d) * .ulpOfOne * covariance[first + i * d + i]
          guard sum > rounding && sum < .infinity && sum.isNormal else { return nil }
          lower[i * d + i] = sum.squareRoot()
        }
      }
    }
    // Column j of the inverse by forward substitution is row j of the factor.
    var upper = [Double](repeating: 0, count: d * d)
    for j in 0..<d {
      upper[j * d + j] = 1 / lower[j * d + j]
      for i in j + 1..<d {
        var sum = 0.0
        for l in j..<i { sum -= lower[i * d + l] * upper[j * d + l] }
        upper[j * d + i] = sum / lower[i * d + i]
      }
    }
    elements = upper
  }

  /// Raises the diagonal of a covariance matrix, until it can be factored.
  ///
  /// `ridge` is enough but where columns depend on each other and their variances are so large that rounding outweighs it.
  /// Then the diagonal goes up by 2⁻⁴⁰ of its largest element, and by sixteen times as much at each further try.
  init(regularising covariance: inout [Double], dimension d: Int, by ridge: Double) {
    for i in 0..<d { covariance[i * d + i] += ridge }
    var raise = max(ridge, (0..<d).reduce(0) { max($0, covariance[$1 * d + $1]) } * 0x1p-40)
    while true {
      if let factor = PrecisionFactor(of: covariance[...], dimension: d) {
        self = factor
        return
      }
      for i in 0..<d { covariance[i * d + i] += raise }
      raise *= 16
    }
  }
}
