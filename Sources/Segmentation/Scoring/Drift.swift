import Analysis

/// How new customers differ from those that a model was made of, as a whole: in the sizes of the segments and in the values of each feature.
public struct Drift: Sendable, Equatable {
  /// What moved in a feature.
  public struct Shift: Sendable, Equatable {
    public enum Direction: Sendable, Equatable { case higher, lower, moreMissing, fewerMissing, otherwise }

    public let feature: String
    public let stability: PopulationStability
    public let direction: Direction
    /// Whether the feature is a category, which is more often or more rarely there.
    let isCategory: Bool
  }

  /// Of the rows with a segment; nil without one.
  public let segments: PopulationStability?
  /// In the order of the model's features; empty where its file does not say how they were spread.
  public let features: [Shift]
  /// All rows that were looked at.
  public let rowCount: Int

  package init(segments: PopulationStability?, features: [Shift], rowCount: Int) {
    (self.segments, self.features, self.rowCount) = (segments, features, rowCount)
  }

  /// Beyond what chance gives, those that moved most first.
  public var moved: [Shift] {
    features.enumerated().filter { $0.element.stability.index > $0.element.stability.chance }
      .sorted { ($1.element.stability.index, $0.offset) < ($0.element.stability.index, $1.offset) }.map(\.element)
  }
}

extension Drift.Shift {
  /// - Parameters:
  ///   - spread: of the customers of the fit.
  ///   - values: the column's, of the new ones.
  /// - Throws: `CancellationError`.
  init?(
    _ transform: FeatureTransform, from spread: FeatureSpread, to values: [Double], context: ComputeContext
  ) throws(CancellationError) {
    let now = try spread.count(values, context: context)
    self.init(
      transform, from: spread, to: FeatureSpread(edges: spread.edges, counts: now.counts, missing: now.missing))
  }

  /// - Parameter now: of the new ones, between the same edges.
  package init?(_ transform: FeatureTransform, from spread: FeatureSpread, to now: FeatureSpread) {
    guard
      let stability = PopulationStability(
        from: spread.counts + [spread.missing], to: now.counts + [now.missing])
    else { return nil }
    self.init(
      feature: transform.featureName, stability: stability,
      direction: Self.direction(from: spread.counts, spread.missing, to: now.counts, now.missing),
      isCategory: transform.category != nil)
  }

  /// Which way values went, by the chance that a new one is above an old one, ties half: apart from 0.5 by a twentieth at least.
  private static func direction(
    from before: [Int], _ missingBefore: Int, to after: [Int], _ missingAfter: Int
  ) -> Direction {
    let (n, m) = (before.reduce(0, +), after.reduce(0, +))
    var (below, sum) = (0.0, 0.0)
    for (old, new) in zip(before, after) {
      sum += Double(new) * (below + Double(old) / 2)
      below += Double(old)
    }
    let isAbove = n > 0 && m > 0 ? sum / Double(n) / Double(m) : 0.5
    if isAbove >= 0.55 { return .higher }
    if isAbove <= 0.45 { return .lower }
    let gaps =
      Double(missingAfter) / Double(max(1, m + missingAfter)) - Double(missingBefore)
      / Double(max(1, n + missingBefore))
    return gaps >= 0.05 ? .moreMissing : gaps <= -0.05 ? .fewerMissing : .otherwise
  }
}
