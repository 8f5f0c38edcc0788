import Tables

/// Days and points in time, to the microsecond.
struct MomentColumn: ArrowColumn {
  /// What the values count.
  enum Step {
    case days
    case fractions(ArrowType.Unit)
  }

  let step: Step
  let precision: DateColumn.Precision
  private var microseconds: [Int64] = []
  /// Points in time that no calendar has, such as PostgreSQL's infinity.
  private var beyond: (count: Int, row: Int)?

  /// The years that dates are written with: 1 to 9999.
  private static let years = Int64(-62_135_596_800_000_000)..<253_402_300_800_000_000

  init(_ step: Step) { (self.step, precision) = (step, .day) }

  init(_ unit: ArrowType.Unit, precision: DateColumn.Precision) {
    (step, self.precision) = (.fractions(unit), precision)
  }

  mutating func append(_ values: ArrowValues) {
    switch step {
    case .days: append(values.values(of: Int32.self), values) { Self.product(Int64($0), 86_400_000_000) }
    case .fractions(.nanoseconds):
      append(values.values(of: Int64.self), values) { $0 / 1_000 - ($0 % 1_000 < 0 ? 1 : 0) }
    case .fractions(let unit):
      let factor = 1_000_000 / unit.rawValue
      append(values.values(of: Int64.self), values) { Self.product($0, factor) }
    }
  }

  /// nil where it is larger than any number here: engines have days millions of years away, and infinite ones.
  private static func product(_ value: Int64, _ factor: Int64) -> Int64? {
    let (product, isTooLarge) = value.multipliedReportingOverflow(by: factor)
    return isTooLarge ? nil : product
  }

  private mutating func append<Value>(
    _ moments: UnsafeBufferPointer<Value>, _ values: ArrowValues, _ convert: (Value) -> Int64?
  ) {
    for (index, moment) in moments.enumerated() {
      guard values.isThere(index) else {
        microseconds.append(DateColumn.missing)
        continue
      }
      let converted = convert(moment).flatMap { Self.years.contains($0) ? $0 : nil }
      if converted == nil { beyond = ((beyond?.count ?? 0) + 1, beyond?.row ?? microseconds.count + 1) }
      microseconds.append(converted ?? DateColumn.missing)
    }
  }

  mutating func reserve(_ count: Int) { microseconds.reserveLarge(count) }

  func finish() -> ColumnValues { .dates(DateColumn(microseconds: microseconds, precision: precision)) }

  func notices(column: String) -> [LoadNotice] {
    beyond.map { [.datesBeyondCalendar(column: column, count: $0.count, row: $0.row)] } ?? []
  }

  var memory: Int { microseconds.count * 8 }
}
