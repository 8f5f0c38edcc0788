import Machine

/// The quantile of sorted values, linear between neighbours (the rule of NumPy and pandas); NaN for no values.
/// - Parameters:
///   - sorted: rising, without NaN.
///   - share: 0…1; 0.5 is the median.
public func quantile(sorted: [Double], _ share: Double) -> Double {
  precondition(share >= 0 && share <= 1, "a quantile is asked for a share between 0 and 1")
  guard let place = QuantilePlace(share, of: sorted.count) else { return .nan }
  return place.value(between: sorted[place.below], sorted[place.above])
}

/// Where a quantile lies among sorted values: between two neighbours.
public struct QuantilePlace: Sendable, Equatable {
  /// Places from 0 on.
  public let below: Int
  public let above: Int
  private let part: Double

  /// nil of no values.
  /// - Parameter share: 0…1.
  public init?(_ share: Double, of count: Int) {
    guard count > 0 else { return nil }
    let place = share * Double(count - 1)
    below = min(Int(place), count - 1)
    above = min(below + 1, count - 1)
    part = place - Double(below)
  }

  /// The quantile, of the values at `below` and `above`.
  public func value(between a: Double, _ b: Double) -> Double {
    guard part > 0 && a != b else { return a }
    // Two ends of the doubles are farther apart than any.
    if (b - a).isInfinite, a.isFinite, b.isFinite { return a * (1 - part) + b * part }
    // From the nearer end, as NumPy does, so that the last bit is the same.
    return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part)
  }
}

/// The median of values in any order; NaN ones are skipped; NaN when nothing is left.
/// - Complexity: O(n log n).
public func median(_ values: [Double]) -> Double {
  quantile(sorted: values.filter { !$0.isNaN }.sorted(), 0.5)
}

/// The same of many values, found without sorting all of them; −0 counts as 0.
/// - Throws: `CancellationError` once cancelled.
/// - Complexity: O(n).
public func median(_ values: [Double], context: ComputeContext) throws(CancellationError) -> Double {
  guard values.count >= 1 << 13 else {
    try context.checkCancellation()
    return median(values)
  }
  let count = values.count { !$0.isNaN }
  guard count > 0 else { return .nan }
  let below = try value(ofRank: (count - 1) / 2, among: values, context: context)
  guard count.isMultiple(of: 2) else { return below }
  let isRepeated = values.count { $0 <= below } > count / 2
  let above = isRepeated ? below : values.reduce(.infinity) { $1 > below && $1 < $0 ? $1 : $0 }
  return quantile(sorted: [below, above], 0.5)
}

/// The value that sorting would put at a place; NaN comes last.
///
/// Narrowed down by 16 bits of the order key after the other, the upper ones first (C. A. R. Hoare 1961, Algorithm 65: Find, with
/// digits in place of comparisons).
/// - Parameter rank: of a value there is, from 0.
private func value(
  ofRank rank: Int, among values: [Double], context: ComputeContext
) throws(CancellationError) -> Double {
  var (candidates, rank) = (values, rank)
  for shift in stride(from: 48, through: 0, by: -16) where candidates.count > 1 {
    var counts = [Int](repeating: 0, count: 1 << 16)
    try forEachStretch(of: candidates.count, context) { places in
      for place in places { counts[Int(candidates[place].orderKey >> shift & 0xFFFF)] += 1 }
    }
    var digit = 0
    // Invariant: `rank` is that among the candidates with this digit or a greater one.
    while rank >= counts[digit] {
      rank -= counts[digit]
      digit += 1
    }
    if counts[digit] < candidates.count {
      candidates = candidates.filter { Int($0.orderKey >> shift & 0xFFFF) == digit }
    }
  }
  return candidates[0] + 0
}
