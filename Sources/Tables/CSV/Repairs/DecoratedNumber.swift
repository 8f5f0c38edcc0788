/// A number with what spreadsheets and people put around it: `$1,234.50`, `12.5 %`, `(43,165.30)`, `12k`, `100-`.
///
/// Only the decoration is taken off here; `core` is what is left, digits and their separators.
struct DecoratedNumber {
  private(set) var core: ArraySlice<UInt8>
  private(set) var isNegative = false
  /// The sign of money, before or behind.
  private(set) var currency: String?
  private(set) var isPercent = false
  /// Power of ten that a `k` or `M` behind the number stands for.
  private(set) var exponent = 0
  private(set) var hasBrackets = false
  private(set) var hasMinusBehind = false

  /// Longer ones first, since they may end or begin like others.
  private static let signsOfMoney = [
    "US$", "CA$", "AU$", "NZ$", "HK$", "A$", "C$", "R$", "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "BRL", "AUD",
    "CAD",
    "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "TRY", "MXN", "ZAR", "Fr.", "Kč", "zł", "kr.", "kr", "Ft", "$", "€", "£",
    "¥", "₹",
    "₽", "₺", "₩", "₪", "₫", "₴",
  ].map { (Array($0.utf8), $0) }
  /// A blank, one that does not break, and narrow ones.
  private static let blanks = [" ", "\u{A0}", "\u{202F}", "\u{2009}"].map { Array($0.utf8) }
  private static let minuses = ["-", "\u{2212}"].map { Array($0.utf8) }

  /// Nil for what cannot be a number, whatever separates its digits.
  init?(_ token: ArraySlice<UInt8>) {
    core = token
    guard token.count <= 64, token.contains(where: { $0 &- 0x30 < 10 }) else { return nil }
    takeBlanks()
    if core.first == UInt8(ascii: "("), core.last == UInt8(ascii: ")") {
      core = core.dropFirst().dropLast()
      (hasBrackets, isNegative) = (true, true)
      takeBlanks()
    }
    takeFront()
    guard takeBack(), let first = core.first, let last = core.last else { return nil }
    // Digits or a point at both ends: no second sign, no word.
    guard first &- 0x30 < 10 || first == UInt8(ascii: ".") || first == UInt8(ascii: ","),
      last &- 0x30 < 10 || last == UInt8(ascii: ".")
    else { return nil }
  }

  /// Signs before the number: minus or plus and a sign of money, in either order.
  private mutating func takeFront() {
    var hasSign = hasBrackets
    while let first = core.first, first &- 0x30 >= 10 {
      if !hasSign, let minus = Self.minuses.first(where: { core.starts(with: $0) }) {
        core = core.dropFirst(minus.count)
        (hasSign, isNegative) = (true, true)
      } else if !hasSign, core.first == UInt8(ascii: "+") {
        core = core.dropFirst()
        hasSign = true
      } else if currency == nil, let (bytes, sign) = Self.signsOfMoney.first(where: { core.starts(with: $0.0) }) {
        core = core.dropFirst(bytes.count)
        currency = sign
      } else {
        return
      }
      takeBlanks()
    }
  }

  /// What stands behind the number, each once. False for what belongs to no number.
  private mutating func takeBack() -> Bool {
    while let last = core.last {
      if last &- 0x30 < 10 { return true }
      if last == UInt8(ascii: "%") {
        guard !isPercent, exponent == 0 else { return false }
        core = core.dropLast()
        isPercent = true
      } else if last == UInt8(ascii: "k") || last == UInt8(ascii: "K") || last == UInt8(ascii: "M") {
        guard exponent == 0, !isPercent else { return false }
        core = core.dropLast()
        exponent = last == UInt8(ascii: "M") ? 6 : 3
      } else if let minus = Self.minuses.first(where: { core.reversed().starts(with: $0.reversed()) }) {
        guard !isNegative, !hasMinusBehind else { return false }
        core = core.dropLast(minus.count)
        (hasMinusBehind, isNegative) = (true, true)
      } else if let (bytes, sign) = Self.signsOfMoney.first(where: {
        core.reversed().starts(with: $0.0.reversed())
      }) {
        guard currency == nil else { return false }
        core = core.dropLast(bytes.count)
        currency = sign
      } else {
        return true
      }
      takeBlanks()
    }
    return false
  }

  private mutating func takeBlanks() {
    while let blank = Self.blanks.first(where: { core.starts(with: $0) }) { core = core.dropFirst(blank.count) }
    while let blank = Self.blanks.first(where: { core.reversed().starts(with: $0.reversed()) }) {
      core = core.dropLast(blank.count)
    }
  }

  /// The number in a format, nil when it is none there, or would lose digits.
  func value(in format: NumberFormat) -> (value: Double, traits: NumberTraits)? {
    let digits = Array(core)
    let plain = digits.withUnsafeBufferPointer { format.number(in: $0, 0..<$0.count) }
    guard let plain, plain.traits.isDisjoint(with: [.leadingZero, .infinite]) else { return nil }
    var size = plain.value
    if exponent > 0 {
      // Read as one number, so that 1.1k is 1100 to the last bit.
      let scaled = digits + Array("e\(exponent)".utf8)
      guard let number = scaled.withUnsafeBufferPointer({ format.number(in: $0, 0..<$0.count) }) else { return nil }
      size = number.value
    }
    return (isNegative && size != 0 ? -size : size, plain.traits)
  }
}
