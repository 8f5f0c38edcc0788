import Tables

/// Decimal numbers, each to the nearest double.
struct DecimalColumn: ArrowColumn {
  let bytes: Int
  let scale: Int
  private var numbers: [Double] = []

  init(bytes: Int, scale: Int) { (self.bytes, self.scale) = (bytes, scale) }

  mutating func append(_ values: ArrowValues) {
    let start = numbers.count
    switch bytes {
    case 4: append(values.values(of: Int32.self).lazy.map { Int128($0) })
    case 8: append(values.values(of: Int64.self).lazy.map { Int128($0) })
    case 16:
      guard let base = values.buffer(1) else { return }
      // Buffers are aligned to eight bytes, and 128 bits might want sixteen.
      append(
        (0..<values.count).lazy.map { index in
          let place = base + (values.offset + index) * 16
          let high = Int128(place.loadUnaligned(fromByteOffset: 8, as: Int64.self))
          return high << 64 | Int128(place.loadUnaligned(as: UInt64.self))
        })
    default:
      guard let base = values.buffer(1) else { return }
      for index in 0..<values.count {
        let limbs = (0..<4).map { part in
          (base + (values.offset + index) * 32).loadUnaligned(fromByteOffset: part * 8, as: UInt64.self)
        }
        numbers.append(Self.value(limbs, scale: scale))
      }
    }
    numbers.markMissing(values, from: start)
  }

  private mutating func append(_ whole: some Sequence<Int128>) {
    for value in whole { numbers.append(Self.value(value, scale: scale)) }
  }

  /// The double that is nearest to `whole` / 10^scale.
  ///
  /// Both whole numbers below 2⁵³ and powers of ten up to 10²² are doubles, and one division rounds once (Clinger 1990,
  /// https://doi.org/10.1145/93542.93557); others go through their digits.
  static func value(_ whole: Int128, scale: Int) -> Double {
    if whole.magnitude <= 1 << 53, abs(scale) <= 22 {
      let number = Double(Int64(whole))
      return scale < 0 ? number * powersOfTen[-scale] : number / powersOfTen[scale]
    }
    return Double("\(whole)e\(-scale)") ?? .nan
  }

  /// The same for two's complement of 256 bits, lowest first.
  static func value(_ limbs: [UInt64], scale: Int) -> Double {
    let isNegative = limbs[3] >> 63 == 1
    var magnitude = limbs
    if isNegative {
      var carry = true
      for part in magnitude.indices {
        let (sum, overflow) = (~magnitude[part]).addingReportingOverflow(carry ? 1 : 0)
        (magnitude[part], carry) = (sum, overflow)
      }
    }
    var digits: [String] = []
    // Eighteen digits at a time from the end.
    while magnitude.contains(where: { $0 != 0 }) {
      var remainder: UInt64 = 0
      for part in magnitude.indices.reversed() {
        (magnitude[part], remainder) = UInt64(1_000_000_000_000_000_000).dividingFullWidth((remainder, magnitude[part]))
      }
      let text = String(remainder)
      digits.append(String(repeating: "0", count: 18 - text.count) + text)
    }
    let text = digits.isEmpty ? "0" : digits.reversed().joined()
    return Double("\(isNegative ? "-" : "")\(text)e\(-scale)") ?? .nan
  }

  mutating func reserve(_ count: Int) { numbers.reserveLarge(count) }

  private static let powersOfTen: [Double] = (0...22).map { Double("1e\($0)") ?? .nan }

  func finish() -> ColumnValues { .numbers(numbers) }

  var memory: Int { numbers.count * 8 }
}

/// Numbers in decimal digits, each to the nearest double; `NaN` is missing.
struct SpelledNumberColumn: ArrowColumn {
  let layout: ArrowType.Layout
  private var numbers: [Double] = []

  init(_ layout: ArrowType.Layout) { self.layout = layout }

  mutating func reserve(_ count: Int) { numbers.reserveLarge(count) }

  mutating func append(_ values: ArrowValues) {
    values.forEachText(layout) { bytes in
      numbers.append(bytes.flatMap { Double(String(decoding: $0, as: UTF8.self)) } ?? .nan)
    }
  }

  func finish() -> ColumnValues { .numbers(numbers) }

  var memory: Int { numbers.count * 8 }
}

extension ArrowType.Unit {
  /// Digits behind the point of a second.
  var digits: Int {
    switch self {
    case .seconds: 0
    case .milliseconds: 3
    case .microseconds: 6
    case .nanoseconds: 9
    }
  }
}
