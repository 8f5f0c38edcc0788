import Analysis

/// What silhouettes were estimated from, where measuring all of them would take minutes.
public struct SilhouetteSample: Sendable, Equatable, Codable {
  /// Customers that were judged, drawn by chance from each segment in proportion to its size.
  public let customers: Int
  /// The mean silhouette of segment s at `means[s - 1]`.
  public let means: [Double]
  /// Their standard errors.
  public let errors: [Double]
}

extension ClusterOptions {
  /// Up to so many customers have all their silhouettes measured, beyond that where `isExact` asks for it.
  public static let mostMeasured = 100_000
  /// So many are judged of more.
  public static let judged = 50_000

  /// How many of so many customers are judged; nil for all.
  func judged(of rows: Int) -> Int? { Self.judged(of: rows, isExact: isExact) }

  static func judged(of rows: Int, isExact: Bool) -> Int? { isExact || rows <= mostMeasured ? nil : judged }
}

extension CustomerSegmentation.Scores {
  /// The silhouette as `exact` writes it, or "0.2224 ± 0.0006" where it was estimated; nil where none is defined.
  public func silhouetteInWords(_ exact: (Double) -> String) -> String? {
    silhouette.map { silhouette in
      silhouetteError.map { "\(decimals(silhouette, 4)) ± \(decimals($0, 4))" } ?? exact(silhouette)
    }
  }
}

extension CustomerSegmentation {
  /// What the silhouette is an estimate from, for a caption: "silhouette 0.2224 ± 0.0006 from 50,000 customers"; nil where it is exact.
  static func estimateInWords(_ scores: Scores, _ sample: SilhouetteSample?) -> String? {
    guard let sample, let silhouette = scores.silhouetteInWords({ decimals($0, 4) }) else { return nil }
    return "silhouette \(silhouette) from \(count(sample.customers, "customer"))"
  }
}
