/// The values of a column, by type. Missing is NaN, code -1, nil, `DateColumn.missing`.
public enum ColumnValues: Sendable {
  /// Numbers; NaN is missing, infinities are values.
  case numbers([Double])
  /// Text, coded by a dictionary of its distinct values.
  case text(TextColumn)
  case booleans([Bool?])
  /// Days or points in time.
  case dates(DateColumn)

  public var count: Int {
    switch self {
    case .numbers(let numbers): numbers.count
    case .text(let text): text.count
    case .booleans(let booleans): booleans.count
    case .dates(let dates): dates.count
    }
  }

  public var missingCount: Int {
    switch self {
    case .numbers(let numbers): numbers.reduce(0) { $1.isNaN ? $0 + 1 : $0 }
    case .text(let text): text.missingCount
    case .booleans(let booleans): booleans.reduce(0) { $1 == nil ? $0 + 1 : $0 }
    case .dates(let dates): dates.missingCount
    }
  }

  /// Whether no value is there; stops at the first one.
  var isAllMissing: Bool {
    if case .numbers(let numbers) = self { numbers.allSatisfy(\.isNaN) } else { missingCount == count }
  }

  public var type: ColumnType {
    switch self {
    case .numbers: .number
    case .text: .text
    case .booleans: .boolean
    case .dates: .date
    }
  }

  /// What the type is called in front of a user.
  public var typeName: String { type.rawValue }

  /// Where the values lie, or the codes of text: the same for copies until one of them changes. Not to be read through.
  package var storage: UnsafeRawPointer? {
    switch self {
    case .numbers(let numbers): numbers.withUnsafeBytes { $0.baseAddress }
    case .text(let text): text.codes.withUnsafeBytes { $0.baseAddress }
    case .booleans(let booleans): booleans.withUnsafeBytes { $0.baseAddress }
    case .dates(let dates): dates.microseconds.withUnsafeBytes { $0.baseAddress }
    }
  }

  /// Bytes that the values take.
  public var memory: Int {
    switch self {
    case .numbers(let numbers): numbers.count * MemoryLayout<Double>.stride
    case .text(let text): text.memory
    case .booleans(let booleans): booleans.count * MemoryLayout<Bool?>.stride
    case .dates(let dates): dates.memory
    }
  }

  func selecting(rows: [Int]) -> ColumnValues {
    switch self {
    case .numbers(let numbers): .numbers(rows.map { numbers[$0] })
    case .text(let text): .text(text.selecting(rows: rows))
    case .booleans(let booleans): .booleans(rows.map { booleans[$0] })
    case .dates(let dates): .dates(dates.selecting(rows: rows))
    }
  }
}

extension ColumnValues: Equatable {
  /// Equal types and values; a missing number equals a missing number.
  public static func == (a: ColumnValues, b: ColumnValues) -> Bool {
    switch (a, b) {
    case (.numbers(let a), .numbers(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
    case (.text(let a), .text(let b)): a == b
    case (.booleans(let a), .booleans(let b)): a == b
    case (.dates(let a), .dates(let b)): a == b
    default: false
    }
  }
}
