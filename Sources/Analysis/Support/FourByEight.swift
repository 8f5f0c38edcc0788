/// Four rows by eight lanes: the tile of pairs that the registers hold.
struct FourByEight {
  var (a, b, c, d) = (EightDoubles(), EightDoubles(), EightDoubles(), EightDoubles())

  @inline(__always)
  static func += (sum: inout Self, other: Self) {
    sum.a += other.a
    sum.b += other.b
    sum.c += other.c
    sum.d += other.d
  }

  @inline(__always)
  var squareRoots: Self {
    Self(a: a.squareRoot(), b: b.squareRoot(), c: c.squareRoot(), d: d.squareRoot())
  }

  /// Sets lanes of every row to 0.
  @inline(__always)
  mutating func clear(where mask: SIMDMask<SIMD8<Int64>>) {
    a.replace(with: 0, where: mask)
    b.replace(with: 0, where: mask)
    c.replace(with: 0, where: mask)
    d.replace(with: 0, where: mask)
  }

  /// Each row's sum over its lanes.
  @inline(__always)
  var orderedSums: SIMD4<Double> {
    SIMD4(orderedSum(a), orderedSum(b), orderedSum(c), orderedSum(d))
  }
}

/// The sum of eight lanes, in an order that no compiler chooses.
@inline(__always)
func orderedSum(_ lanes: EightDoubles) -> Double {
  let four = lanes.lowHalf + lanes.highHalf
  let two = four.lowHalf + four.highHalf
  return two.x + two.y
}
