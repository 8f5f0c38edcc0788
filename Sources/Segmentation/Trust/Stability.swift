/// Whether the segments come back when customers are drawn anew: the nonparametric bootstrap of a clustering.
///
/// Each resample draws as many rows as there are, with replacement, puts them into segments the same way, and is
/// compared with the segmentation on the rows that were drawn, each counted once. C. Hennig (2007), Cluster-wise assessment of
/// cluster stability, doi:10.1016/j.csda.2006.11.025.
public struct Stability: Sendable, Equatable, Codable {
  /// How one segment fared.
  public struct Segment: Sendable, Equatable, Codable {
    /// 1…k.
    public let segment: Int
    /// For each resample that drew one of its customers, the Jaccard coefficient with the new segment most like it, 0…1.
    public let jaccards: [Double]

    /// The mean Jaccard coefficient; NaN when no resample drew one of its customers.
    public let jaccard: Double
    /// The resamples that drew one of its customers: all of them unless it is tiny.
    public var drawn: Int { jaccards.count }
    /// The resamples in which it came back: a Jaccard coefficient of 0.75 or more.
    public var recovered: Int { jaccards.count { $0 >= Stability.recovery } }
    /// The resamples in which it dissolved: a Jaccard coefficient of 0.5 or less.
    public var dissolved: Int { jaccards.count { $0 <= Stability.dissolution } }
    /// What Hennig's guide makes of the mean.
    public var verdict: Verdict { size < Stability.fewestCustomers ? .tooFew : Verdict(jaccard: jaccard) }
    /// Its customers.
    public let size: Int

    /// - Parameter jaccards: one for each resample that drew one of its customers.
    public init(segment: Int, size: Int, jaccards: [Double]) {
      self.segment = segment
      self.size = size
      self.jaccards = jaccards
      jaccard = jaccards.reduce(0, +) / Double(jaccards.count)
    }
  }

  /// How far a segment can be relied on; the guide is Hennig's, in the documentation of R's `fpc::clusterboot`.
  public enum Verdict: String, Sendable, CaseIterable {
    case veryStable = "very stable"
    case stable = "stable"
    case uncertain = "a pattern, but uncertain"
    case untrustworthy = "not to be trusted"
    /// Whoever is drawn of so few comes back together: that says nothing.
    case tooFew = "too few customers to say"

    /// - Parameter jaccard: the mean over resamples; NaN is not to be trusted.
    public init(jaccard: Double) {
      self =
        switch jaccard {
        case 0.85...: .veryStable
        case 0.75...: .stable
        case Stability.trusted...: .uncertain
        default: .untrustworthy
        }
    }
  }

  /// How often customers are drawn where nobody says how often: enough to tell stable from unstable.
  public static let usualResamples = 50
  /// Customers of a segment from which on its coming back says something.
  public static let fewestCustomers = 10
  /// Below this mean of the Jaccard coefficients, a segment is not to be trusted.
  public static let trusted = 0.6
  /// From this Jaccard coefficient on, a segment counts as recovered.
  public static let recovery = 0.75
  /// Up to this Jaccard coefficient, a segment counts as dissolved.
  public static let dissolution = 0.5

  /// One for each segment, in the order of their numbers.
  public let segments: [Segment]
  /// The mean over resamples of the adjusted Rand index between the segmentation and the new one.
  public let adjustedRandIndex: Double
  /// How often customers were drawn, at least 1.
  public let resamples: Int
  public let seed: UInt64
  /// Resamples that had fewer different customers than there are segments, and so made fewer segments.
  public let shortResamples: Int
}
