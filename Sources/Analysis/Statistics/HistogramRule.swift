/// The most bins the `auto` rule makes: bars under five pixels in a figure of usual size tell nothing.
private let mostBins = 100

/// Up to this many whole-numbered steps, each step has a bar of its own.
private let mostSteps = 30

/// Edges by the `auto` rule.
///
/// - Whole numbers over at most 30 steps: a bin of width 1 about each, so that a bar stands on its number.
/// - Other whole numbers: NumPy's rule, the width rounded up to a whole number, edges half-way between numbers.
/// - Anything else: NumPy's rule, at most 100 bins.
/// - A constant: one bin of width 1 about it. No finite value: one bin from 0 to 1.
public func automaticEdges(for values: [Double]) -> [Double] {
  let finite = values.filter(\.isFinite)
  guard let (low, high) = extremes(of: finite) else { return [0, 1] }
  let count = automaticCount(for: finite)
  guard low < high, low.magnitude < 0x1p50, high.magnitude < 0x1p50,
    finite.allSatisfy({ $0 == $0.rounded(.towardZero) })
  else { return equalEdges(over: spread(of: finite), count: count) }
  let steps = high - low + 1
  let width = steps <= Double(mostSteps) ? 1 : (steps / Double(count)).rounded(.up)
  let bins = Int((steps / width).rounded(.up))
  return (0...bins).map { low - 0.5 + Double($0) * width }
}

/// NumPy's `auto` number of bins: the larger of Sturges's and Freedman and Diaconis's, and at most 100.
///
/// H. A. Sturges (1926), doi:10.1080/01621459.1926.10502161; D. Freedman and P. Diaconis (1981), doi:10.1007/BF01025868.
/// Where the middle half of the values is one value, the second rule says nothing and the first decides.
func automaticCount(for finite: [Double]) -> Int {
  guard let (low, high) = extremes(of: finite), low < high else { return 1 }
  let n = Double(finite.count)
  let sturges = binaryLogarithm(n) + 1
  let sorted = finite.sorted()
  let width = 2 * (quantile(sorted: sorted, 0.75) - quantile(sorted: sorted, 0.25)) / cubeRoot(n)
  let freedmanDiaconis = width > 0 ? (high - low) / width : 0
  // Not a NaN even where the range overflows: then the larger operand is infinite and the cap holds.
  return Int(min(Double(mostBins), max(sturges, freedmanDiaconis).rounded(.up)))
}

/// The range that bins cover: of a constant, the unit interval about it, as NumPy has it.
func spread(of finite: some Sequence<Double>) -> ClosedRange<Double> {
  guard let (low, high) = extremes(of: finite) else { return 0...1 }
  if low < high { return low...high }
  let half = max(0.5, low.magnitude.ulp)
  return low - half...low + half
}

/// `count` intervals of one width; the ends are exact.
func equalEdges(over range: ClosedRange<Double>, count: Int) -> [Double] {
  let (low, high) = (range.lowerBound, range.upperBound)
  // Halved first, so that a range from one end of the doubles to the other does not overflow.
  let step = (high / 2 - low / 2) / Double(count) * 2
  return (0...count).map { i in i == count ? high : low + Double(i) * step }
}

private func extremes(of values: some Sequence<Double>) -> (low: Double, high: Double)? {
  var result: (low: Double, high: Double)?
  for value in values {
    result = (min(result?.low ?? value, value), max(result?.high ?? value, value))
  }
  return result
}
