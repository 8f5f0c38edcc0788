/// What random numbers are drawn for, as in "k-means starts": each purpose has numbers of its own under one seed.
///
/// A room names its streams in an extension of this type; no two may have one name.
package struct RandomStream: Sendable, Hashable {
  package let name: String

  package init(_ name: String) { self.name = name }

  /// FNV-1a of the name (G. Fowler, L. C. Noll and K.-P. Vo; RFC 9923), which no version of a library changes.
  var key: UInt64 {
    name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}

extension Xoshiro256 {
  /// The numbers of one part of a job: the same for the same seed, stream and index, and unrelated to all others.
  ///
  /// Seed, name and index go one after the other through SplitMix64's mixing, which tells every pair of words apart.
  /// - Parameter index: which of several parts that can run in any order, such as starts.
  package init(seed: UInt64, stream: RandomStream, index: Int = 0) {
    var mixed: UInt64 = 0
    for word in [seed, stream.key, UInt64(bitPattern: Int64(index))] {
      var mixer = SplitMix64(state: mixed ^ word)
      mixed = mixer.next()
    }
    self.init(seed: mixed)
  }
}
