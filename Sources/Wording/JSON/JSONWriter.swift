/// JSON in the making, UTF-8.
///
/// It writes the parts; what stands in which order and on which line is its caller's business.
public struct JSONWriter {
  public private(set) var bytes: [UInt8] = []

  public init() {}

  /// What has been written.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Brackets, commas, colons, blanks, numbers and words, as they stand.
  public mutating func append(_ literal: String) {
    bytes.append(contentsOf: literal.utf8)
  }

  /// One ASCII character, as it stands.
  public mutating func append(_ character: Unicode.Scalar) {
    bytes.append(UInt8(ascii: character))
  }

  /// A text in quotes. What needs no escape is copied in runs: a figure is one long string with few that do.
  public mutating func append(quoted text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { text in
      // Only for what is long: room for each of many short texts would be taken, and copied, many times.
      if text.count > bytes.count { bytes.reserveCapacity(bytes.count + text.count + 1) }
      var copied = 0
      for (position, byte) in text.enumerated() where JSONWriter.needsEscape(byte) {
        bytes.append(contentsOf: text[copied..<position])
        append(escapeOf: byte)
        copied = position + 1
      }
      bytes.append(contentsOf: text[copied...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// RFC 8259, section 7.
  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func append(escapeOf byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case 0x08: append("\\b")
    case 0x09: append("\\t")
    case 0x0A: append("\\n")
    case 0x0C: append("\\f")
    case 0x0D: append("\\r")
    default:
      append(byte < 0x10 ? "\\u000" : "\\u00")
      append(String(byte, radix: 16))
    }
  }
}
