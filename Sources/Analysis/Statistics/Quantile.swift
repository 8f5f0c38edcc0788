/// The quantile of sorted values, linear between neighbours (the rule of NumPy and pandas); NaN for no values.
/// - Parameters:
///   - sorted: rising, without NaN.
///   - share: 0…1; 0.5 is the median.
public func quantile(sorted: [Double], _ share: Double) -> Double {
  precondition(share >= 0 && share <= 1, "a quantile is asked for a share between 0 and 1")
  guard let last = sorted.indices.last else { return .nan }
  let place = share * Double(last)
  let below = min(Int(place), last)
  let above = min(below + 1, last)
  let t = place - Double(below)
  let (a, b) = (sorted[below], sorted[above])
  guard t > 0 && a != b else { return a }
  // From the nearer end, as NumPy does, so that the last bit is the same.
  return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t)
}

/// The median of values in any order; NaN ones are skipped; NaN when nothing is left.
/// - Complexity: O(n log n).
public func median(_ values: [Double]) -> Double {
  quantile(sorted: values.filter { !$0.isNaN }.sorted(), 0.5)
}

/// The same of many values, on several threads.
/// - Throws: `CancellationError` once cancelled.
public func median(_ values: [Double], context: ComputeContext) throws(CancellationError) -> Double {
  quantile(sorted: try rising(values.filter { !$0.isNaN }, context: context), 0.5)
}
