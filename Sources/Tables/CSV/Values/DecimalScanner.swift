/// A decimal number at the start of some text.
struct ScannedNumber {
  var value: Double
  /// Just behind the number.
  var end: Int
  var traits: NumberTraits
}

/// What is worth knowing about how a number was written.
struct NumberTraits: OptionSet {
  let rawValue: UInt8
  /// An integer of several digits that begins with a zero, as codes do: `00123`.
  static let leadingZero = NumberTraits(rawValue: 1)
  /// Written with a point or an exponent.
  static let fraction = NumberTraits(rawValue: 2)
  /// An integer that no double equals.
  static let inexactInteger = NumberTraits(rawValue: 4)
  static let infinite = NumberTraits(rawValue: 8)
  /// Traits that ask for a second look at the column.
  static let notable: NumberTraits = [.leadingZero, .inexactInteger, .infinite]
}

/// Reads `[+-] digits [point digits] [e [+-] digits]` and `inf`, `infinity` in any case.
enum DecimalScanner {
  /// The longest number that begins at `start`, nil when none does.
  @inline(__always)
  static func number(in text: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, point: UInt8)
    -> ScannedNumber?
  {
    var i = start
    var isNegative = false
    if i < limit, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      isNegative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    let firstDigit = i
    var mantissa: UInt64 = 0
    while i < limit, text[i] &- 0x30 < 10 {
      mantissa = mantissa &* 10 &+ UInt64(text[i] &- 0x30)
      i += 1
    }
    let integerDigits = i - firstDigit
    var fractionDigits = 0
    var traits: NumberTraits = []
    if i < limit, text[i] == point {
      let begin = i + 1
      var j = begin
      while j < limit, text[j] &- 0x30 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(text[j] &- 0x30)
        j += 1
      }
      fractionDigits = j - begin
      if integerDigits + fractionDigits > 0 { (i, traits) = (j, .fraction) }
    }
    guard integerDigits + fractionDigits > 0 else {
      return infinity(in: text, from: i, to: limit, isNegative: isNegative)
    }
    var exponent = 0
    if i < limit, text[i] | 0x20 == UInt8(ascii: "e"), let (power, end) = exponentPart(of: text, from: i, to: limit) {
      (exponent, i) = (power, end)
      traits = .fraction
    }
    if integerDigits > 1, traits.isEmpty, text[firstDigit] == UInt8(ascii: "0") { traits = .leadingZero }
    // 19 digits always fit 64 bits; with more, the mantissa above has wrapped.
    guard integerDigits + fractionDigits <= 19,
      let size = DecimalConversion.value(mantissa: mantissa, exponent: exponent - fractionDigits)
    else {
      return longNumber(in: text, from: start, to: i, point: point, exponent: exponent, traits: traits)
    }
    if mantissa > 1 << 53, !traits.contains(.fraction), UInt64(exactly: size) != mantissa {
      traits.insert(.inexactInteger)
    }
    return ScannedNumber(value: isNegative ? -size : size, end: i, traits: traits)
  }

  /// The power of ten at `e`, and where it ends; nil when no digit follows.
  private static func exponentPart(of text: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int)
    -> (power: Int, end: Int)?
  {
    var i = start + 1
    var isNegative = false
    if i < limit, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") {
      isNegative = text[i] == UInt8(ascii: "-")
      i += 1
    }
    let firstDigit = i
    var power = 0
    while i < limit, text[i] &- 0x30 < 10 {
      // Far beyond any double already; more digits only must not overflow.
      if power < 1_000_000 { power = power * 10 + Int(text[i] &- 0x30) }
      i += 1
    }
    return i > firstDigit ? (isNegative ? -power : power, i) : nil
  }

  /// A number of more than 19 digits or of an extreme exponent, its grammar already checked.
  @inline(never)
  private static func longNumber(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, point: UInt8, exponent: Int, traits: NumberTraits
  ) -> ScannedNumber {
    var mantissa: UInt64 = 0
    var digits = 0
    var dropped = false
    var power = exponent
    var isInFraction = false
    for byte in text[start..<end] {
      if byte == point { isInFraction = true }
      if byte | 0x20 == UInt8(ascii: "e") { break }
      guard byte &- 0x30 < 10 else { continue }
      if digits < 19 {
        mantissa = mantissa * 10 + UInt64(byte - 0x30)
        if mantissa > 0 { digits += 1 }
        if isInFraction { power -= 1 }
      } else {
        dropped = dropped || byte != 0x30
        if !isInFraction { power += 1 }
      }
    }
    // What was dropped lies between the mantissa and the next: where both give one double, it is the double.
    var size = DecimalConversion.value(mantissa: mantissa, exponent: power)
    if dropped, size != DecimalConversion.value(mantissa: mantissa + 1, exponent: power) { size = nil }
    let isNegative = text[start] == UInt8(ascii: "-")
    var traits = traits
    let value: Double
    if let size {
      value = isNegative ? -size : size
    } else {
      let spelling = String(decoding: text[start..<end].map { $0 == point ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
      value = Double(spelling) ?? (isNegative ? -.infinity : .infinity)
    }
    if value.isInfinite { traits.insert(.infinite) }
    if !traits.contains(.fraction), dropped || size.flatMap(UInt64.init(exactly:)) != mantissa || power != 0 {
      traits.insert(.inexactInteger)
    }
    return ScannedNumber(value: value, end: end, traits: traits)
  }

  @inline(never)
  private static func infinity(
    in text: UnsafeBufferPointer<UInt8>, from start: Int, to limit: Int, isNegative: Bool
  ) -> ScannedNumber? {
    for word in ["infinity", "inf"] where start + word.utf8.count <= limit {
      let end = start + word.utf8.count
      guard zip(text[start..<end], word.utf8).allSatisfy({ $0 | 0x20 == $1 }) else { continue }
      return ScannedNumber(value: isNegative ? -.infinity : .infinity, end: end, traits: [.infinite, .fraction])
    }
    return nil
  }
}
