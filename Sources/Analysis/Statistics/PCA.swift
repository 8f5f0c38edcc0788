/// The principal components of rows: the directions of largest variance, one after the other.
///
/// K. Pearson (1901), doi:10.1080/14786440109462720; H. Hotelling (1933), doi:10.1037/h0071325. The sign is fixed: the
/// loading of largest magnitude is positive (the first one on a tie), so that the same data gives the same picture.
/// Constant columns have loadings of 0 in every component that holds variance.
public struct PCA: Sendable, Equatable {
  /// The mean of each column, d of them.
  public let means: [Double]
  /// d × d: a row is a component of length 1, largest variance first; its entries are the loadings of the columns.
  public let components: Matrix
  /// The variance along each component (divisor n − 1), falling, never negative; infinite beyond the range of a double, where shares
  /// and components are as right as elsewhere.
  public let variances: [Double]
  /// Share of the whole variance that each component holds; all 0 when nothing varies.
  public let shares: [Double]

  /// - Throws: `ClusteringError` for entries that are not finite or no rows; `CancellationError` once cancelled.
  /// - Complexity: O(n·d² + d³).
  public init(of matrix: Matrix, context: ComputeContext) throws {
    try matrix.checkFinite()
    let d = matrix.columnCount
    means = (0..<d).map { mean(matrix.column($0)) }
    let unit = Self.unit(of: matrix, means: means)
    let covariance = try Self.covariance(of: matrix, means: means, unit: unit, context: context.part(0...0.5))
    let eigen = try symmetricEigen(covariance, context: context.part(0.5...1))
    // Not by `max`, which would hide a NaN from sums that left the range of a double.
    let scaled = eigen.values.map { $0 < 0 ? 0 : $0 }
    let all = scaled.reduce(0, +)
    shares = scaled.map { all > 0 ? $0 / all : 0 }
    variances = scaled.map { $0 * unit * unit }
    var components = eigen.vectors
    for i in 0..<d {
      let row = components.row(i)
      let largest = row.max { abs($0) < abs($1) } ?? 0
      if largest < 0 { for j in 0..<d { components[i, j] = -components[i, j] } }
    }
    self.components = components
  }

  /// The fewest components that together hold `share` (0…1) of the variance, at least 1.
  public func componentCount(forShare share: Double) -> Int {
    var sum = 0.0
    for (i, part) in shares.enumerated() {
      sum += part
      // Rounding must not ask for one component more than `share` = 1 needs.
      if sum >= share - 1e-12 { return i + 1 }
    }
    return max(1, shares.count)
  }

  /// Rows in the coordinates of the first components: n × components.
  public func scores(of matrix: Matrix, components kept: Int) -> Matrix {
    precondition(matrix.columnCount == means.count && kept <= components.rowCount, "scores are of the columns fitted")
    var scores = Matrix(rowCount: matrix.rowCount, columnCount: kept)
    for i in 0..<matrix.rowCount {
      for c in 0..<kept {
        var sum = 0.0
        for j in 0..<means.count { sum += (matrix[i, j] - means[j]) * components[c, j] }
        scores[i, c] = sum
      }
    }
    return scores
  }

  /// The power of two next to the largest deviation from a mean: in this unit no product leaves the range of a double, and none of
  /// what counts falls below it. Exact, so that other data give the same bits as without it.
  private static func unit(of matrix: Matrix, means: [Double]) -> Double {
    var largest = 0.0
    for i in 0..<matrix.rowCount {
      for j in means.indices { largest = max(largest, abs(matrix[i, j] - means[j])) }
    }
    guard largest > 0, largest.isFinite else { return 1 }
    // What is smaller than this has no reciprocal.
    return max(largest.binade, 0x1p-1000)
  }

  private static func covariance(of matrix: Matrix, means: [Double], unit: Double, context: ComputeContext) throws
    -> Matrix
  {
    let d = matrix.columnCount
    var sums = [Double](repeating: 0, count: d * d)
    var centred = [Double](repeating: 0, count: d)
    let inverse = 1 / unit
    for i in 0..<matrix.rowCount {
      if i % 256 == 0 { try context.checkpoint(Double(i) / Double(matrix.rowCount)) }
      for j in 0..<d { centred[j] = (matrix[i, j] - means[j]) * inverse }
      for a in 0..<d {
        for b in a..<d { sums[a * d + b] += centred[a] * centred[b] }
      }
    }
    let freedom = Double(max(1, matrix.rowCount - 1))
    var covariance = Matrix(rowCount: d, columnCount: d)
    for a in 0..<d {
      for b in a..<d {
        covariance[a, b] = sums[a * d + b] / freedom
        covariance[b, a] = covariance[a, b]
      }
    }
    return covariance
  }
}
