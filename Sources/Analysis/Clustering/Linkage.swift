/// How the distance between two clusters comes from the distances between their rows.
public enum Linkage: String, CaseIterable, Sendable, Codable {
  /// The growth of the within-cluster sum of squares: √(2ab/(a+b)) times the distance of the centroids, for
  /// clusters of a and b rows. J. H. Ward (1963), doi:10.1080/01621459.1963.10500845.
  case ward
  /// The largest distance of a row in one to a row in the other.
  case complete
  /// The mean distance of a row in one to a row in the other (UPGMA).
  case average
  /// The smallest distance of a row in one to a row in the other.
  case single

  /// Whether the algorithm needs the distances of all pairs at once, or memory only in proportion to the rows.
  public var needsAllPairs: Bool {
    switch self {
    case .ward, .single: false
    case .complete, .average: true
    }
  }
}
