import Analysis

/// Several numbers of segments side by side, by every measure, and which one the rule of `k=auto` takes.
///
/// All candidates come from one preparation and one method, since measures of different features cannot be compared.
public struct Comparison: Sendable, Equatable {
  /// One number of segments.
  public struct Candidate: Sendable, Equatable {
    public let k: Int
    /// The within-cluster sum of squares.
    public let inertia: Double
    public let scores: CustomerSegmentation.Scores
    /// nil when no reference sets were asked for.
    public let gap: GapStatistic.Point?
    /// The mean adjusted Rand index with the segments of resampled customers; nil when none were asked for.
    public let agreement: Double?
    /// Measures that only the method has.
    public let ownMeasures: [OwnMeasure]
  }

  /// What else is measured besides the voters of `KChoice`, which decide alone.
  public struct Effort: Sendable, Equatable {
    /// How often customers are drawn anew, 0 for never.
    public var resamples: Int
    /// Uniform reference sets of the gap statistic, 0 for none.
    public var references: Int

    public init(resamples: Int = 20, references: Int = 20) {
      self.resamples = resamples
      self.references = references
    }
  }

  /// Rising in k, at least one.
  public let candidates: [Candidate]
  /// The rule of `k=auto` among the candidates.
  public let choice: KChoice
  /// For k from 1 on; nil when no reference sets were asked for.
  public let gap: GapStatistic?
  /// The number at the knee of the sums of squares, as `Elbow` has it; nil for none. A tree's votes are about its merge heights.
  public let knee: Int?
  public let options: ClusterOptions
  public let effort: Effort
  /// What the user should know: candidates that are not possible. Whole sentences.
  public let notes: [String]
  /// The choices in one line.
  public let caption: String

  public func candidate(_ k: Int) -> Candidate? { candidates.first { $0.k == k } }

  /// The number of segments that a measure prefers among those shown, two included; nil where it knows none.
  /// - Parameter value: larger is better; NaN counts as unknown.
  public func best(_ value: (Candidate) -> Double?) -> Int? {
    var best: (k: Int, value: Double)?
    for candidate in candidates {
      guard let value = value(candidate), !value.isNaN, value > best?.value ?? -.infinity else { continue }
      best = (candidate.k, value)
    }
    return best?.k
  }
}
