import Glibc

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

  /// Offset of the first byte from `start` on that is `a` or `b`, `limit` when there is none before.
  @inline(__always)
  func firstOffset(ofEither a: UInt8, or b: UInt8, from start: Int, limit: Int) -> Int {
    assert(start >= 0 && limit <= count)
    var i = start
    if let base = baseAddress {
      let (patternA, patternB) = (ByteWord(repeating: a), ByteWord(repeating: b))
      while i + 8 <= limit {
        let word = ByteWord(at: base + i)
        let found = word.occurrences(of: patternA) | word.occurrences(of: patternB)
        if found != 0 { return i + ByteWord.first(in: found) }
        i += 8
      }
    }
    while i < limit, self[i] != a, self[i] != b { i += 1 }
    return i
  }

  /// How often `byte` stands in `range`.
  func occurrences(of byte: UInt8, in range: Range<Int>) -> Int {
    var count = 0
    for i in range where self[i] == byte { count += 1 }
    return count
  }

  /// The number of lines, the last one with or without its end, where no quote stands and no line begins with a blank or is empty;
  /// nil where that is not so.
  ///
  /// Pieces are so short that counts fit bytes: a compiler makes vectors of it.
  func plainLineCount(terminator: UInt8) -> Int? {
    guard let base = baseAddress, count > 0 else { return 0 }
    let (quote, blank) = (UInt8(ascii: "\""), UInt8(ascii: " "))
    guard base[0] > blank else { return nil }
    var lines = 0
    var start = 0
    // Invariant: each piece and the byte behind it are in the buffer.
    while start + Self.piece < count {
      let piece = base + start
      var ends: UInt8 = 0
      var found: UInt8 = 0
      for i in 0..<Self.piece {
        let isEnd: UInt8 = piece[i] == terminator ? 1 : 0
        let isBlank: UInt8 = piece[i + 1] <= blank ? 1 : 0
        let isQuote: UInt8 = piece[i] == quote ? 1 : 0
        ends &+= isEnd
        found |= (isEnd & isBlank) | isQuote
      }
      guard found == 0 else { return nil }
      lines += Int(ends)
      start += Self.piece
    }
    for i in start..<count {
      if base[i] == quote { return nil }
      guard base[i] == terminator else { continue }
      lines += 1
      if i + 1 < count, base[i + 1] <= blank { return nil }
    }
    return base[count - 1] == terminator ? lines : lines + 1
  }

  /// A whole number of vectors below 256.
  private static var piece: Int { 192 }

  /// The ASCII that `range` begins with.
  func asciiPrefix(of range: Range<Int>) -> Range<Int> {
    var i = range.lowerBound
    if let base = baseAddress {
      while i + 64 <= range.upperBound {
        var all: UInt8 = 0
        for j in i..<i + 64 { all |= base[j] }
        if all >= 0x80 { break }
        i += 64
      }
      while i + 8 <= range.upperBound, ByteWord(at: base + i).isASCII { i += 8 }
    }
    while i < range.upperBound, self[i] < 0x80 { i += 1 }
    return range.lowerBound..<i
  }

  /// Offset of the first byte in `range` that does not continue well-formed UTF-8 (RFC 3629, section 4), nil when all is well.
  func firstInvalidUTF8(in range: Range<Int>) -> Int? {
    var i = range.lowerBound
    while true {
      i = asciiPrefix(of: i..<range.upperBound).upperBound
      guard i < range.upperBound else { return nil }
      guard let length = utf8Length(at: i, limit: range.upperBound) else { return i }
      i += length
    }
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
