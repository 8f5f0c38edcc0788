/// The mean mutual information, in nats, of two partitions into clusters of these sizes whose rows are dealt out at random.
///
/// N. X. Vinh, J. Epps and J. Bailey (2010), JMLR 11, equation 24. Every pair of clusters shares x rows by the
/// hypergeometric distribution. Its probabilities come from their ratios, outwards from the likeliest x, and are set to
/// sum 1 at the end: with logarithms of factorials instead, whose size is n ln n, digits would be lost in their differences.
/// - Parameters:
///   - first: sizes of one partition's clusters, each at least 1.
///   - second: sizes of the other's, with the same sum.
/// - Complexity: O(s·√n) for s pairs of different sizes.
func expectedMutualInformation(_ first: [Int], _ second: [Int]) -> Double {
  let n = first.reduce(0, +)
  var sum = 0.0
  for (a, timesA) in multiplicities(first) {
    for (b, timesB) in multiplicities(second) { sum += Double(timesA * timesB) * expectedShare(a, b, of: n) }
  }
  return n > 0 ? sum / Double(n) : 0
}

/// The sizes that occur, ascending, with how often.
private func multiplicities(_ sizes: [Int]) -> [(size: Int, times: Int)] {
  var counts: [Int: Int] = [:]
  for size in sizes { counts[size, default: 0] += 1 }
  return counts.keys.sorted().map { ($0, counts[$0, default: 0]) }
}

/// The mean of x ln(x / μ) over the numbers x of rows that clusters of `a` and `b` rows share, where μ = ab/n is its mean.
private func expectedShare(_ a: Int, _ b: Int, of n: Int) -> Double {
  let mean = Double(a) * Double(b) / Double(n)
  // x − μ is 0 on average; with it taken away no term is negative, and nothing cancels.
  func term(_ x: Int) -> Double {
    x == 0 ? mean : Double(x) * naturalLogarithm(Double(x) / mean) - (Double(x) - mean)
  }
  // How much likelier x + 1 is than x.
  func ratio(_ x: Int) -> Double {
    Double(a - x) * Double(b - x) / (Double(x + 1) * Double(n - a - b + x + 1))
  }
  let least = max(0, a + b - n)
  let most = min(a, b)
  let mode = min(max(Int(Double(a + 1) * Double(b + 1) / Double(n + 2)), least), most)
  var weights = 1.0
  var sum = term(mode)
  var weight = 1.0
  for x in mode..<most {
    weight *= ratio(x)
    if weight < 1e-30 { break }
    weights += weight
    sum += weight * term(x + 1)
  }
  weight = 1
  for x in stride(from: mode - 1, through: least, by: -1) {
    weight /= ratio(x)
    if weight < 1e-30 { break }
    weights += weight
    sum += weight * term(x)
  }
  return sum / weights
}
