import Analysis
import Glibc
import Machine

/// The distributions that the sample draws from.
extension Xoshiro256 {
  mutating func chance(_ probability: Double) -> Bool { nextUnit() < probability }

  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + nextUnit() * (range.upperBound - range.lowerBound)
  }

  mutating func logNormal(_ spread: CardHabits.Spread) -> Double {
    spread.median * exp(spread.sigma * nextGaussian())
  }

  /// A chance that differs between customers: normal in log odds, with `middle` as its median.
  mutating func personalChance(around middle: Double, sigma: Double) -> Double {
    1 / (1 + exp(-(log(middle / (1 - middle)) + sigma * nextGaussian())))
  }

  /// A count with the given mean, which is small (Knuth's product of uniforms).
  mutating func poisson(_ mean: Double) -> Int {
    let limit = exp(-mean)
    var count = 0
    var product = nextUnit()
    while product > limit {
      count += 1
      product *= nextUnit()
    }
    return count
  }

  /// An index, each as likely as its weight.
  mutating func index(weights: [Double]) -> Int {
    var rest = nextUnit() * weights.reduce(0, +)
    for (i, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return i }
    }
    return weights.count - 1
  }
}
