import Machine

/// Rows with their classes, sorted by each column once: trees are grown from all of them or from a part.
public struct TreeSample: Sendable {
  /// d columns of n values.
  public let columns: [TreeColumn]
  /// The class of each row, 0 ..< `classCount`.
  public let labels: [Int]
  public let classCount: Int
  /// For each column the rows in use: rising by value with missing ones last, or by row for categories.
  let orders: [[Int32]]

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
    var orders: [[Int32]] = []
    for (place, column) in columns.enumerated() {
      try context.checkpoint(Double(place) / Double(columns.count))
      orders.append(try Self.order(of: column, context: context))
    }
    self.orders = orders
  }

  private init(_ whole: TreeSample, orders: [[Int32]]) {
    columns = whole.columns
    labels = whole.labels
    classCount = whole.classCount
    self.orders = orders
  }

  /// The sample of those rows for which `keeps` is true.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d·n).
  public func keeping(_ keeps: [Bool], context: ComputeContext = .plain) throws(CancellationError) -> TreeSample {
    let kept = try parallelMap(count: orders.count, chunkSize: 1, context: context) { range, _ in
      orders[range.lowerBound].filter { keeps[Int($0)] }
    }
    return TreeSample(self, orders: kept)
  }

  private static func order(of column: TreeColumn, context: ComputeContext) throws(CancellationError) -> [Int32] {
    let rows = (0..<column.count).map { Int32($0) }
    guard case .numbers(let values) = column else { return rows }
    let missing = rows.filter { values[Int($0)].isNaN }
    let present = rows.filter { !values[Int($0)].isNaN }
    let order = try risingOrder(of: present.map { values[Int($0)] }, context: context)
    return order.map { present[Int($0)] } + missing
  }
}
