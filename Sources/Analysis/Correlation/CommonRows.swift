/// Pearson's coefficient of two columns over the rows that both have, without copying those rows out.
///
/// Three looks at the columns, eight rows at a time in eight lanes that are added at the end: the mean, its correction by the
/// mean of the deviations from it, the products of the deviations. A row that one column lacks adds zero to each.
struct CommonRows {
  /// Of equal length; NaN where there is no value.
  let x: [Double]
  let y: [Double]

  private typealias Lanes = SIMD8<Double>

  /// The coefficient, NaN where one side has no two different values, and the number of rows.
  func correlation() -> (coefficient: Double, count: Int) {
    var (ones, sumX, sumY) = (Lanes(), Lanes(), Lanes())
    var (lowX, highX) = (Lanes(repeating: .infinity), Lanes(repeating: -.infinity))
    var (lowY, highY) = (lowX, highX)
    forEachEight { a, b, isCommon in
      ones += Lanes.zero.replacing(with: 1, where: isCommon)
      sumX += Lanes.zero.replacing(with: a, where: isCommon)
      sumY += Lanes.zero.replacing(with: b, where: isCommon)
      // Comparisons with NaN are false.
      lowX.replace(with: a, where: isCommon .& (a .< lowX))
      highX.replace(with: a, where: isCommon .& (a .> highX))
      lowY.replace(with: b, where: isCommon .& (b .< lowY))
      highY.replace(with: b, where: isCommon .& (b .> highY))
    }
    let count = ones.sum()
    // By the definition, not by sums: rounding in the mean would give a constant a trace of spread.
    guard lowX.min() < highX.max(), lowY.min() < highY.max() else { return (.nan, Int(count)) }

    var centreX = sumX.sum() / count
    var centreY = sumY.sum() / count
    var (restX, restY) = (Lanes(), Lanes())
    forEachEight { a, b, isCommon in
      restX += Lanes.zero.replacing(with: a - centreX, where: isCommon)
      restY += Lanes.zero.replacing(with: b - centreY, where: isCommon)
    }
    centreX += restX.sum() / count
    centreY += restY.sum() / count

    var (xx, yy, xy) = (Lanes(), Lanes(), Lanes())
    forEachEight { a, b, isCommon in
      let dx = Lanes.zero.replacing(with: a - centreX, where: isCommon)
      let dy = Lanes.zero.replacing(with: b - centreY, where: isCommon)
      xx += dx * dx
      yy += dy * dy
      xy += dx * dy
    }
    let r = xy.sum() / (xx.sum().squareRoot() * yy.sum().squareRoot())
    return (r.isNaN ? r : min(1, max(-1, r)), Int(count))
  }

  /// Calls `body` with eight rows of both columns and which of them both have; the last eight are filled up with missing ones.
  @inline(__always)
  private func forEachEight(_ body: (Lanes, Lanes, SIMDMask<Lanes.MaskStorage>) -> Void) {
    let whole = x.count / 8 * 8
    var (lastA, lastB) = (Lanes(repeating: .nan), Lanes(repeating: .nan))
    for row in whole..<x.count { (lastA[row - whole], lastB[row - whole]) = (x[row], y[row]) }
    x.withUnsafeBytes { x in
      y.withUnsafeBytes { y in
        // Called from one place, `body` becomes a part of the loop. Eight doubles from `row` on are within both: row + 8 ≤ whole ≤ count.
        for row in stride(from: 0, to: self.x.count, by: 8) {
          let offset = row * MemoryLayout<Double>.stride
          let isWhole = row < whole
          let a = isWhole ? x.loadUnaligned(fromByteOffset: offset, as: Lanes.self) : lastA
          let b = isWhole ? y.loadUnaligned(fromByteOffset: offset, as: Lanes.self) : lastB
          body(a, b, (a .== a) .& (b .== b))
        }
      }
    }
  }
}
