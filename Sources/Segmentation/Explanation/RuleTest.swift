import Analysis

/// One elementary test of a rule: a bound, or a category.
struct RuleTest: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case atMost(Double)
    case above(Double)
    case zero
    case nonzero
    case category(Int)
    case notCategory(Int)
  }

  /// The index of the column.
  let column: Int
  let kind: Kind
  /// Whether a row without a value passes.
  let passesMissing: Bool

  /// The answer to a question of a tree.
  init(_ split: TreeSplit, isYes: Bool) {
    column = split.column
    kind =
      switch split.test {
      case .atMost(let threshold): isYes ? .atMost(threshold) : .above(threshold)
      case .isCategory(let category): isYes ? .category(category) : .notCategory(category)
      }
    passesMissing = split.missingGoesLeft == isYes
  }

  init(column: Int, kind: Kind, passesMissing: Bool) {
    self.column = column
    self.kind = kind
    self.passesMissing = passesMissing
  }

  /// For each row whether it passes.
  func passes(_ column: ExplanationColumn) -> [Bool] {
    switch (column.values, kind) {
    case (.numbers(let values), .atMost(let bound)): values.map { $0.isNaN ? passesMissing : $0 <= bound }
    case (.numbers(let values), .above(let bound)): values.map { $0.isNaN ? passesMissing : $0 > bound }
    case (.numbers(let values), .zero): values.map { $0.isNaN ? passesMissing : $0 == 0 }
    case (.numbers(let values), .nonzero): values.map { $0.isNaN ? passesMissing : $0 != 0 }
    case (.categories(let codes, _), .category(let own)):
      codes.map { $0 < 0 ? passesMissing : $0 == Int32(own) }
    case (.categories(let codes, _), .notCategory(let other)):
      codes.map { $0 < 0 ? passesMissing : $0 != Int32(other) }
    default: preconditionFailure("bounds are for numbers, categories for categories")
    }
  }
}
