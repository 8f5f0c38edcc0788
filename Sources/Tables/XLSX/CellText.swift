/// How the cells of a sheet stand in the text that is read as a table: between unit separators, which no XML text holds.
enum CellText {
  static let delimiter: UInt8 = 0x1F
  static let terminator: UInt8 = 0x0A
  private static let quote = UInt8(ascii: "\"")

  /// Appends a text: line breaks as blanks, without other control characters, in quotes where it begins with one.
  /// - Returns: whether it had line breaks within.
  static func append(_ raw: some Collection<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let needsWork = raw.contains { $0 < 0x20 || $0 == quote || $0 == UInt8(ascii: "_") }
    guard needsWork else {
      bytes.append(contentsOf: raw)
      return false
    }
    let text = unescaped(Array(raw))
    let trimmed = text.drop { $0 <= 0x20 }
    let isQuoted = trimmed.first == quote
    let last = trimmed.lastIndex { $0 > 0x20 } ?? trimmed.startIndex
    var hasBreaks = false
    if isQuoted { bytes.append(quote) }
    for (place, byte) in zip(trimmed.indices, trimmed) {
      switch byte {
      case 0x0A:
        hasBreaks = hasBreaks || place < last
        bytes.append(0x20)
      case 0x09: bytes.append(0x20)
      case 0..<0x20: continue
      case quote where isQuoted: bytes += [quote, quote]
      default: bytes.append(byte)
      }
    }
    if isQuoted { bytes.append(quote) }
    return hasBreaks
  }

  /// With characters for `_x000A_`, as which Office writes those that XML cannot hold.
  private static func unescaped(_ raw: [UInt8]) -> [UInt8] {
    guard raw.contains(UInt8(ascii: "_")) else { return raw }
    var text: [UInt8] = []
    var place = 0
    while place < raw.count {
      if raw[place] == UInt8(ascii: "_"), place + 7 <= raw.count, raw[place + 1] == UInt8(ascii: "x"),
        raw[place + 6] == UInt8(ascii: "_"),
        let code = UInt32(String(decoding: raw[place + 2..<place + 6], as: UTF8.self), radix: 16),
        let scalar = Unicode.Scalar(code)
      {
        text += Array(String(Character(scalar)).utf8)
        place += 7
      } else {
        text.append(raw[place])
        place += 1
      }
    }
    return text
  }

  /// Whether the bytes from `start` on spell a plain number.
  static func isNumber(_ bytes: [UInt8], from start: Int) -> Bool {
    guard start < bytes.count, bytes[start] &- 0x30 < 10 || bytes[start] == UInt8(ascii: "-") || bytes[start] == 0x2E
    else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      DecimalScanner.number(in: bytes, from: start, to: bytes.count, point: UInt8(ascii: "."))?.end == bytes.count
    }
  }
}
