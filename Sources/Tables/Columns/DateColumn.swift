/// Days, or points in time to the microsecond, of the proleptic Gregorian calendar.
public struct DateColumn: Sendable, Equatable {
  /// What a row holds: a day, a local time, or a time in UTC.
  public enum Precision: Sendable, Equatable, Codable {
    case day
    case time
    case timeUTC
  }

  /// Stands for a missing date.
  public static let missing = Int64.min

  /// Microseconds since 1970-01-01 00:00, `missing` where there is no value.
  public var microseconds: [Int64]
  public var precision: Precision

  public init(microseconds: [Int64], precision: Precision) {
    self.microseconds = microseconds
    self.precision = precision
  }

  public var count: Int { microseconds.count }

  public var missingCount: Int { microseconds.reduce(0) { $1 == Self.missing ? $0 + 1 : $0 } }

  /// The date in ISO 8601 with a blank before the time, nil when missing: `2024-01-31`, `2024-01-31 18:05:00`.
  public func text(at row: Int) -> String? {
    let value = microseconds[row]
    return value == Self.missing ? nil : ISODate.text(microseconds: value, precision: precision)
  }

  var memory: Int { microseconds.count * MemoryLayout<Int64>.stride }

  func selecting(rows: [Int]) -> DateColumn {
    DateColumn(microseconds: rows.map { microseconds[$0] }, precision: precision)
  }
}
