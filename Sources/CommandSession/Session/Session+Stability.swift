import Analysis
import Machine
import Segmentation

/// What `%stability` found, with what it holds for.
struct MeasuredStability: Sendable, Equatable {
  let stability: Stability
  let labels: [Int]
  let options: ClusterOptions

  /// True for a segmentation of the same features that was made the same way and came out the same; names do not matter.
  func holds(for segmentation: CustomerSegmentation) -> Bool {
    // The number that was asked for may be `auto` in one and the same number in the other.
    var (own, other) = (options, segmentation.options)
    own.k = .auto
    other.k = .auto
    return own == other && labels == segmentation.labels
  }
}

extension MeasuredStability: Codable {
  private enum CodingKeys: CodingKey { case stability, labels, options }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    stability = try container.decode(Stability.self, forKey: .stability)
    labels = try container.decodePacked(forKey: .labels)
    options = try container.decode(ClusterOptions.self, forKey: .options)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(stability, forKey: .stability)
    try container.encodePacked(labels, forKey: .labels)
    try container.encode(options, forKey: .options)
  }
}

extension Session {
  /// How stable the current segmentation is: the one way in which every command that speaks of it has it, so that all print the
  /// same figures. What was measured already with as many draws of the same seed is not measured again.
  /// - Throws: `SegmentationError`.
  package mutating func stability(
    of segmentation: CustomerSegmentation, resamples: Int = Stability.usualResamples, seed: UInt64? = nil,
    context: ComputeContext
  ) throws(SegmentationError) -> Stability {
    let seed = seed ?? self.seed
    if let kept = currentStability, kept.resamples == resamples, kept.seed == seed { return kept }
    let measured = try Stability.measure(segmentation, resamples: resamples, seed: seed, context: context)
    setStability(measured)
    return measured
  }

  /// Keeps how stable the current segmentation is.
  package mutating func setStability(_ stability: Stability) {
    guard let segmentation = currentSegmentation else { return }
    madeStability = stamp(
      MeasuredStability(stability: stability, labels: segmentation.labels, options: segmentation.options),
      from: madeFeatures?.stamp)
  }

  /// How stable the current segmentation is; nil when that was not measured, or for another one.
  package var currentStability: Stability? {
    guard let segmentation = currentSegmentation, let made = madeStability, made.parent == madeFeatures?.stamp,
      made.value.holds(for: segmentation)
    else { return nil }
    return made.value.stability
  }
}
