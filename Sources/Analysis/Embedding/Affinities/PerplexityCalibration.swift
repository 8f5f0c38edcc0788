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
    let beta = withUnsafeTemporaryAllocation(of: Double.self, capacity: values.count) { weights in
      precision(for: values, start: 1 / mean, weights)
    }
    Self.weigh(values, beta: beta, into: values)
    var sum = 0.0
    for i in values.indices { sum += values[i] }
    for i in values.indices { values[i] /= sum }
    return beta
  }

  /// The β whose distribution over `excess` distances has the wanted entropy.
  /// - Parameter weights: room for a number for each distance.
  private func precision(
    for excess: UnsafeMutableBufferPointer<Double>, start: Double, _ weights: UnsafeMutableBufferPointer<Double>
  ) -> Double {
    var lower = 0.0
    var upper = Double.infinity
    var beta = start
    for _ in 0..<200 {
      Self.weigh(excess, beta: beta, into: weights)
      let (entropy, slope) = entropyAndSlope(of: excess, beta: beta, weights)
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

  /// exp(−β e) of each distance, eight at a time, to the bit what `PortableMath.exp` gives of one.
  private static func weigh(
    _ excess: UnsafeMutableBufferPointer<Double>, beta: Double, into weights: UnsafeMutableBufferPointer<Double>
  ) {
    var i = 0
    // Invariant: eight distances and weights from i on are there.
    while i + 8 <= excess.count {
      let exponents = -beta * EightDoubles(at: excess.baseAddress! + i)
      guard all(exponents .>= -708) else { break }
      PortableMath.exp(ofNonPositive: exponents).store(at: weights.baseAddress! + i)
      i += 8
    }
    // The last few; and all from the first on that is hardly more than 0.
    while i < excess.count {
      weights[i] = PortableMath.exp(-beta * excess[i])
      i += 1
    }
  }

  /// The entropy of p ∝ exp(−β e), and its derivative by ln β, which is −β² times the variance of e.
  private func entropyAndSlope(
    of excess: UnsafeMutableBufferPointer<Double>, beta: Double, _ weights: UnsafeMutableBufferPointer<Double>
  ) -> (Double, Double) {
    var sum = 0.0
    var first = 0.0
    var second = 0.0
    for (e, weight) in zip(excess, weights) {
      let exponent = beta * e
      // The weight is zero, and the exponent may be infinite.
      if exponent > 745 { continue }
      sum += weight
      first += weight * exponent
      second += weight * exponent * exponent
    }
    let mean = first / sum
    return (PortableMath.log(sum) + mean, mean * mean - second / sum)
  }
}
