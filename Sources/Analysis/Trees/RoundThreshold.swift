/// The number with the fewest digits that parts two values.
///
/// Zero where it lies between them; otherwise the multiple of the largest power of ten, or of half of one, and of those
/// the one nearest the middle.
/// - Parameters:
///   - low: the threshold is at least this.
///   - high: above `low`; the threshold is below this.
/// - Returns: low ≤ threshold < high; `low` itself where nothing shorter is found.
func roundThreshold(from low: Double, below high: Double) -> Double {
  precondition(low < high, "a threshold needs room")
  if low <= 0 && 0 < high { return 0 }
  // A bound stands in for an infinite one.
  let low = low.isFinite ? low : min(-1, 2 * high)
  let high = high.isFinite ? high : max(1, 2 * low)
  guard low < high, low.isFinite, high.isFinite else { return low }
  let middle = low + (high - low) / 2
  let largest = max(abs(low), abs(high))
  var exponent = Int(decimalLogarithm(largest).rounded(.down)) + 1
  while exponent >= -12 {
    let power = power(10, Double(abs(exponent)))
    // Wholes before halves: 1,300 is shorter than 1,250, and that is rounder than 1,240.
    for unit in [1, 0.5] {
      // Quotients or products of short numbers, which are rounded correctly.
      func multiple(_ count: Double) -> Double { exponent >= 0 ? count * unit * power : count * unit / power }
      func steps(_ value: Double) -> Double { (exponent >= 0 ? value / power : value * power) / unit }
      guard steps(largest) < 0x1p53 else { return low }
      let (first, last) = (steps(low).rounded(.up), steps(high).rounded(.down))
      let nearest = min(last, max(first, steps(middle).rounded()))
      for candidate in [nearest, nearest + 1, nearest - 1] {
        let threshold = multiple(candidate)
        if low <= threshold && threshold < high { return threshold }
      }
    }
    exponent -= 1
  }
  return low
}
