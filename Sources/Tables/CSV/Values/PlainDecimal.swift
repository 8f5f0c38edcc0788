/// A decimal as programs write it, `[-] digits [point digits]`, read eight digits at a time.
///
/// Nearly all numbers of nearly all files are of this form, up to seven digits before the point and nineteen in all;
/// `DecimalScanner` reads every other. Nothing is decided by a digit, only by how many there are.
struct PlainDecimal {
  let value: Double
  /// Bytes from its start to just behind it.
  let length: Int
  let isInteger: Bool

  /// Bytes from the start that are looked at, whatever they are.
  static let reach = 40

  /// The number at `start`, nil when another way of reading must look.
  ///
  /// `start` must be followed by `reach` readable bytes.
  @inline(__always)
  init?(at start: UnsafePointer<UInt8>, point: UInt8, conversion: DecimalConversion) {
    let isNegative = start[0] == UInt8(ascii: "-")
    let first = start + (isNegative ? 1 : 0)
    let whole = ByteWord(at: first).digits
    let count = ByteWord.first(in: whole.aboveNine)
    guard (1...7).contains(count) else { return nil }
    var mantissa = whole.number(ofFirst: count)
    guard first[count] == point else {
      // Several digits behind a zero are a code, which is told from a number elsewhere.
      guard count == 1 || first[0] != UInt8(ascii: "0") else { return nil }
      value = isNegative ? -Double(Int64(mantissa)) : Double(Int64(mantissa))
      length = count + (isNegative ? 1 : 0)
      isInteger = true
      return
    }
    isInteger = false
    let fraction = first + count + 1
    let (one, two, three) = (
      ByteWord(at: fraction).digits, ByteWord(at: fraction + 8).digits, ByteWord(at: fraction + 16).digits
    )
    let ones = ByteWord.first(in: one.aboveNine)
    let size: Double
    let digits: Int
    if ones < 8 {
      digits = ones
      mantissa = mantissa &* conversion.integerPowersOfTen[ones] &+ one.number(ofFirst: ones)
      // At most 14 digits: both exact, so the one rounding is the right one.
      size = Double(Int64(truncatingIfNeeded: mantissa)) / conversion.exactPowersOfTen[ones]
    } else {
      let twos = ByteWord.first(in: two.aboveNine)
      let threes = twos == 8 ? ByteWord.first(in: three.aboveNine) : 0
      digits = 8 + twos + threes
      // 19 digits always fit 64 bits.
      guard count + digits <= 19 else { return nil }
      mantissa = mantissa &* 100_000_000 &+ one.number(ofFirst: 8)
      mantissa = mantissa &* conversion.integerPowersOfTen[twos] &+ two.number(ofFirst: twos)
      mantissa = mantissa &* conversion.integerPowersOfTen[threes] &+ three.number(ofFirst: threes)
      guard let nearest = conversion.nearest(mantissa: mantissa, exponent: -digits) else { return nil }
      size = nearest
    }
    value = isNegative ? -size : size
    length = count + 1 + digits + (isNegative ? 1 : 0)
  }
}
