import Glibc

/// How far the shares of the same classes have moved between two samples.
///
/// The index is Σ (a − b) · ln(a / b) over the classes, b the share of a class before and a the share after: zero for equal shares, without
/// an upper end. Its usual reading is below 0.1 small, from 0.25 on large (N. Siddiqi, Credit Risk Scorecards, 2006). These limits know
/// nothing of the sizes of the samples; where nothing changed, the index is distributed as (1/n + 1/m) · χ² with one degree of freedom
/// less than there are classes (B. Yurdakul and J. Naranjo, Statistical properties of the population stability index, Journal of Risk Model
/// Validation 14(4), 2020).
public struct PopulationStability: Sendable, Equatable {
  public let index: Double
  /// What the index stays below in 99 of 100 pairs of such samples of the same customers.
  ///
  /// The quantile of χ² is E. B. Wilson and M. M. Hilferty's (1931), right to one in a hundred.
  public let chance: Double

  /// - Parameters:
  ///   - before: how many of the first sample are in each class.
  ///   - after: the same of the second sample. A class that is empty in one of them counts as half a customer there, one that is
  ///     empty in both does not count.
  /// - Returns: nil where a sample is empty, or the classes are not the same.
  public init?(from before: [Int], to after: [Int]) {
    let (n, m) = (before.reduce(0, +), after.reduce(0, +))
    guard before.count == after.count, n > 0, m > 0 else { return nil }
    var sum = 0.0
    var classes = 0
    for (old, new) in zip(before, after) where old > 0 || new > 0 {
      classes += 1
      let then = max(Double(old), 0.5) / Double(n)
      let now = max(Double(new), 0.5) / Double(m)
      sum += (now - then) * log(now / then)
    }
    index = sum
    chance = (1 / Double(n) + 1 / Double(m)) * Self.quantile99(freedom: classes - 1)
  }

  /// Of χ² with so many degrees of freedom.
  private static func quantile99(freedom: Int) -> Double {
    guard freedom > 0 else { return 0 }
    let part = 2 / (9 * Double(freedom))
    let root = 1 - part + 2.3263478740408408 * part.squareRoot()
    return Double(freedom) * root * root * root
  }
}
