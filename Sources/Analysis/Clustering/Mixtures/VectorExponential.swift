extension PortableMath {
  /// e to the powers `x`, of eight numbers that are 0 or less; 0 below −708, where the value is less than 4e-308.
  ///
  /// Elsewhere the same bits as the function of one number: the same steps in the same order.
  @inline(__always)
  static func exp(ofNonPositive x: EightDoubles) -> EightDoubles {
    let roundingShift = 0x1.8p52
    let shifted = x * 0x1.71547652b82fep0 + roundingShift
    let k = shifted - roundingShift
    let r = (x - k * 0x1.62e42fefa3800p-1) - k * 0x1.ef35793c76730p-45
    var p = EightDoubles(repeating: 1.0 / 87_178_291_200)
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
    // The last bits of what was shifted are the whole number k; in the place of an exponent they make the power of two.
    let bits = unsafeBitCast(shifted, to: SIMD8<UInt64>.self)
    let powers = unsafeBitCast((bits &+ 1023) &<< 52, to: EightDoubles.self)
    return (value * powers).replacing(with: 0, where: x .< -708)
  }
}
