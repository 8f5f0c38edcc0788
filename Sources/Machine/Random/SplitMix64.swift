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
