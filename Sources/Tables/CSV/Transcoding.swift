/// Rewriting of other encodings as UTF-8.
enum Transcoding {
  /// Windows-1252 where it differs from Latin-1, from 0x80 on; its five holes keep their control characters.
  private static let windows1252: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// Bytes between two looks at whether to stop, less one: a mask.
  private static let pollMask = 1 << 20 - 1

  /// Latin-1 (as Windows-1252) in UTF-8; every byte means something.
  /// - Throws: `LoadError.cancelled`.
  static func utf8(latin1 bytes: UnsafeBufferPointer<UInt8>, isCancelled: () -> Bool) throws(LoadError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 8)
    for (i, byte) in bytes.enumerated() {
      if i & pollMask == 0, isCancelled() { throw .cancelled }
      switch byte {
      case ..<0x80: result.append(byte)
      case 0x80..<0xA0: append(UInt32(windows1252[Int(byte) - 0x80]), to: &result)
      default: append(UInt32(byte), to: &result)
      }
    }
    return result
  }

  /// UTF-16 in UTF-8, and whether all of it was well-formed: when not, the result ends where the text broke off.
  /// - Throws: `LoadError.cancelled`.
  static func utf8(utf16 bytes: UnsafeBufferPointer<UInt8>, isBigEndian: Bool, isCancelled: () -> Bool)
    throws(LoadError) -> (text: [UInt8], isWhole: Bool)
  {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var high: UInt32?
    for i in 0..<bytes.count / 2 {
      if i & pollMask == 0, isCancelled() { throw .cancelled }
      let (first, second) = (UInt32(bytes[2 * i]), UInt32(bytes[2 * i + 1]))
      let unit = isBigEndian ? first << 8 | second : second << 8 | first
      switch (high, unit) {
      case (let lead?, 0xDC00...0xDFFF):
        append(0x10000 + (lead - 0xD800) << 10 + (unit - 0xDC00), to: &result)
        high = nil
      case (nil, 0xD800...0xDBFF): high = unit
      case (nil, 0xDC00...0xDFFF), (_?, _): return (result, false)
      case (nil, _): append(unit, to: &result)
      }
    }
    return (result, high == nil && bytes.count % 2 == 0)
  }

  private static func append(_ scalar: UInt32, to result: inout [UInt8]) {
    switch scalar {
    case ..<0x80: result.append(UInt8(scalar))
    case ..<0x800: result += [0xC0 | UInt8(scalar >> 6), continuation(scalar)]
    case ..<0x10000:
      result += [0xE0 | UInt8(scalar >> 12), continuation(scalar >> 6), continuation(scalar)]
    default:
      result += [
        0xF0 | UInt8(scalar >> 18), continuation(scalar >> 12), continuation(scalar >> 6), continuation(scalar),
      ]
    }
  }

  private static func continuation(_ bits: UInt32) -> UInt8 { 0x80 | UInt8(bits & 0x3F) }
}
