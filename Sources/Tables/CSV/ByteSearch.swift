import Foundation

extension UnsafeBufferPointer<UInt8> {
  /// Offset of the first `byte` within `range`, by the C library's vectorised search.
  @inline(__always)
  func firstOffset(of byte: UInt8, in range: Range<Int>) -> Int? {
    // Invariant of every caller: 0 <= lowerBound <= upperBound <= count.
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    guard !range.isEmpty, let base = baseAddress,
      let found = memchr(base + range.lowerBound, Int32(byte), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// How often `byte` stands in `range`.
  func occurrences(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    for i in range where self[i] == byte { count += 1 }
    return count
  }

  /// Offset of the first byte in `range` that does not continue well-formed UTF-8 (RFC 3629, section 4), nil when all is well.
  func firstInvalidUTF8(in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while i < range.upperBound {
      if i + 8 <= range.upperBound, let base = baseAddress,
        UnsafeRawPointer(base + i).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        i += 8
        continue
      }
      guard let length = utf8Length(at: i, limit: range.upperBound) else { return i }
      i += length
    }
    return nil
  }

  /// Bytes of the well-formed character at `i`, nil when there is none.
  private func utf8Length(at i: Int, limit: Int) -> Int? {
    let lead = self[i]
    if lead < 0x80 { return 1 }
    // Second bytes are narrower after E0, ED, F0, F4: no overlong forms, no surrogates, nothing above U+10FFFF.
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xE1...0xEF: (3, 0x80...0xBF)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      default: (0, 0x80...0xBF)
      }
    guard length > 0, i + length <= limit, second.contains(self[i + 1]) else { return nil }
    for j in 2..<Swift.max(2, length) where !(0x80...0xBF).contains(self[i + j]) { return nil }
    return length
  }
}
