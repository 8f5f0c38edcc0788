import Machine

/// Rows with their classes, sorted by each column once: trees are grown from all of them or from a part.
public struct TreeSample: Sendable {
  /// d columns of n values.
  public let columns: [TreeColumn]
  /// The class of each row, 0 ..< `classCount`.
  public let labels: [Int]
  public let classCount: Int
  /// The same, small: it is looked up row by row in the order of each column.
  let classes: [Int32]
  /// For each column the rows in use: rising by value with missing ones last, or by row for categories.
  let orders: [[RankedRow]]

  /// - Precondition: columns and labels have one length.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d·n log n).
  public init(
    columns: [TreeColumn], labels: [Int], classCount: Int, context: ComputeContext = .plain
  ) throws(CancellationError) {
    precondition(columns.allSatisfy { $0.count == labels.count }, "a value and a class for each row")
    precondition(labels.allSatisfy { (0..<classCount).contains($0) }, "classes are counted from 0")
    self.columns = columns
    self.labels = labels
    self.classCount = classCount
    classes = labels.map { Int32($0) }
    orders = try parallelItems(columns, context: context) { (column, context) throws(CancellationError) in
      try Self.order(of: column, context: context)
    }
  }

  private init(_ whole: TreeSample, orders: [[RankedRow]]) {
    columns = whole.columns
    labels = whole.labels
    classes = whole.classes
    classCount = whole.classCount
    self.orders = orders
  }

  /// The sample of those rows for which `keeps` is true.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d·n).
  public func keeping(_ keeps: [Bool], context: ComputeContext = .plain) throws(CancellationError) -> TreeSample {
    let kept = try parallelMap(count: orders.count, chunkSize: 1, context: context) { range, _ in
      orders[range.lowerBound].filter { keeps[Int($0.row)] }
    }
    return TreeSample(self, orders: kept)
  }

  /// How many of some rows, in the order of a column, answer yes and no; those without a value do neither.
  func answers(to test: TreeSplit.Test, about column: Int, _ rows: ArraySlice<RankedRow>) -> (yes: Int, no: Int) {
    switch (columns[column], test) {
    case (.numbers(let values), .atMost(let threshold)):
      let present = rows.firstPlace { $0.isMissing } - rows.startIndex
      let yes = rows.firstPlace { $0.isMissing || values[Int($0.row)] > threshold } - rows.startIndex
      return (yes, present - yes)
    case (.categories(let codes, _), .isCategory(let category)):
      let yes = rows.count { codes[Int($0.row)] == Int32(category) }
      return (yes, rows.count { codes[Int($0.row)] >= 0 } - yes)
    default: preconditionFailure("a threshold is for numbers, a category for categories")
    }
  }

  private static func order(of column: TreeColumn, context: ComputeContext) throws(CancellationError) -> [RankedRow] {
    let rows = (0..<column.count).map { Int32($0) }
    guard case .numbers(let values) = column else { return rows.map { RankedRow(row: $0, rank: 0) } }
    let present = rows.filter { !values[Int($0)].isNaN }
    var order: [RankedRow] = []
    order.reserveCapacity(rows.count)
    var (rank, last) = (Int32(-1), Double.nan)
    for place in try risingOrder(of: present.map { values[Int($0)] }, context: context) {
      let row = present[Int(place)]
      // Not equal to the NaN before the first.
      if values[Int(row)] != last { (rank, last) = (rank + 1, values[Int(row)]) }
      order.append(RankedRow(row: row, rank: rank))
    }
    for row in rows where values[Int(row)].isNaN { order.append(RankedRow(row: row, rank: RankedRow.missing)) }
    return order
  }
}
