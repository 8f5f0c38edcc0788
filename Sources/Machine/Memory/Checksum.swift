/// XXH64, a fast checksum of 64 bits that notices damage and difference; it keeps no forger out.
///
/// https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
package struct Checksum: Sendable {
  private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0x9E37_79B1_85EB_CA87, 0xC2B2_AE3D_27D4_EB4F, 0x1656_67B1_9E37_79F9, 0x85EB_CA77_C2B2_AE63, 0x27D4_EB2F_1656_67C5
  )

  /// Of all that was added, in its order.
  package private(set) var value: UInt64 = 0

  package init() {}

  /// Each piece is summed with the sum of those before it as its seed, so that where one ends makes a difference too.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) { value = Self.of(bytes, seed: value) }

  package mutating func add(_ elements: [some BitwiseCopyable]) { elements.withUnsafeBytes { add($0) } }

  package mutating func add(_ text: String) { add(Array(text.utf8)) }

  package mutating func add(_ number: Int) { withUnsafeBytes(of: number.littleEndian) { add($0) } }

  /// - Complexity: O(bytes), some 10 GB in a second.
  package static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
    let (p1, p2, p3, p4, p5) = primes
    func word(_ offset: Int) -> UInt64 {
      UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    func round(_ lane: UInt64, _ input: UInt64) -> UInt64 { rotated(lane &+ input &* p2, 31) &* p1 }
    func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { (value &<< bits) | (value &>> (64 &- bits)) }

    var offset = 0
    var sum: UInt64
    if bytes.count >= 32 {
      var (a, b, c, d) = (seed &+ p1 &+ p2, seed &+ p2, seed, seed &- p1)
      while offset &+ 32 <= bytes.count {
        a = round(a, word(offset))
        b = round(b, word(offset &+ 8))
        c = round(c, word(offset &+ 16))
        d = round(d, word(offset &+ 24))
        offset &+= 32
      }
      sum = rotated(a, 1) &+ rotated(b, 7) &+ rotated(c, 12) &+ rotated(d, 18)
      for lane in [a, b, c, d] { sum = (sum ^ round(0, lane)) &* p1 &+ p4 }
    } else {
      sum = seed &+ p5
    }
    sum = sum &+ UInt64(bytes.count)
    while offset &+ 8 <= bytes.count {
      sum = rotated(sum ^ round(0, word(offset)), 27) &* p1 &+ p4
      offset &+= 8
    }
    if offset &+ 4 <= bytes.count {
      let half = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
      sum = rotated(sum ^ (UInt64(half) &* p1), 23) &* p2 &+ p3
      offset &+= 4
    }
    while offset < bytes.count {
      sum = rotated(sum ^ (UInt64(bytes[offset]) &* p5), 11) &* p1
      offset &+= 1
    }
    sum = (sum ^ (sum &>> 33)) &* p2
    sum = (sum ^ (sum &>> 29)) &* p3
    return sum ^ (sum &>> 32)
  }
}
