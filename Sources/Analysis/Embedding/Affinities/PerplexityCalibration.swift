/// Finds how narrow a Gaussian around a row must be for its neighbours to have a given perplexity.
///
/// The distribution over the neighbours is p ∝ exp(−β d²); its perplexity is e to its entropy in nats. The entropy
/// falls steadily as β grows, so Newton's steps in ln β are kept inside a bracket that bisection halves.
struct PerplexityCalibration: Sendable {
  /// The entropy to reach, in nats.
  private let target: Double
  private static let tolerance = 1e-10

  init(perplexity: Double) {
    target = PortableMath.log(max(1, perplexity))
  }

  /// Replaces squared distances by the probabilities of the neighbours and returns β.
  ///
  /// When more neighbours tie for nearest than the perplexity asks for, no β reaches it: the tied ones share all.
  /// Where all distances are equal the distribution is uniform.
  @discardableResult
  func replace(_ values: UnsafeMutableBufferPointer<Double>) -> Double {
    guard let nearest = values.min(), let farthest = values.max(), farthest > nearest else {
      values.update(repeating: 1 / Double(values.count))
      return 0
    }
    // Distances beyond the nearest: the shift cancels in the normalisation and keeps exp from vanishing everywhere.
    var mean = 0.0
    for i in values.indices {
      values[i] -= nearest
      mean += values[i]
    }
    mean /= Double(values.count)
    let beta = precision(for: values, start: 1 / mean)
    var sum = 0.0
    for i in values.indices {
      values[i] = PortableMath.exp(-beta * values[i])
      sum += values[i]
    }
    for i in values.indices { values[i] /= sum }
    return beta
  }

  /// The β whose distribution over `excess` distances has the wanted entropy.
  private func precision(for excess: UnsafeMutableBufferPointer<Double>, start: Double) -> Double {
    var lower = 0.0
    var upper = Double.infinity
    var beta = start
    for _ in 0..<200 {
      let (entropy, slope) = entropyAndSlope(of: excess, beta: beta)
      if abs(entropy - target) <= Self.tolerance { break }
      if entropy > target { lower = beta } else { upper = beta }
      // A step in ln β: the entropy is nearly straight there, and β stays positive.
      var next = slope < 0 ? beta * PortableMath.exp(max(-3, min(3, (target - entropy) / slope))) : beta * 2
      if !(next > lower && next < upper) { next = upper == .infinity ? beta * 2 : (lower + upper) / 2 }
      // Nothing between the bounds, or a distribution that sits on the nearest alone.
      if next == beta || next > 1e300 { break }
      beta = next
    }
    return beta
  }

  /// The entropy of p ∝ exp(−β e), and its derivative by ln β, which is −β² times the variance of e.
  private func entropyAndSlope(of excess: UnsafeMutableBufferPointer<Double>, beta: Double) -> (Double, Double) {
    var sum = 0.0
    var first = 0.0
    var second = 0.0
    for e in excess {
      let exponent = beta * e
      // The weight is zero, and the exponent may be infinite.
      if exponent > 745 { continue }
      let weight = PortableMath.exp(-exponent)
      sum += weight
      first += weight * exponent
      second += weight * exponent * exponent
    }
    let mean = first / sum
    return (PortableMath.log(sum) + mean, mean * mean - second / sum)
  }
}
