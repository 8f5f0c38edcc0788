import Tables

/// A column of a table while the batches of a stream are appended to it. Values are copied once.
protocol ArrowColumn {
  mutating func append(_ values: ArrowValues)
  /// Makes room for as many values as are expected, before the first of them.
  mutating func reserve(_ count: Int)
  /// The column's values. Nothing is appended afterwards.
  mutating func finish() -> ColumnValues
  /// What was decided on the way and the user should know; rows count from 1.
  func notices(column: String) -> [LoadNotice]
  /// Bytes that its values take so far.
  var memory: Int { get }
}

extension ArrowColumn {
  mutating func reserve(_ count: Int) {}
  func notices(column: String) -> [LoadNotice] { [] }
}

extension ArrowField {
  /// What takes the values of this field; nil for types that no column of a table can hold.
  func column() -> (any ArrowColumn)? {
    let plain: (any ArrowColumn)? =
      switch type {
      case .missing: AbsentColumn()
      case .boolean: BooleanColumn()
      case .integer(let bytes, let isSigned): IntegerColumn(bytes: bytes, isSigned: isSigned)
      case .float(let bytes): FloatColumn(bytes: bytes)
      case .decimal(let bytes, let scale): DecimalColumn(bytes: bytes, scale: scale)
      case .duration(let unit): DecimalColumn(bytes: 8, scale: unit.digits)
      case .text(let layout): StringColumn(layout)
      case .spelledNumber(let layout): SpelledNumberColumn(layout)
      case .days: MomentColumn(.days)
      case .daysInMilliseconds: MomentColumn(.milliseconds, precision: .day)
      case .moment(let unit, let isZoned): MomentColumn(unit, precision: isZoned ? .timeUTC : .time)
      case .timeOfDay(let unit): ClockColumn(unit)
      case .uuid: UUIDColumn()
      case .other: nil
      }
    guard let index, let plain else { return plain }
    guard case .integer(let bytes, let isSigned) = index else { return nil }
    return DictionaryColumn(indexBytes: bytes, isSigned: isSigned) { plain }
  }
}

/// A column without a value in any row.
struct AbsentColumn: ArrowColumn {
  private var count = 0

  mutating func append(_ values: ArrowValues) { count += values.count }

  func finish() -> ColumnValues { .numbers([Double](repeating: .nan, count: count)) }

  var memory: Int { count * 8 }
}

struct BooleanColumn: ArrowColumn {
  private var booleans: [Bool?] = []

  mutating func append(_ values: ArrowValues) {
    guard values.count > 0, let bits = values.buffer(1) else { return }
    for index in 0..<values.count { booleans.append(values.isThere(index) ? values.bit(index, in: bits) : nil) }
  }

  mutating func reserve(_ count: Int) { booleans.reserveCapacity(count) }

  func finish() -> ColumnValues { .booleans(booleans) }

  var memory: Int { booleans.count }
}

/// Numbers of two, four or eight bytes; NaN is missing in a table.
struct FloatColumn: ArrowColumn {
  let bytes: Int
  private var numbers: [Double] = []

  init(bytes: Int) { self.bytes = bytes }

  mutating func append(_ values: ArrowValues) {
    let start = numbers.count
    switch bytes {
    case 2: numbers.append(contentsOf: values.values(of: UInt16.self).lazy.map(Self.half))
    case 4: numbers.append(contentsOf: values.values(of: Float.self).lazy.map(Double.init))
    default: numbers.append(contentsOf: values.values(of: Double.self))
    }
    numbers.markMissing(values, from: start)
  }

  mutating func reserve(_ count: Int) { numbers.reserveLarge(count) }

  /// A number of IEEE 754's binary16; there is no such type on every machine.
  static func half(_ bits: UInt16) -> Double {
    let sign: Double = bits & 0x8000 == 0 ? 1 : -1
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF) / 1024
    switch exponent {
    case 0: return sign * fraction * 0x1p-14
    case 31: return fraction == 0 ? sign * .infinity : .nan
    default: return Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction) * sign
    }
  }

  func finish() -> ColumnValues { .numbers(numbers) }

  func notices(column: String) -> [LoadNotice] {
    let count = numbers.reduce(0) { $0 + ($1.isInfinite ? 1 : 0) }
    guard count > 0, let first = numbers.firstIndex(where: \.isInfinite) else { return [] }
    return [.inRows(.infinities(column: column, count: count, line: first + 1))]
  }

  var memory: Int { numbers.count * 8 }
}

extension [Double] {
  /// Makes NaN of those that are missing of the values that were appended last.
  mutating func markMissing(_ values: ArrowValues, from start: Int) {
    guard values.hasMissing else { return }
    for index in 0..<values.count where !values.isThere(index) { self[start + index] = .nan }
  }
}
