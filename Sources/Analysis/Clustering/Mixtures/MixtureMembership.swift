import Machine

/// Where rows belong in a mixture, and how dense it is there.
public struct MixtureMembership: Sendable, Equatable {
  /// The probability that a row is of a component, n × k; each row adds up to 1 up to rounding.
  public let memberships: Matrix
  /// The component of each row with the largest membership, 0 ..< k; of equal ones the first.
  public let labels: [Int]
  /// The natural logarithm of the mixture's density at each row.
  public let logDensities: [Double]
}

extension MixtureParameters {
  /// Where rows belong: those that the mixture was estimated from get to the bit what they got there, and equal rows the same.
  ///
  /// Rows so far from every component that no double holds the density get equal memberships, and a logarithm about −5e299.
  /// - Parameter rows: n × d, finite.
  /// - Throws: `ClusteringError.empty`, `.nonFinite`; `MixtureError.tooLarge`, `.columnCount`, `.memory`; `CancellationError`.
  /// - Complexity: O(n·k·d²) with covariances, O(n·k·d) without.
  public func membership(of rows: Matrix, context: ComputeContext) throws -> MixtureMembership {
    try rows.checkForMixture()
    guard rows.columnCount == dimension else {
      throw MixtureError.columnCount(rows.columnCount, needed: dimension)
    }
    try GaussianMixture.checkMemory(
      rows: rows.rowCount, columns: dimension, components: componentCount, shape: shape, copies: 1,
      available: FreeMemory.bytes)
    return try MixtureRows(rows, context: context).membership(self, context: context)
  }
}
