/// From a decimal to the nearest double, ties to even, exact to the last bit.
///
/// Its tables are stored properties, because a loop over millions of numbers should not ask each time whether they are there.
struct DecimalConversion: Sendable {
  static let shared = DecimalConversion()

  /// 10^0...10^22, all that are doubles.
  let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
  ]
  /// 10^0...10^8.
  let integerPowersOfTen: [UInt64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000]
  private let powersOfFive = PowersOfFive.leadingBits

  /// The double nearest to `mantissa` × 10^`exponent`, nil when it takes more than 128 bits to tell.
  @inline(__always)
  static func value(mantissa: UInt64, exponent: Int) -> Double? {
    shared.value(mantissa: mantissa, exponent: exponent)
  }

  private func value(mantissa: UInt64, exponent: Int) -> Double? {
    // Both factors exact, so the one rounding is the right one. Clinger, W. D. (1990), doi:10.1145/93548.93557.
    if mantissa <= 1 << 53, -22 <= exponent, exponent <= 22 {
      let whole = Double(Int64(truncatingIfNeeded: mantissa))
      return exponent < 0 ? whole / exactPowersOfTen[-exponent] : whole * exactPowersOfTen[exponent]
    }
    return nearest(mantissa: mantissa, exponent: exponent)
  }

  /// The same by Lemire (2021), doi:10.1002/spe.2984, algorithm 1, for the exponents of `PowersOfFive`.
  ///
  /// Within them neither overflow nor a subnormal is possible: 10^-55 ≤ result < 2^64 × 10^55.
  @inline(__always)
  func nearest(mantissa: UInt64, exponent: Int) -> Double? {
    if mantissa == 0 { return 0 }
    guard PowersOfFive.range.contains(exponent) else { return nil }
    let power = powersOfFive[exponent - PowersOfFive.range.lowerBound]
    let shift = UInt64(truncatingIfNeeded: mantissa.leadingZeroBitCount)
    let normalised = mantissa &<< shift
    var (high, low) = normalised.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power >> 64))
    if high & 0x1FF == 0x1FF {
      // Bits below the 55 that matter are all ones: the lower half of the power may carry into them.
      let carry = normalised.multipliedFullWidth(by: UInt64(truncatingIfNeeded: power)).high
      let (sum, overflow) = low.addingReportingOverflow(carry)
      low = sum
      if overflow { high += 1 }
    }
    if low == .max, exponent < -27 { return nil }
    let upperBit = high >> 63
    let dropped = upperBit &+ (64 - 52 - 3)
    var significand = high &>> dropped
    // ⌊exponent × log2(5)⌋ + exponent + 63, by the paper's multiplication.
    var binaryExponent = ((152_170 + 65_536) &* exponent) >> 16 &+ 63 &+ Int(upperBit) &- Int(shift)
    // Halfway between two doubles: to the even one. Only these exponents can produce an exact half.
    if low <= 1, (-4...23).contains(exponent), significand & 3 == 1, significand &<< dropped == high {
      significand &= ~1
    }
    significand = (significand &+ significand & 1) >> 1
    if significand >= 2 << 52 {
      significand = 1 << 52
      binaryExponent &+= 1
    }
    return Double(
      bitPattern: UInt64(truncatingIfNeeded: binaryExponent &+ 1023) << 52 | significand & (1 << 52 - 1))
  }
}
