/// The xoshiro256** generator: fast, seedable, the same sequence on every machine.
///
/// Source: D. Blackman and S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4),
/// doi:10.1145/3460772. The four words of state come from SplitMix64, as its authors advise, so that seeds
/// that differ in one bit start unrelated sequences.
public struct Xoshiro256: RandomNumberGenerator, Sendable, Equatable {
  private var s0, s1, s2, s3: UInt64
  /// The second value of the last pair that `nextGaussian` made.
  private var spareGaussian: Double?

  public init(seed: UInt64) {
    var seeds = SplitMix64(state: seed)
    s0 = seeds.next()
    s1 = seeds.next()
    s2 = seeds.next()
    s3 = seeds.next()
  }

  /// A generator of its own for the part `stream` of a job, so that parts can run in any order.
  public init(seed: UInt64, stream: Int) {
    var seeds = SplitMix64(state: seed)
    let base = seeds.next()
    self.init(seed: base ^ (UInt64(bitPattern: Int64(stream)) &* 0x9E37_79B9_7F4A_7C15))
  }

  public mutating func next() -> UInt64 {
    let result = rotateLeft(s1 &* 5, by: 7) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = rotateLeft(s3, by: 45)
    return result
  }

  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  public mutating func nextUnit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A standard normal number.
  ///
  /// Marsaglia's polar method (G. Marsaglia and T. A. Bray 1964, doi:10.1137/1006063): two values are made at a time.
  public mutating func nextGaussian() -> Double {
    if let spare = spareGaussian {
      spareGaussian = nil
      return spare
    }
    while true {
      let x = 2 * nextUnit() - 1
      let y = 2 * nextUnit() - 1
      let radius = x * x + y * y
      if radius > 0 && radius < 1 {
        let factor = (-2 * naturalLogarithm(radius) / radius).squareRoot()
        spareGaussian = y * factor
        return x * factor
      }
    }
  }

  private func rotateLeft(_ word: UInt64, by count: UInt64) -> UInt64 {
    (word << count) | (word >> (64 - count))
  }
}

/// The generator that fills other generators' state.
///
/// Source: G. L. Steele, D. Lea and C. H. Flood (2014), Fast splittable pseudorandom number generators,
/// doi:10.1145/2660193.2660195.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
