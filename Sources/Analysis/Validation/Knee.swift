/// The point at which a curve bends most: where more of x stops paying off.
public struct Knee: Sendable, Equatable {
  /// The place of the point in the arrays.
  public let index: Int
  public let x: Double
  public let y: Double
  /// How far the normalised curve lies from its chord there, 0…1: how sharp the knee is.
  public let sharpness: Double
}

/// The form of a curve that `knee(x:y:)` looks for a knee of.
public enum CurveShape: Sendable, CaseIterable {
  /// Falls fast, then slowly: an elbow, such as the within-cluster sum of squares over k.
  case convexDecreasing
  /// Rises fast, then slowly.
  case concaveIncreasing
  /// Falls slowly, then fast.
  case concaveDecreasing
  /// Rises slowly, then fast.
  case convexIncreasing
}

/// Finds the knee of a curve by the Kneedle algorithm; nil where the curve has none.
///
/// V. Satopää, J. Albrecht, D. Irwin and B. Raghavan (2011), Finding a "kneedle" in a haystack,
/// doi:10.1109/ICDCSW.2011.20. Without smoothing: the curves here are exact. Of several knees the sharpest is given.
/// - Parameters:
///   - x: rising, finite.
///   - y: as many values, finite.
///   - sensitivity: how many mean steps of x the curve must fall back towards its chord before a knee counts; default 1.
public func knee(
  x: [Double], y: [Double], shape: CurveShape = .convexDecreasing, sensitivity: Double = 1
) -> Knee? {
  precondition(x.count == y.count, "a curve has as many x as y")
  let n = x.count
  guard n >= 3, let first = x.first, let last = x.last, last > first,
    let low = y.min(), let high = y.max(), high > low
  else { return nil }
  // Every form is turned into the paper's: concave and rising, the knee being farthest above the diagonal.
  let mirrored = shape == .concaveDecreasing || shape == .convexIncreasing
  let order = mirrored ? Array((0..<n).reversed()) : Array(0..<n)
  let difference = order.map { i in
    let u = (x[i] - first) / (last - first)
    let v = (y[i] - low) / (high - low)
    return switch shape {
    case .concaveIncreasing: v - u
    case .convexDecreasing: 1 - v - u
    case .concaveDecreasing: v - (1 - u)
    case .convexIncreasing: u - v
    }
  }
  guard let peak = sharpestKnee(difference, margin: sensitivity / Double(n - 1)) else { return nil }
  return Knee(index: order[peak], x: x[order[peak]], y: y[order[peak]], sharpness: difference[peak])
}

/// The highest of the local maxima after which the curve falls by `margin` before its next local maximum.
private func sharpestKnee(_ curve: [Double], margin: Double) -> Int? {
  var best: Int?
  var candidate: Int?
  for i in 1..<curve.count {
    if i < curve.count - 1 && curve[i] > curve[i - 1] && curve[i] >= curve[i + 1] {
      candidate = i
    } else if let peak = candidate, curve[i] < curve[peak] - margin {
      if best.map({ curve[peak] > curve[$0] }) ?? true { best = peak }
      candidate = nil
    }
  }
  return best
}
