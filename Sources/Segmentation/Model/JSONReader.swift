/// Reads JSON strictly by RFC 8259; a key that comes twice is a mistake, too.
struct JSONReader {
  struct Mistake: Error, Equatable {
    let line: Int
    let reason: String
  }

  /// Deeper nesting is no model, and would use up the stack.
  private static let deepest = 64

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func read(_ bytes: [UInt8]) throws(Mistake) -> JSON {
    var reader = JSONReader(bytes)
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    guard reader.current == nil else { throw reader.mistake("something follows the end") }
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private func mistake(_ reason: String) -> Mistake {
    Mistake(line: line, reason: current == nil ? "the file ends too early" : reason)
  }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard current == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Mistake) -> JSON {
    guard depth < Self.deepest else { throw mistake("it is nested too deeply") }
    skipBlanks()
    let start = line
    switch current {
    case UInt8(ascii: "{"): return JSON(.object(try members(depth: depth)), line: start)
    case UInt8(ascii: "["): return JSON(.array(try elements(depth: depth)), line: start)
    case UInt8(ascii: "\""): return JSON(.text(try text()), line: start)
    case UInt8(ascii: "t"): return JSON(.boolean(true), line: try word("true"))
    case UInt8(ascii: "f"): return JSON(.boolean(false), line: try word("false"))
    case UInt8(ascii: "n"): return JSON(.null, line: try word("null"))
    default: return JSON(.number(try number()), line: start)
    }
  }

  private mutating func word(_ word: String) throws(Mistake) -> Int {
    guard bytes[position...].starts(with: word.utf8) else { throw mistake("a value is expected here") }
    position += word.utf8.count
    return line
  }

  private mutating func members(depth: Int) throws(Mistake) -> [(key: String, value: JSON)] {
    position += 1
    var members: [(key: String, value: JSON)] = []
    var keys = Set<String>()
    skipBlanks()
    if take("}") { return [] }
    while true {
      skipBlanks()
      guard current == UInt8(ascii: "\"") else { throw mistake("a key in quotes is expected here") }
      let key = try text()
      guard keys.insert(key).inserted else { throw Mistake(line: line, reason: "\"\(key)\" is there twice") }
      skipBlanks()
      guard take(":") else { throw mistake("a : is expected here") }
      members.append((key, try value(depth: depth + 1)))
      skipBlanks()
      if take("}") { return members }
      guard take(",") else { throw mistake("a , or } is expected here") }
    }
  }

  private mutating func elements(depth: Int) throws(Mistake) -> [JSON] {
    position += 1
    var elements: [JSON] = []
    skipBlanks()
    if take("]") { return [] }
    while true {
      elements.append(try value(depth: depth + 1))
      skipBlanks()
      if take("]") { return elements }
      guard take(",") else { throw mistake("a , or ] is expected here") }
    }
  }

  private mutating func number() throws(Mistake) -> String {
    let start = position
    _ = take("-")
    let first = current
    guard digits() > 0 else { throw mistake("a value is expected here") }
    if first == UInt8(ascii: "0"), position - start > (bytes[start] == UInt8(ascii: "-") ? 2 : 1) {
      throw mistake("a number begins with zero")
    }
    if take("."), digits() == 0 { throw mistake("a digit is expected here") }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() > 0 else { throw mistake("a digit is expected here") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func text() throws(Mistake) -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else {
          throw Mistake(line: line, reason: "its bytes are no UTF-8")
        }
        return text
      case UInt8(ascii: "\\"): content += String(try escaped()).utf8
      case 0..<0x20: throw Mistake(line: line, reason: "a text is not closed")
      default: content.append(byte)
      }
    }
    throw mistake("a text is not closed")
  }

  private mutating func escaped() throws(Mistake) -> Unicode.Scalar {
    let simple: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t",
    ]
    guard let byte = current else { throw mistake("a text is not closed") }
    position += 1
    if let scalar = simple[Unicode.Scalar(byte)] { return scalar }
    guard byte == UInt8(ascii: "u") else { throw mistake("there is no such escape") }
    let first = try unit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Two of them spell what lies beyond the first 65,536.
    guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else { throw mistake("half a character") }
    let second = try unit()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    else { throw mistake("half a character") }
    return scalar
  }

  private mutating func unit() throws(Mistake) -> UInt32 {
    let digits = bytes[position..<min(position + 4, bytes.count)]
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw mistake("four hexadecimal digits are expected here") }
    position += 4
    return value
  }
}
