/// A column that a decision tree may ask about: numbers, or a few categories.
public enum TreeColumn: Sendable, Equatable {
  /// NaN is missing; infinities are values.
  case numbers([Double])
  /// A code for each row, 0 ..< `count`; −1 is missing.
  case categories([Int32], count: Int)

  /// The number of rows.
  public var count: Int {
    switch self {
    case .numbers(let values): values.count
    case .categories(let codes, _): codes.count
    }
  }
}

/// A question with two answers about one column; “yes” goes to the left.
public struct TreeSplit: Sendable, Equatable {
  public enum Test: Sendable, Equatable {
    /// The number is at most this.
    case atMost(Double)
    /// The category is this one.
    case isCategory(Int)
  }

  /// The index of the column.
  public let column: Int
  public let test: Test
  /// Where a row without a value goes: with the majority of those that have one.
  public let missingGoesLeft: Bool

  public init(column: Int, test: Test, missingGoesLeft: Bool) {
    self.column = column
    self.test = test
    self.missingGoesLeft = missingGoesLeft
  }

  /// Whether a row's answer is yes.
  public func goesLeft(_ row: Int, _ columns: [TreeColumn]) -> Bool {
    switch (columns[column], test) {
    case (.numbers(let values), .atMost(let threshold)):
      values[row].isNaN ? missingGoesLeft : values[row] <= threshold
    case (.categories(let codes, _), .isCategory(let category)):
      codes[row] < 0 ? missingGoesLeft : codes[row] == Int32(category)
    default: preconditionFailure("a threshold is for numbers, a category for categories")
    }
  }

  /// Calls `body` with each of some rows and whether its answer is yes.
  @inline(__always)
  func forEachAnswer(
    of rows: some Sequence<Int32>, _ columns: [TreeColumn], _ body: (_ row: Int32, _ isYes: Bool) -> Void
  ) {
    switch (columns[column], test) {
    case (.numbers(let values), .atMost(let threshold)):
      for row in rows {
        let value = values[Int(row)]
        body(row, value.isNaN ? missingGoesLeft : value <= threshold)
      }
    case (.categories(let codes, _), .isCategory(let category)):
      for row in rows {
        let code = codes[Int(row)]
        body(row, code < 0 ? missingGoesLeft : code == Int32(category))
      }
    default: preconditionFailure("a threshold is for numbers, a category for categories")
    }
  }
}
