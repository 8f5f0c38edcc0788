extension JSONScanner {
  /// The text that begins at a quote. What has no escapes is taken in runs.
  @usableFromInline
  mutating func string() throws(JSONMistake) -> String {
    position += 1
    var unescaped: [UInt8] = []
    var start = position
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        let rest = bytes[start..<position]
        position += 1
        guard
          let text = unescaped.isEmpty
            ? String(validating: rest, as: UTF8.self)
            : String(validating: unescaped + rest, as: UTF8.self)
        else { throw JSONMistake(at: place, "its text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"):
        unescaped += bytes[start..<position]
        position += 1
        unescaped += String(try escaped()).utf8
        start = position
      case 0..<0x20: throw mistake("a text is not closed")
      default: position += 1
      }
    }
    throw mistake("a text is not closed")
  }

  /// What stands behind a backslash.
  private mutating func escaped() throws(JSONMistake) -> Unicode.Scalar {
    guard let byte = current else { throw mistake("a text is not closed") }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try utf16()
    default: throw mistake("there is no such escape")
    }
  }

  /// A character by its UTF-16 units: what lies beyond the first 65,536 takes two.
  private mutating func utf16() throws(JSONMistake) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let start = position
    if (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
      let second = try unit()
      if (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      {
        return scalar
      }
    }
    guard mendsHalves else { throw mistake("half a character") }
    // What follows is a character of its own.
    position = start
    return "\u{FFFD}"
  }

  private mutating func unit() throws(JSONMistake) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw mistake("four hexadecimal digits are expected here")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
