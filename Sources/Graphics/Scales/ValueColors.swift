/// Takes values to steps of viridis.
///
/// The ramp spans the middle 96 of 100 values, so that a few extremes leave colours for the rest; where
/// values are skewed and never negative it runs along their logarithm.
struct ValueColors: Sendable {
  static let steps = 20

  let scale: ContinuousScale
  let hasValues: Bool
  /// Whether there are values beyond the ends of the ramp.
  let exceeds: (below: Bool, above: Bool)
  let missingCount: Int

  init(values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    missingCount = values.count - sorted.count
    hasValues = !sorted.isEmpty
    guard let least = sorted.first, let most = sorted.last else {
      scale = ContinuousScale(0...1, from: 0, to: 1)
      exceeds = (false, false)
      return
    }
    let low = sorted[sorted.count * 2 / 100]
    let high = sorted[min(sorted.count - 1, sorted.count * 98 / 100)]
    let median = sorted[sorted.count / 2]
    let isSkewed = least >= 0 && high - median > 3 * (median - low) && high > 10
    scale = ContinuousScale(low...max(low, high), from: 0, to: 1, transform: isSkewed ? .log1p : .linear)
    exceeds = (least < low, most > high)
  }

  /// 0 ..< `steps`; nil for a missing value.
  func step(of value: Double) -> Int? {
    guard !value.isNaN else { return nil }
    return min(Self.steps - 1, Int(scale.clamped(value) * Double(Self.steps)))
  }

  func color(ofStep step: Int) -> Color {
    Ramp.viridis((Double(step) + 0.5) / Double(Self.steps))
  }
}
