import Machine

extension Matrix {
  /// The rows as distances from means keep their range and digits: times a power of two, and moved towards 0 where that rounds nothing.
  /// - Throws: `CancellationError`.
  func measurable(_ context: ComputeContext) throws(CancellationError) -> (matrix: Matrix, exponent: Int) {
    let (scaled, exponent) = scaledForSquares()
    return (try scaled.takingOff(scaled.exactShifts(context), context), exponent)
  }

  /// What to take off each column so that means and distances keep their digits, without rounding any value.
  /// - Throws: `CancellationError`.
  func exactShifts(_ context: ComputeContext) throws(CancellationError) -> [Double] {
    let (d, elements) = (columnCount, elements)
    let ranges = try parallelMap(count: rowCount, chunkSize: 1 << 14, context: context) { rows, _ in
      var lows = Array(elements[rows.lowerBound * d..<(rows.lowerBound + 1) * d])
      var highs = lows
      for i in rows {
        for f in 0..<d {
          let value = elements[i * d + f]
          if value < lows[f] { lows[f] = value }
          if value > highs[f] { highs[f] = value }
        }
      }
      return (lows, highs)
    }
    return (0..<d).map { f in
      let low = ranges.reduce(Double.infinity) { min($0, $1.0[f]) }
      let high = ranges.reduce(-Double.infinity) { max($0, $1.1[f]) }
      return exactShift(low, high)
    }
  }

  /// The same rows with `shifts` taken off their columns; the matrix itself where there is nothing to take off.
  /// - Throws: `CancellationError`.
  func takingOff(_ shifts: [Double], _ context: ComputeContext) throws(CancellationError) -> Matrix {
    guard shifts.contains(where: { $0 != 0 }) else { return self }
    let (d, elements) = (columnCount, elements)
    let shifted = try [Double](items: rowCount, width: d, chunkSize: 1 << 13, context: context) { rows, shifted in
      for i in rows {
        for f in 0..<d { shifted[i * d + f] = elements[i * d + f] - shifts[f] }
      }
    }
    return Matrix(rowCount: rowCount, columnCount: d, elements: shifted)
  }
}

/// What to take off a column whose values are far from 0 and near to each other: the middle of their range, to ten bits.
///
/// For values within a factor of two of each other that rounds none of them (P. H. Sterbenz 1974). Otherwise 0: where
/// small values stand beside large ones, taking off the middle would cost the small ones their digits.
private func exactShift(_ low: Double, _ high: Double) -> Double {
  guard low > 0 || high < 0 else { return 0 }
  guard high > low else { return low }
  guard high - low <= min(low.magnitude, high.magnitude) else { return 0 }
  let step = Double(sign: .plus, exponent: Int((high - low).exponent) - 9, significand: 1)
  return ((low / 2 + high / 2) / step).rounded() * step
}
