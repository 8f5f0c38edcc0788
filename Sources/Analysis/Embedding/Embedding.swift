/// A map of the rows of a matrix in the plane.
public struct Embedding: Sendable, Equatable, Codable {
  /// The horizontal coordinate of each row.
  public var x: [Double]
  /// The vertical coordinate of each row.
  public var y: [Double]
  /// Kullback–Leibler divergence of the map's similarities from the data's affinities, in nats; lower is better.
  ///
  /// Comparable only between maps of the same rows at the same perplexity.
  public var klDivergence: Double
  /// True when the divergence was summed over all pairs of points; false when the map was so large that its
  /// normalisation was interpolated on a grid.
  public var klDivergenceIsExact: Bool

  public init(x: [Double], y: [Double], klDivergence: Double, klDivergenceIsExact: Bool = true) {
    self.x = x
    self.y = y
    self.klDivergence = klDivergence
    self.klDivergenceIsExact = klDivergenceIsExact
  }
}
