/// The mean, NaN for no values.
///
/// The sum is corrected by the mean of the deviations from it, which takes away the rounding of a long sum.
public func mean(_ values: [Double]) -> Double { mean(of: values[...]) }

private func mean(of values: ArraySlice<Double>) -> Double {
  guard !values.isEmpty else { return .nan }
  let n = Double(values.count)
  let first = values.laneSum { $0 } / n
  // Finite values whose sum is beyond the largest number have a mean all the same.
  guard first.isFinite else { return values.laneSum { $0 / n } }
  return first + values.laneSum { $0 - first } / n
}

/// The variance about the mean: the sum of squared deviations over n − `lostDegrees`; NaN when that is not positive.
/// - Parameter lostDegrees: 1 for an estimate from a sample (the default), 0 for the values as they are.
public func variance(_ values: [Double], lostDegrees: Int = 1) -> Double {
  let freedom = values.count - lostDegrees
  guard freedom > 0 else { return .nan }
  return CentralSums(values[...]).squares / Double(freedom)
}

/// The skewness, corrected for bias (G₁, as pandas and SAS print it): NaN for constant values, of which it is not defined, and for fewer than three.
///
/// D. N. Joanes and C. A. Gill (1998), doi:10.1111/1467-9884.00122.
public func skewness(_ values: [Double]) -> Double { skewness(values[...]) }

/// The same of some that follow each other in an array.
public func skewness(_ values: ArraySlice<Double>) -> Double {
  guard values.count >= 3, let first = values.first else { return .nan }
  if values.allSatisfy({ $0 == first }) { return .nan }
  return CentralSums(values).skewness
}

/// What moments follow from: the mean, and the sums of the second and third powers of the deviations from it.
public struct CentralSums: Sendable, Equatable {
  public let count: Int
  public let mean: Double
  public let squares: Double
  public let cubes: Double

  public init(count: Int, mean: Double, squares: Double, cubes: Double) {
    (self.count, self.mean, self.squares, self.cubes) = (count, mean, squares, cubes)
  }

  /// Of values as they are.
  init(_ values: ArraySlice<Double>) {
    let mean = Analysis.mean(of: values)
    let sums = values.laneSums { value in
      let deviation = value - mean
      let square = deviation * deviation
      return (deviation, square, square * deviation)
    }
    self.init(count: values.count, mean: mean, deviations: sums.0, squares: sums.1, cubes: sums.2)
  }

  /// Of sums of the first three powers of the deviations from a rounded mean. These have a mean of their own, which counts where values differ in their
  /// last digits alone.
  public init(count: Int, mean: Double, deviations: Double, squares: Double, cubes: Double) {
    let rest = deviations / Double(count)
    let lost = Double(count) * rest * rest
    // Beyond the largest number there is nothing to correct.
    let isKnown = squares.isFinite && lost.isFinite
    self.init(
      count: count, mean: mean, squares: isKnown ? max(0, squares - lost) : squares,
      cubes: isKnown ? cubes - rest * (3 * squares - 2 * lost) : cubes)
  }

  /// - Parameter lostDegrees: as of `variance(_:lostDegrees:)`.
  public func variance(lostDegrees: Int = 1) -> Double {
    count > lostDegrees ? squares / Double(count - lostDegrees) : .nan
  }

  /// As of `skewness(_:)`, of values that are not all the same.
  public var skewness: Double {
    let n = Double(count)
    return count < 3 ? .nan : n * (n - 1).squareRoot() / (n - 2) * cubes / (squares * squares.squareRoot())
  }
}

/// The Pearson correlation; NaN when one of the columns is constant or there are fewer than two rows.
/// - Precondition: both have as many values.
public func correlation(_ x: [Double], _ y: [Double]) -> Double {
  precondition(x.count == y.count, "a correlation is of pairs")
  guard x.count >= 2 else { return .nan }
  let (mx, my) = (mean(x), mean(y))
  let (sx, sy) = (unitScale(of: x, about: mx), unitScale(of: y, about: my))
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for (a, b) in zip(x, y) {
    let (da, db) = ((a - mx) * sx, (b - my) * sy)
    xx += da * da
    yy += db * db
    xy += da * db
  }
  let r = xy / (xx.squareRoot() * yy.squareRoot())
  return r.isNaN ? r : min(1, max(-1, r))
}

/// The power of two that brings the largest deviation from the mean near 1: squares then stay within a double's range, and no digit changes.
private func unitScale(of values: [Double], about mean: Double) -> Double {
  let largest = values.reduce(0) { max($0, abs($1 - mean)) }
  guard largest > 0, largest.isFinite else { return 1 }
  return Double(sign: .plus, exponent: min(1000, -Int(largest.exponent)), significand: 1)
}

/// The sum of values that follow each other in an array, in an order that depends on nothing but their number.
package func sum(_ values: ArraySlice<Double>) -> Double { values.laneSum { $0 } }

extension ArraySlice<Double> {
  /// The sum of a term of each value, eight values side by side, in an order that no compiler chooses.
  @inline(__always)
  fileprivate func laneSum(_ term: (EightDoubles) -> EightDoubles) -> Double {
    laneSums { (term($0), EightDoubles(), EightDoubles()) }.0
  }

  /// The sums of three terms of each value.
  @inline(__always)
  fileprivate func laneSums(
    _ terms: (EightDoubles) -> (EightDoubles, EightDoubles, EightDoubles)
  ) -> (Double, Double, Double) {
    withUnsafeBufferPointer { values in
      var (first, second, third) = (EightDoubles(), EightDoubles(), EightDoubles())
      let whole = values.count / 8 * 8
      guard let base = values.baseAddress else { return (0, 0, 0) }
      // Invariant: eight values from each of these places on are there.
      for place in stride(from: 0, to: whole, by: 8) {
        let (a, b, c) = terms(EightDoubles(at: base + place))
        first += a
        second += b
        third += c
      }
      var rest = EightDoubles()
      for place in whole..<values.count { rest[place - whole] = values[place] }
      let (a, b, c) = terms(rest)
      for lane in 0..<values.count - whole {
        first[lane] += a[lane]
        second[lane] += b[lane]
        third[lane] += c[lane]
      }
      return (orderedSum(first), orderedSum(second), orderedSum(third))
    }
  }
}
