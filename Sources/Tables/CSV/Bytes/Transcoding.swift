/// Rewriting of other encodings as UTF-8.
enum Transcoding {
  /// Windows-1252 where it differs from Latin-1, from 0x80 on; its five holes keep their control characters.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// Bytes between two looks at whether to stop; even, so that no pair is torn.
  private static let pieceSize = 1 << 18

  /// What a byte from 0x80 on stands for in Latin-1, read as Windows-1252.
  static func latin1(_ byte: UInt8) -> UInt32 {
    byte < 0xA0 ? UInt32(windows1252[Int(byte) - 0x80]) : UInt32(byte)
  }

  /// What a byte from 0x80 on stands for in ISO-8859-15.
  static func latin9(_ byte: UInt8) -> UInt32 {
    switch byte {
    case 0xA4: 0x20AC
    case 0xA6: 0x0160
    case 0xA8: 0x0161
    case 0xB4: 0x017D
    case 0xB8: 0x017E
    case 0xBC: 0x0152
    case 0xBD: 0x0153
    case 0xBE: 0x0178
    default: UInt32(byte)
    }
  }

  /// An encoding of one byte for each character in UTF-8.
  /// - Parameter scalar: what a byte from 0x80 on stands for.
  /// - Throws: `LoadError.cancelled`, `.unreadable`.
  static func utf8(
    _ bytes: SourceBytes, as scalar: (UInt8) -> UInt32, file: String, isCancelled: () -> Bool
  ) throws(LoadError) -> SourceBytes {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    try forEachPiece(of: bytes, file: file, isCancelled: isCancelled) { piece in
      var done = 0
      while done < piece.count {
        let ascii = piece.asciiPrefix(of: done..<piece.count)
        result.append(contentsOf: UnsafeBufferPointer(rebasing: piece[ascii]))
        done = ascii.upperBound
        while done < piece.count, piece[done] >= 0x80 {
          append(scalar(piece[done]), to: &result)
          done += 1
        }
      }
      return true
    }
    return SourceBytes(result)
  }

  /// UTF-16 in UTF-8.
  /// - Throws: `LoadError.wrongEncoding` where it is not well-formed, `.cancelled`, `.unreadable`.
  static func utf8(
    utf16 bytes: SourceBytes, isBigEndian: Bool, file: String, isCancelled: () -> Bool
  ) throws(LoadError) -> SourceBytes {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var high: UInt32?
    var isWhole = bytes.count % 2 == 0
    try forEachPiece(of: bytes, file: file, isCancelled: isCancelled) { piece in
      for i in 0..<piece.count / 2 {
        let (first, second) = (UInt32(piece[2 * i]), UInt32(piece[2 * i + 1]))
        let unit = isBigEndian ? first << 8 | second : second << 8 | first
        switch (high, unit) {
        case (let lead?, 0xDC00...0xDFFF):
          append(0x10000 + (lead - 0xD800) << 10 + (unit - 0xDC00), to: &result)
          high = nil
        case (nil, 0xD800...0xDBFF): high = unit
        case (nil, 0xDC00...0xDFFF), (_?, _):
          isWhole = false
          return false
        case (nil, _): append(unit, to: &result)
        }
      }
      return true
    }
    guard isWhole, high == nil else { throw brokenOff(after: result, file: file) }
    return SourceBytes(result)
  }

  private static func forEachPiece(
    of bytes: SourceBytes, file: String, isCancelled: () -> Bool, _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(LoadError) {
    var wasCancelled = false
    try LoadError.reading(file) { () throws(ReadFailure) in
      try bytes.forEachPiece(of: pieceSize, in: 0..<bytes.count) { piece, _ in
        wasCancelled = isCancelled()
        return !wasCancelled && body(piece)
      }
    }
    if wasCancelled { throw .cancelled }
  }

  /// The error for UTF-16 of which only `text` could be read.
  private static func brokenOff(after text: [UInt8], file: String) -> LoadError {
    let line = text.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let lineStart = text.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let token = String(decoding: text[lineStart...].suffix(20), as: UTF8.self)
    return .wrongEncoding(file: file, line: line, column: "?", token: token, encoding: .utf16)
  }

  private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
    switch scalar {
    case ..<0x80: result.append(UInt8(scalar))
    case ..<0x800:
      result.append(0xC0 | UInt8(scalar >> 6))
      result.append(continuation(scalar))
    case ..<0x10000:
      result.append(0xE0 | UInt8(scalar >> 12))
      result.append(continuation(scalar >> 6))
      result.append(continuation(scalar))
    default:
      result.append(0xF0 | UInt8(scalar >> 18))
      result.append(continuation(scalar >> 12))
      result.append(continuation(scalar >> 6))
      result.append(continuation(scalar))
    }
  }

  private static func continuation(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(bits & 0x3F) }
}
