/// ln(1 + x) of each value, eight side by side, by operations that IEEE 754 rounds correctly: the same bits on every machine, within
/// two units in the last place.
///
/// The sum 1 + x is split into 2ᵏ·m with m from √½ to √2, and ln m is 2 artanh((m − 1) / (m + 1)) by its series; what rounding took from
/// the sum is added as its first term.
/// - Parameter values: finite, from 0 on.
/// - Complexity: O(n).
package func logarithmsOfNext(_ values: [Double]) -> [Double] {
  [Double](unsafeUninitializedCapacity: values.count) { slots, count in
    values.withUnsafeBufferPointer { values in
      let whole = values.count / 8 * 8
      // Invariant: eight values and slots from each of these places on are there.
      for place in stride(from: 0, to: whole, by: 8) {
        logarithmOfNext(EightDoubles(at: values.baseAddress! + place)).store(at: slots.baseAddress! + place)
      }
      var rest = EightDoubles()
      for place in whole..<values.count { rest[place - whole] = values[place] }
      rest = logarithmOfNext(rest)
      for place in whole..<values.count { slots.initializeElement(at: place, to: rest[place - whole]) }
    }
    count = values.count
  }
}

@inline(__always)
private func logarithmOfNext(_ x: EightDoubles) -> EightDoubles {
  // √½ as bits: what is taken off before a shift leaves k.
  let leastFraction: UInt64 = 0x3fe6_a09e_667f_3bcd
  // 1.5 · 2⁵² and a whole number k in its last bits are 1.5 · 2⁵² + k.
  let roundingShift = 0x1.8p52

  let sum = 1 + x
  let lost = (x - (sum - 1)).replacing(with: 1 - (sum - x), where: x .> 1)
  let bits = unsafeBitCast(sum, to: SIMD8<UInt64>.self)
  let exponent = unsafeBitCast(bits &- leastFraction, to: SIMD8<Int64>.self) &>> 52
  let fraction = unsafeBitCast(bits &- unsafeBitCast(exponent &<< 52, to: SIMD8<UInt64>.self), to: EightDoubles.self)
  let shiftedExponent = exponent &+ Int64(bitPattern: roundingShift.bitPattern)
  let k = unsafeBitCast(shiftedExponent, to: EightDoubles.self) - roundingShift

  let f = fraction - 1
  let s = f / (2 + f)
  let z = s * s
  // 2/3·z + 2/5·z² + … + 2/19·z⁹: what is left out is below 2⁻⁵⁴ of it all. Odd and even powers side by side.
  let w = z * z
  var odd = EightDoubles(repeating: 2.0 / 19)
  odd = odd * w + 2.0 / 15
  odd = odd * w + 2.0 / 11
  odd = odd * w + 2.0 / 7
  odd = odd * w + 2.0 / 3
  var even = EightDoubles(repeating: 2.0 / 17)
  even = even * w + 2.0 / 13
  even = even * w + 2.0 / 9
  even = even * w + 2.0 / 5
  let series = odd * z + even * w
  let halfSquare = 0.5 * f * f
  let small = k * PortableMath.ln2Low + lost / sum
  return k * PortableMath.ln2High - ((halfSquare - (s * (halfSquare + series) + small)) - f)
}
