/// A mixture of normal distributions: all that is needed to say of any row where it belongs.
///
/// Encoded, it keeps shape, weights, means and covariances; the factors follow from them, to the bit.
public struct MixtureParameters: Sendable, Equatable {
  /// What the covariances may be.
  public let shape: CovarianceShape
  /// Each component's share, k of them; together 1.
  public let weights: [Double]
  /// Each component's mean, k × d, a row a component.
  public let means: Matrix
  /// Covariances by shape, row by row: k matrices d × d (full), one matrix d × d (tied), k × d variances (diagonal), k
  /// variances (spherical). What was added to the variances is in them.
  public let covariances: [Double]
  /// Factors of the inverse covariances, laid out as they are: upper triangular U with U·Uᵀ = Σ⁻¹ (full, tied), or
  /// reciprocals of standard deviations (diagonal, spherical).
  public let precisionFactors: [Double]

  /// The number of components, k.
  public var componentCount: Int { means.rowCount }
  /// The number of columns, d.
  public var dimension: Int { means.columnCount }
  /// The numbers that the mixture is free in.
  public var freeParameters: Int { shape.freeParameters(components: componentCount, columns: dimension) }

  /// A mixture that is known, to begin with or to apply.
  /// - Parameters:
  ///   - weights: k shares, together 1 up to 1e-8.
  ///   - means: k × d.
  ///   - covariances: as the property holds them; symmetric and positive definite.
  /// - Throws: `ClusteringError.empty`, `.nonFinite` for means; `MixtureError.tooLarge`, `.weights`, `.parameterCount`,
  ///   `.notPositiveDefinite`.
  /// - Complexity: O(k·d³).
  public init(shape: CovarianceShape, weights: [Double], means: Matrix, covariances: [Double]) throws {
    try means.checkForMixture()
    let (k, d) = (means.rowCount, means.columnCount)
    guard weights.count == k, weights.allSatisfy({ $0 >= 0 }), abs(weights.reduce(0, +) - 1) <= 1e-8 else {
      throw MixtureError.weights
    }
    let needed = shape.covarianceCount(components: k, columns: d)
    guard covariances.count == needed else { throw MixtureError.parameterCount(covariances.count, needed: needed) }
    var factors: [Double] = []
    if shape.hasCovariances {
      for first in stride(from: 0, to: needed, by: d * d) {
        let covariance = covariances[first..<first + d * d]
        guard covariance.isSymmetric(dimension: d), let factor = PrecisionFactor(of: covariance, dimension: d) else {
          throw MixtureError.notPositiveDefinite(component: first / (d * d))
        }
        factors += factor.elements
      }
    } else {
      if let place = covariances.firstIndex(where: { !($0 > 0 && $0.isNormal) }) {
        throw MixtureError.notPositiveDefinite(component: place / (shape == .diagonal ? d : 1))
      }
      factors = covariances.map { 1 / $0.squareRoot() }
    }
    self.init(shape: shape, weights: weights, means: means, covariances: covariances, precisionFactors: factors)
  }

  init(
    shape: CovarianceShape, weights: [Double], means: Matrix, covariances: [Double], precisionFactors: [Double]
  ) {
    self.shape = shape
    self.weights = weights
    self.means = means
    self.covariances = covariances
    self.precisionFactors = precisionFactors
  }

  /// A component's covariance matrix, d × d, whatever the shape.
  public func covariance(of component: Int) -> Matrix { square(covariances, component) }

  /// A component's factor of the inverse covariance matrix, d × d and upper triangular, whatever the shape.
  public func precisionFactor(of component: Int) -> Matrix { square(precisionFactors, component) }

  private func square(_ values: [Double], _ component: Int) -> Matrix {
    let d = dimension
    switch shape {
    case .full:
      return Matrix(
        rowCount: d, columnCount: d, elements: Array(values[component * d * d..<(component + 1) * d * d]))
    case .tied:
      return Matrix(rowCount: d, columnCount: d, elements: values)
    case .diagonal, .spherical:
      var matrix = Matrix(rowCount: d, columnCount: d)
      for f in 0..<d { matrix[f, f] = shape == .diagonal ? values[component * d + f] : values[component] }
      return matrix
    }
  }
}

extension ArraySlice<Double> {
  /// Up to rounding in the last digits.
  fileprivate func isSymmetric(dimension d: Int) -> Bool {
    (0..<d).allSatisfy { i in
      (0..<i).allSatisfy { j in
        let (a, b) = (self[startIndex + i * d + j], self[startIndex + j * d + i])
        return abs(a - b) <= 1e-12 * Swift.max(a.magnitude, b.magnitude)
      }
    }
  }
}

extension MixtureParameters: Codable {
  private enum CodingKeys: String, CodingKey { case shape, weights, means, covariances }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let means = try values.decode([[Double]].self, forKey: .means)
    guard Set(means.map(\.count)).count == 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .means, in: values, debugDescription: "means are rows of one length")
    }
    do {
      try self.init(
        shape: values.decode(CovarianceShape.self, forKey: .shape),
        weights: values.decode([Double].self, forKey: .weights),
        means: Matrix(rowCount: means.count, columnCount: means[0].count, elements: means.flatMap { $0 }),
        covariances: values.decode([Double].self, forKey: .covariances))
    } catch let error as MixtureError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.message, underlyingError: error))
    } catch let error as ClusteringError {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: error.message, underlyingError: error))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(shape, forKey: .shape)
    try values.encode(weights, forKey: .weights)
    try values.encode((0..<componentCount).map { Array(means.row($0)) }, forKey: .means)
    try values.encode(covariances, forKey: .covariances)
  }
}
