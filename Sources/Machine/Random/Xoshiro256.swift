/// The xoshiro256** generator: fast, seedable, the same sequence on every machine.
///
/// It is not a `RandomNumberGenerator`: what the standard library makes of one is promised by no version. The draws there are,
/// `Xoshiro256+Draws.swift` has.
///
/// Source: D. Blackman and S. Vigna (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47(4),
/// doi:10.1145/3460772. The four words of state come from SplitMix64, as its authors advise, so that seeds
/// that differ in one bit start unrelated sequences.
package struct Xoshiro256: Sendable, Equatable {
  private var s0, s1, s2, s3: UInt64
  /// The second value of the last pair that `nextGaussian` made.
  var spareGaussian: Double?

  package init(seed: UInt64) {
    var seeds = SplitMix64(state: seed)
    s0 = seeds.next()
    s1 = seeds.next()
    s2 = seeds.next()
    s3 = seeds.next()
  }

  /// 64 random bits.
  package mutating func next() -> UInt64 {
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

  private func rotateLeft(_ word: UInt64, by count: UInt64) -> UInt64 {
    (word << count) | (word >> (64 - count))
  }
}
