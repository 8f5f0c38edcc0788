extension JSON {
  /// An object with `members`, in this order.
  ///
  /// Every cell takes several messages: a third of what an empty one took was spent in `JSONEncoder`.
  package static func object(_ members: KeyValuePairs<String, JSONValue>) -> [UInt8] {
    var text = JSONText()
    text.append(members)
    return text.bytes
  }
}

/// JSON in the making, UTF-8.
private struct JSONText {
  var bytes: [UInt8] = []

  mutating func append(_ value: JSONValue) {
    switch value {
    case .null: append(literal: "null")
    case .bool(let value): append(literal: value ? "true" : "false")
    case .integer(let value): append(literal: "\(value)")
    case .number(let value): append(literal: value.isFinite ? "\(value)" : "null")
    case .string(let value): append(value)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(value)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      // Keys in order, so that the same object is the same bytes.
      append(members.sorted { $0.key < $1.key })
    }
  }

  mutating func append(_ members: some Collection<(key: String, value: JSONValue)>) {
    bytes.append(UInt8(ascii: "{"))
    for (index, member) in members.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(member.key)
      bytes.append(UInt8(ascii: ":"))
      append(member.value)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func append(literal: String) {
    bytes.append(contentsOf: literal.utf8)
  }

  /// A string in quotes. What needs no escape is copied in runs: a figure is one long string with few that do.
  private mutating func append(_ string: String) {
    bytes.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { text in
      bytes.reserveCapacity(bytes.count + text.count + 1)
      var copied = 0
      for (position, byte) in text.enumerated() where JSONText.needsEscape(byte) {
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
    case UInt8(ascii: "\""): append(literal: "\\\"")
    case UInt8(ascii: "\\"): append(literal: "\\\\")
    case 0x08: append(literal: "\\b")
    case 0x09: append(literal: "\\t")
    case 0x0A: append(literal: "\\n")
    case 0x0C: append(literal: "\\f")
    case 0x0D: append(literal: "\\r")
    default:
      append(literal: byte < 0x10 ? "\\u000" : "\\u00")
      append(literal: String(byte, radix: 16))
    }
  }
}
