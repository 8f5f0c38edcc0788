/// The 128 leading bits of 5^q for q in -55...55, as Eisel and Lemire's conversion wants them: exact for q ≥ 0 (5^55 is
/// the last that fits), rounded up for -27...(-1), truncated below.
///
/// Lemire, D. (2021), "Number parsing at a gigabyte per second", doi:10.1002/spe.2984, section 5.
enum PowersOfFive {
  static let range = -55...55

  /// Entry `q + 55` belongs to 5^q; the highest bit of each is set.
  static let leadingBits: [UInt128] = range.map { q in
    let power = (0..<abs(q)).reduce(UInt128(1)) { product, _ in product * 5 }
    return q >= 0 ? power << power.leadingZeroBitCount : reciprocal(of: power) + (q >= -27 ? 1 : 0)
  }

  /// ⌊2^(127 + z) / divisor⌋ for a divisor of z bits that is no power of two: its reciprocal's first 128 bits.
  private static func reciprocal(of divisor: UInt128) -> UInt128 {
    let bitCount = 128 - divisor.leadingZeroBitCount
    var remainder = UInt128(1) << (bitCount - 1)
    var quotient: UInt128 = 0
    for _ in 0..<128 {
      // The remainder is below the divisor; doubled it may pass 2^128, and then it certainly holds the divisor.
      let overflows = remainder.leadingZeroBitCount == 0
      remainder <<= 1
      quotient <<= 1
      if overflows || remainder >= divisor {
        remainder &-= divisor
        quotient |= 1
      }
    }
    return quotient
  }
}
