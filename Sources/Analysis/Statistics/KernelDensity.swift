#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A bandwidth for a Gaussian kernel: 0.9 · min(deviation, interquartile range / 1.34) · n^(−1/5).
///
/// B. W. Silverman (1986), Density Estimation for Statistics and Data Analysis, formula 3.31.
///
/// - Returns: in the values' unit; NaN for fewer than two finite values or values that do not differ.
/// - Complexity: O(n log n).
public func silvermanBandwidth(_ values: [Double]) -> Double {
  let sorted = values.filter(\.isFinite).sorted()
  guard sorted.count > 1, sorted[0] < sorted[sorted.count - 1] else { return .nan }
  let deviation = variance(sorted).squareRoot()
  let middle = (quantile(sorted: sorted, 0.75) - quantile(sorted: sorted, 0.25)) / 1.34
  return 0.9 * (middle > 0 ? min(deviation, middle) : deviation) * pow(Double(sorted.count), -0.2)
}

/// How densely values lie along a range: a Gaussian for each, summed up at the middles of even cells.
///
/// Values are counted in the cells first, so that a million cost no more than a thousand; those outside the range are left out.
///
/// - Parameters:
///   - count: how many cells, at least 1.
///   - bandwidth: the deviation of the Gaussians, in the values' unit; above zero.
/// - Returns: `count` sums, of which each value inside adds 1 in all, but for what falls beyond the ends.
/// - Complexity: O(n + count²).
public func kernelDensity(
  _ values: [Double], over range: ClosedRange<Double>, count: Int, bandwidth: Double
) -> [Double] {
  precondition(count > 0 && bandwidth > 0, "a density has cells and a bandwidth")
  let step = (range.upperBound - range.lowerBound) / Double(count)
  var counts = [Double](repeating: 0, count: count)
  guard step > 0 else { return counts }
  for value in values where range.contains(value) {
    counts[min(count - 1, Int((value - range.lowerBound) / step))] += 1
  }
  let weights = (0..<count).map { distance -> Double in
    let z = Double(distance) * step / bandwidth
    return exp(-z * z / 2)
  }
  // Sampled Gaussians add up to one, also where the cells are coarse.
  let total = weights[0] + 2 * weights.dropFirst().reduce(0, +)
  return (0..<count).map { cell in
    counts.indices.reduce(0) { $0 + counts[$1] * weights[abs(cell - $1)] } / total
  }
}
