/// What an Arrow array holds, as its format string says it.
///
/// https://arrow.apache.org/docs/format/CDataInterface.html#data-type-description-format-strings
enum ArrowType: Equatable, Sendable {
  /// Where the bytes of a value of variable length are.
  enum Layout: Equatable, Sendable {
    /// Offsets of four bytes, or of eight.
    case offsets32, offsets64
    /// Views of sixteen bytes, which hold short values themselves.
    case views
  }

  /// Of points in time and times of day; the raw value is how many make a second.
  enum Unit: Int64, Sendable {
    case seconds = 1
    case milliseconds = 1_000
    case microseconds = 1_000_000
    case nanoseconds = 1_000_000_000
  }

  case missing
  case boolean
  case integer(bytes: Int, isSigned: Bool)
  case float(bytes: Int)
  /// Whole numbers of so many bytes, to be divided by 10 to the power of `scale`, which may be negative.
  case decimal(bytes: Int, scale: Int)
  case text(Layout)
  /// Numbers in decimal digits.
  case spelledNumber(Layout)
  /// Days since 1970-01-01.
  case days
  /// Milliseconds since then that are whole days.
  case daysInMilliseconds
  /// Since midnight.
  case timeOfDay(Unit)
  /// Since 1970-01-01 00:00, in UTC where there is a time zone.
  case moment(Unit, isZoned: Bool)
  case duration(Unit)
  /// Sixteen bytes that say who somebody is.
  case uuid
  /// What no column of a table can hold; `name` as in “a list”.
  case other(name: String)

  init(format: String) {
    let parts = format.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let code = String(parts[0])
    let details = parts.count > 1 ? String(parts[1]) : ""
    switch code {
    case "d": self = Self.decimal(details) ?? .other(name: "a decimal (\(format))")
    case "w": self = .other(name: "bytes")
    default: self = Self.plain[code] ?? Self.moment(code, zone: details) ?? .other(name: Self.name(of: code))
    }
  }

  private static let plain: [String: ArrowType] = [
    "n": .missing, "b": .boolean,
    "c": .integer(bytes: 1, isSigned: true), "C": .integer(bytes: 1, isSigned: false),
    "s": .integer(bytes: 2, isSigned: true), "S": .integer(bytes: 2, isSigned: false),
    "i": .integer(bytes: 4, isSigned: true), "I": .integer(bytes: 4, isSigned: false),
    "l": .integer(bytes: 8, isSigned: true), "L": .integer(bytes: 8, isSigned: false),
    "e": .float(bytes: 2), "f": .float(bytes: 4), "g": .float(bytes: 8),
    "u": .text(.offsets32), "U": .text(.offsets64), "vu": .text(.views),
    "tdD": .days, "tdm": .daysInMilliseconds,
    "tts": .timeOfDay(.seconds), "ttm": .timeOfDay(.milliseconds), "ttu": .timeOfDay(.microseconds),
    "ttn": .timeOfDay(.nanoseconds),
    "tDs": .duration(.seconds), "tDm": .duration(.milliseconds), "tDu": .duration(.microseconds),
    "tDn": .duration(.nanoseconds),
  ]

  /// `precision,scale` or `precision,scale,bits`.
  private static func decimal(_ details: String) -> ArrowType? {
    let numbers = details.split(separator: ",").compactMap { Int($0) }
    guard numbers.count == 2 || numbers.count == 3 else { return nil }
    let bits = numbers.count == 3 ? numbers[2] : 128
    guard [32, 64, 128, 256].contains(bits), abs(numbers[1]) < 1_000 else { return nil }
    return .decimal(bytes: bits / 8, scale: numbers[1])
  }

  private static func moment(_ code: String, zone: String) -> ArrowType? {
    let units: [String: Unit] = [
      "tss": .seconds, "tsm": .milliseconds, "tsu": .microseconds, "tsn": .nanoseconds,
    ]
    return units[code].map { .moment($0, isZoned: !zone.isEmpty) }
  }

  private static func name(of code: String) -> String {
    switch code {
    case "z", "Z", "vz": "bytes"
    case "tiM", "tiD", "tin": "an interval"
    case "+l", "+L", "+vl", "+vL", "+w": "a list"
    case "+s": "a struct"
    case "+m": "a map"
    case "+ud", "+us": "a union"
    case "+r": "runs of equal values"
    default: "of a type that is not known here (\(code))"
    }
  }
}
