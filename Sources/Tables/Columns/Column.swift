import Wording

/// A named column of values of one type.
public struct Column: Sendable, Equatable, Codable {
  public var name: String
  public var values: ColumnValues

  public init(name: String, values: ColumnValues) {
    self.name = name
    self.values = values
  }

  /// A column of numbers; NaN is missing.
  public init(name: String, numbers: [Double]) {
    self.init(name: name, values: .numbers(numbers))
  }

  /// A column of text; nil is missing.
  public init(name: String, text: [String?]) {
    self.init(name: name, values: .text(TextColumn(text)))
  }

  /// Number of rows, missing ones included.
  public var count: Int { values.count }

  /// Number of rows without a value.
  public var missingCount: Int { values.missingCount }

  /// The numbers of a numeric column (NaN is missing), nil for any other type.
  public var numbers: [Double]? {
    if case .numbers(let numbers) = values { numbers } else { nil }
  }

  /// The value as an analyst reads it, nil when missing: `1000`, `40.900749`, `C10001`, `true`, `2024-01-31`.
  public func text(at row: Int) -> String? {
    switch values {
    case .numbers(let numbers): numbers[row].isNaN ? nil : shortest(numbers[row])
    case .text(let text): text[row]
    case .booleans(let booleans): booleans[row].map { $0 ? "true" : "false" }
    case .dates(let dates): dates.text(at: row)
    }
  }

  /// True when there is no value in any row.
  public var isEmpty: Bool { values.isAllMissing }

  /// True for text with a value of its own in every row, of at least two rows.
  public var identifiesRows: Bool {
    guard case .text(let text) = values, text.count > 1 else { return false }
    return text.categories.count == text.count && text.missingCount == 0
  }

  /// True when no value is missing and none comes twice.
  public var isUnique: Bool {
    switch values {
    case .numbers(let numbers): missingCount == 0 && Set(numbers).count == count
    case .text(let text): missingCount == 0 && text.categories.count == count
    case .booleans(let booleans): missingCount == 0 && Set(booleans).count == count
    case .dates(let dates): missingCount == 0 && Set(dates.microseconds).count == count
    }
  }

  /// Bytes that the values take.
  public var memory: Int { values.memory }

  /// The column of the given rows, in the given order.
  public func selecting(rows: [Int]) -> Column {
    Column(name: name, values: values.selecting(rows: rows))
  }
}
