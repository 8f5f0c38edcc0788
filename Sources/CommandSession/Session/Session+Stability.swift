import Segmentation

/// What `%stability` found, with what it holds for.
struct MeasuredStability: Sendable, Codable {
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

extension Session {
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
