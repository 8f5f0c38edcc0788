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
public func automaticEdges(for spread: FiniteSpread) -> [Double] {
  let (low, high) = (spread.low, spread.high)
  let count = automaticCount(for: spread)
  guard low < high, low.magnitude < 0x1p50, high.magnitude < 0x1p50, spread.isWhole
  else { return equalEdges(over: spread.binned, count: count) }
  let steps = high - low + 1
  let width = steps <= Double(mostSteps) ? 1 : (steps / Double(count)).rounded(.up)
  let bins = Int((steps / width).rounded(.up))
  return (0...bins).map { low - 0.5 + Double($0) * width }
}

/// Edges by the `auto` rule for values, of which only finite ones count.
/// - Complexity: O(n log n).
public func automaticEdges(for values: [Double]) -> [Double] {
  automaticEdges(for: FiniteSpread(values))
}

/// Edges of equal width in the logarithm.
/// - Parameters:
///   - logarithms: of the positive values' decimal logarithms.
///   - low: the least positive value, NaN for none.
///   - high: the largest one.
///   - count: bins; without it, by the `auto` rule on the logarithms.
public func logarithmicEdges(for logarithms: FiniteSpread, low: Double, high: Double, count: Int?) -> [Double] {
  let bins = max(1, count ?? automaticCount(for: logarithms))
  var edges = equalEdges(over: logarithms.binned, count: bins).map { power(10, $0) }
  // The powers of rounded logarithms may miss the extremes by a last bit.
  if low < high {
    edges[0] = low
    edges[bins] = high
  }
  return edges
}

/// NumPy's `auto` number of bins: the larger of Sturges's and Freedman and Diaconis's, and at most 100.
///
/// H. A. Sturges (1926), doi:10.1080/01621459.1926.10502161; D. Freedman and P. Diaconis (1981), doi:10.1007/BF01025868.
/// Where the middle half of the values is one value, the second rule says nothing and the first decides.
func automaticCount(for spread: FiniteSpread) -> Int {
  let (low, high) = (spread.low, spread.high)
  guard low < high else { return 1 }
  let n = Double(spread.count)
  let sturges = binaryLogarithm(n) + 1
  let width = 2 * (spread.thirdQuartile - spread.firstQuartile) / cubeRoot(n)
  let freedmanDiaconis = width > 0 ? (high - low) / width : 0
  // Not a NaN even where the range overflows: then the larger operand is infinite and the cap holds.
  return Int(min(Double(mostBins), max(sturges, freedmanDiaconis).rounded(.up)))
}

/// `count` intervals of one width; the ends are exact.
public func equalEdges(over range: ClosedRange<Double>, count: Int) -> [Double] {
  let (low, high) = (range.lowerBound, range.upperBound)
  // Halved first, so that a range from one end of the doubles to the other does not overflow.
  let halfStep = (high / 2 - low / 2) / Double(count)
  return (0...count).map { i in
    let edge = low + Double(i) * (halfStep * 2)
    return i == count ? high : edge.isFinite ? edge : (low / 2 + Double(i) * halfStep) * 2
  }
}
