/// Elementary functions with the same bits on every machine.
///
/// t-SNE amplifies a last bit into another map, and C libraries differ in theirs. These use only operations that
/// IEEE 754 rounds correctly, in a fixed order; each is within one unit in the last place of the true value.
enum PortableMath {
  /// ln 2 in two parts; the first ends in enough zeros that a product with any exponent is exact.
  static let ln2High = 0x1.62e42fefa3800p-1
  static let ln2Low = 0x1.ef35793c76730p-45
  /// Adding and subtracting this rounds a small double to the nearest integer.
  private static let roundingShift = 0x1.8p52

  /// e to the power `x`.
  @inline(__always)
  static func exp(_ x: Double) -> Double {
    if !(x > -745.2) { return x.isNaN ? x : 0 }
    if x > 709.79 { return .infinity }
    let shifted = x * 0x1.71547652b82fep0 + roundingShift
    let k = shifted - roundingShift
    let r = (x - k * ln2High) - k * ln2Low
    // 1/14! … 1/2!: within half of ln 2 the first term left out is below 2⁻⁵⁷.
    var p = 1.0 / 87_178_291_200
    p = p * r + 1.0 / 6_227_020_800
    p = p * r + 1.0 / 479_001_600
    p = p * r + 1.0 / 39_916_800
    p = p * r + 1.0 / 3_628_800
    p = p * r + 1.0 / 362_880
    p = p * r + 1.0 / 40320
    p = p * r + 1.0 / 5040
    p = p * r + 1.0 / 720
    p = p * r + 1.0 / 120
    p = p * r + 1.0 / 24
    p = p * r + 1.0 / 6
    p = p * r + 0.5
    let value = 1 + (r + r * r * p)
    let exponent = Int(k)
    if exponent >= -1021 && exponent <= 1023 { return value * powerOfTwo(exponent) }
    let half = exponent / 2
    return value * powerOfTwo(half) * powerOfTwo(exponent - half)
  }

  /// The natural logarithm of `x`; negative infinity at 0, not a number below.
  @inline(__always)
  static func log(_ x: Double) -> Double {
    if !(x > 0) { return x == 0 ? -.infinity : .nan }
    if x == .infinity { return x }
    var bits = x.bitPattern
    var exponent = -1023
    if bits < 0x0010_0000_0000_0000 {
      bits = (x * 0x1p54).bitPattern
      exponent -= 54
    }
    exponent += Int(bits >> 52)
    var m = Double(bitPattern: bits & 0x000f_ffff_ffff_ffff | 0x3ff0_0000_0000_0000)
    if m > 1.4142135623730951 {
      m *= 0.5
      exponent += 1
    }
    // log(1 + f) = 2 artanh(s) with s = f / (2 + f); the series in s², ordered so that the small terms go first.
    let f = m - 1
    let s = f / (2 + f)
    let z = s * s
    var series = 2.0 / 25
    series = series * z + 2.0 / 23
    series = series * z + 2.0 / 21
    series = series * z + 2.0 / 19
    series = series * z + 2.0 / 17
    series = series * z + 2.0 / 15
    series = series * z + 2.0 / 13
    series = series * z + 2.0 / 11
    series = series * z + 2.0 / 9
    series = series * z + 2.0 / 7
    series = series * z + 2.0 / 5
    series = series * z + 2.0 / 3
    series *= z
    let halfSquare = 0.5 * f * f
    let k = Double(exponent)
    return k * ln2High - ((halfSquare - (s * (halfSquare + series) + k * ln2Low)) - f)
  }

  /// Cosine and sine of `numerator / denominator` of a full turn.
  ///
  /// The angle is reduced to an eighth of a turn in integers, so that symmetric angles get equal values.
  static func cosineAndSine(ofTurn numerator: Int, over denominator: Int) -> (cosine: Double, sine: Double) {
    let remainder = numerator % denominator
    let eighths = 8 * (remainder < 0 ? remainder + denominator : remainder)
    let octant = eighths / denominator
    var rest = eighths - octant * denominator
    let odd = octant & 1 == 1
    if odd { rest = denominator - rest }
    let angle = Double(rest) / Double(denominator) * 0x1.921fb54442d18p-1
    let (c, s) = taylor(angle)
    // Within each quarter the odd octant mirrors the even one.
    let (u, v) = odd ? (s, c) : (c, s)
    switch octant / 2 {
    case 0: return (u, v)
    case 1: return (-v, u)
    case 2: return (-u, -v)
    default: return (v, -u)
    }
  }

  /// Cosine and sine of an angle of at most π/4.
  private static func taylor(_ angle: Double) -> (Double, Double) {
    let z = angle * angle
    var cosine = 0.0
    var sine = 0.0
    for k in stride(from: 20, through: 2, by: -2) {
      cosine = (1 + cosine) * (-z / Double(k * (k - 1)))
      sine = (1 + sine) * (-z / Double(k * (k + 1)))
    }
    return (1 + cosine, angle + angle * sine)
  }

  @inline(__always)
  private static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(exponent + 1023)) << 52)
  }
}
