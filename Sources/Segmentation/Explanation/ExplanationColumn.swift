import Analysis
import Tables

/// A column of the table as rules speak of it: its values for the rows in segments, and what they look like.
public struct ExplanationColumn: Sendable, Equatable {
  public let name: String
  /// A value for each row in a segment, as it stands in the table.
  public let values: TreeColumn
  /// What the codes of categories stand for; empty for numbers.
  let categories: [String]
  /// Numbers without fractions.
  let isWhole: Bool
  /// Of the values that are there; NaN for categories.
  let minimum: Double
  let maximum: Double
  let hasMissing: Bool
  /// How the numbers are written.
  let notation: NumberNotation

  /// - Parameters:
  ///   - rows: of the table.
  ///   - notation: how its numbers are written.
  /// - Returns: nil for dates, and for text with more than `Recipe.largestCategoryCount` values.
  public init?(_ column: Column, rows: [Int], notation: NumberNotation = .measure) {
    switch column.values {
    case .numbers(let numbers): self.init(column.name, numbers: rows.map { numbers[$0] }, notation)
    case .text(let text):
      guard text.categories.count <= Recipe.largestCategoryCount else { return nil }
      // Between splits that are equally good the first category decides: it must not be the one that the file has first.
      let names = text.categories.sorted()
      let codes = text.categories.map { name in Int32(names.firstIndex(of: name) ?? 0) }
      self.init(
        column.name, codes: rows.map { text.codes[$0] < 0 ? -1 : codes[Int(text.codes[$0])] }, categories: names)
    case .booleans(let values):
      let codes = rows.map { row in values[row].map { $0 ? Int32(1) : 0 } ?? -1 }
      self.init(column.name, codes: codes, categories: ["false", "true"])
    case .dates: return nil
    }
  }

  private init(_ name: String, numbers: [Double], _ notation: NumberNotation) {
    self.notation = notation
    let present = numbers.filter { !$0.isNaN }
    self.name = name
    values = .numbers(numbers)
    categories = []
    isWhole = present.allSatisfy { $0 == $0.rounded() && abs($0) < 1e15 }
    minimum = present.min() ?? .nan
    maximum = present.max() ?? .nan
    hasMissing = present.count < numbers.count
  }

  private init(_ name: String, codes: [Int32], categories: [String]) {
    notation = .measure
    self.name = name
    self.categories = categories
    values = .categories(codes, count: categories.count)
    isWhole = false
    minimum = .nan
    maximum = .nan
    hasMissing = codes.contains { $0 < 0 }
  }

  /// The columns that the features were made of, in the table's order.
  /// - Throws: `CancellationError`.
  static func ofFeatures(
    _ segmentation: CustomerSegmentation, _ table: Table, context: ComputeContext
  ) throws(CancellationError) -> [ExplanationColumn] {
    let used = Set(segmentation.preparation.transforms.map(\.column))
    let rows = segmentation.placedTableRows()
    var columns: [ExplanationColumn] = []
    for column in table.columns where used.contains(column.name) {
      try context.checkCancellation()
      if let column = ExplanationColumn(column, rows: rows, notation: table.notation(of: column.name)) {
        columns.append(column)
      }
    }
    return columns
  }
}
