/// Eight bytes of text in one register, the first in the lowest bits.
///
/// Masks of bytes have the highest bit of a byte set where it is one of those asked for.
/// G. Lamport (1975), "Multiple byte processing with full-word instructions", doi:10.1145/360933.360994.
struct ByteWord {
  let bits: UInt64

  private static let lowBits: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  /// The eight bytes at `address`, which all must be readable.
  @inline(__always)
  init(at address: UnsafePointer<UInt8>) {
    bits = UInt64(littleEndian: UnsafeRawPointer(address).loadUnaligned(as: UInt64.self))
  }

  /// `byte` eight times.
  @inline(__always)
  init(repeating byte: UInt8) { bits = UInt64(byte) &* Self.lowBits }

  @inline(__always)
  var isASCII: Bool { bits & Self.highBits == 0 }

  /// Where `pattern`, one byte eight times, occurs. Above the first occurrence a carry may set more bits: only the lowest counts.
  @inline(__always)
  func occurrences(of pattern: ByteWord) -> UInt64 {
    let difference = bits ^ pattern.bits
    return (difference &- Self.lowBits) & ~difference & Self.highBits
  }

  /// The values of the digits, every byte less the code of `0`.
  @inline(__always)
  var digits: ByteWord { ByteWord(bits: bits ^ 0x3030_3030_3030_3030) }

  /// Of a word of digits' values: where there is none, as 0...9 and nothing else stays below 128 with 118 added.
  @inline(__always)
  var aboveNine: UInt64 { (((bits & ~Self.highBits) &+ 0x7676_7676_7676_7676) | bits) & Self.highBits }

  /// The place of the lowest byte in a mask, eight when it is empty.
  @inline(__always)
  static func first(in mask: UInt64) -> Int { mask.trailingZeroBitCount >> 3 }

  /// Of a word of digits' values: the number that the first `count` of them, 0...8, spell.
  ///
  /// Those move to the end, zeros before them; then pairs, fours and the eight are joined, each in one multiplication.
  @inline(__always)
  func number(ofFirst count: Int) -> UInt64 {
    var value = bits << UInt64(truncatingIfNeeded: 64 - 8 * count)
    value = (value &* 10 &+ value >> 8) & 0x00FF_00FF_00FF_00FF
    value = (value &* 100 &+ value >> 16) & 0x0000_FFFF_0000_FFFF
    return (value &* 10_000 &+ value >> 32) & 0xFFFF_FFFF
  }
}
