/// The words of JSON, one after the other, and where they stand.
@frozen
@usableFromInline
struct JSONScanner {
  @usableFromInline let bytes: [UInt8]
  @usableFromInline var position = 0
  @usableFromInline var line = 1

  /// Whether half a character is read as U+FFFD.
  @usableFromInline let mendsHalves: Bool

  @inlinable
  init(_ bytes: [UInt8], mendsHalves: Bool) {
    self.bytes = bytes
    self.mendsHalves = mendsHalves
  }

  @inlinable
  var place: JSONPlace { JSONPlace(position: position, line: line) }

  @inlinable
  var isAtEnd: Bool { position == bytes.count }

  @inlinable
  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  @inlinable
  var isAtQuote: Bool { current == 0x22 }

  @usableFromInline
  func mistake(_ reason: String) -> JSONMistake { JSONMistake(at: place, isAtEnd ? "it ends too early" : reason) }

  @inlinable
  mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  @inlinable
  mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  @usableFromInline
  mutating func leaf() throws(JSONMistake) -> JSONLeaf {
    switch current {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .truth(true))
    case UInt8(ascii: "f"): return try word("false", .truth(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ leaf: JSONLeaf) throws(JSONMistake) -> JSONLeaf {
    let isThere = word.withUTF8Buffer { bytes[position...].starts(with: $0) }
    guard isThere else { throw mistake("a value is expected here") }
    position += word.utf8CodeUnitCount
    return leaf
  }

  private mutating func number() throws(JSONMistake) -> JSONLeaf {
    let start = position
    _ = take(UInt8(ascii: "-"))
    let hasLeadingZero = current == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0 else { throw mistake("a value is expected here") }
    guard whole == 1 || !hasLeadingZero else { throw mistake("a number begins with zero") }
    var isInteger = true
    if take(UInt8(ascii: ".")) {
      isInteger = false
      guard digits() > 0 else { throw mistake("a digit is expected here") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isInteger = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() > 0 else { throw mistake("a digit is expected here") }
    }
    return .number(String(decoding: bytes[start..<position], as: UTF8.self), isInteger: isInteger)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { position += 1 }
    return position - start
  }
}
