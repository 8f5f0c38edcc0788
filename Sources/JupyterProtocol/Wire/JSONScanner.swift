extension JSON {
  /// The value written in `bytes`, read strictly by RFC 8259.
  ///
  /// For the parts that every message has: a sixth of what an empty cell took was spent in `JSONDecoder`.
  /// - Throws: `JSONMistake`; text that is not UTF-8 and nesting beyond 512 levels are mistakes, too.
  package static func value(of bytes: [UInt8]) throws(JSONMistake) -> JSONValue {
    var scanner = JSONScanner(bytes)
    let value = try scanner.value(depth: 0)
    scanner.skipBlanks()
    guard scanner.isAtEnd else { throw scanner.mistake("something follows the end") }
    return value
  }
}

/// What is wrong with a text as JSON.
package struct JSONMistake: Error, Equatable, CustomStringConvertible {
  /// In bytes from the start.
  package let position: Int
  package let reason: String

  package var description: String { "\(reason) at byte \(position)" }
}

/// Reads one value after the other.
private struct JSONScanner {
  /// Deeper nesting is an attack on the stack.
  private static let deepest = 512

  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  func mistake(_ reason: String) -> JSONMistake {
    JSONMistake(position: position, reason: isAtEnd ? "it ends too early" : reason)
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(JSONMistake) -> JSONValue {
    guard depth < JSONScanner.deepest else { throw mistake("too deeply nested") }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try elements(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONMistake) -> JSONValue {
    let isThere = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard isThere else { throw mistake("no value") }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func members(depth: Int) throws(JSONMistake) -> [String: JSONValue] {
    position += 1
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if take("}") { return members }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw mistake("no key in quotes") }
      let key = try string()
      skipBlanks()
      guard take(":") else { throw mistake("no colon") }
      members[key] = try value(depth: depth + 1)
      skipBlanks()
      if take("}") { return members }
      guard take(",") else { throw mistake("neither comma nor closing brace") }
    }
  }

  private mutating func elements(depth: Int) throws(JSONMistake) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    skipBlanks()
    if take("]") { return elements }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return elements }
      guard take(",") else { throw mistake("neither comma nor closing bracket") }
    }
  }

  private mutating func number() throws(JSONMistake) -> JSONValue {
    let start = position
    let isNegative = take("-")
    let hasLeadingZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else { throw mistake("no value") }
    guard whole == 1 || !hasLeadingZero else { throw mistake("a number that begins with zero") }
    var isInteger = true
    if take(".") {
      isInteger = false
      guard digits() > 0 else { throw mistake("no digit") }
    }
    if take("e") || take("E") {
      isInteger = false
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw mistake("no digit") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isInteger, let value = Int(text) { return .integer(value) }
    // What is too large for a double is infinite.
    return .number(Double(text) ?? (isNegative ? -.infinity : .infinity))
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONMistake) -> String {
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
        else { throw mistake("text that is not UTF-8") }
        return text
      case UInt8(ascii: "\\"):
        unescaped += bytes[start..<position]
        position += 1
        unescaped += String(try escaped()).utf8
        start = position
      case 0..<0x20: throw mistake("a control character in a text")
      default: position += 1
      }
    }
    throw mistake("a text without an end")
  }

  /// What stands behind a backslash.
  private mutating func escaped() throws(JSONMistake) -> Unicode.Scalar {
    guard let byte = current else { throw mistake("a text without an end") }
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
    default: throw mistake("an unknown escape")
    }
  }

  /// A character by its UTF-16 units: what lies beyond the first 65,536 takes two.
  private mutating func utf16() throws(JSONMistake) -> Unicode.Scalar {
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else { throw mistake("half a character") }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw mistake("half a character") }
    return scalar
  }

  private mutating func unit() throws(JSONMistake) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw mistake("not four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
