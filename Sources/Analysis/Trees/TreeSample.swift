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
    orders = try parallelMap(count: columns.count, chunkSize: 1, reportsProgress: true, context: context) {
      range, _ in Self.order(of: columns[range.lowerBound])
    }
  }

  private init(_ whole: TreeSample, orders: [[Int32]]) {
    columns = whole.columns
    labels = whole.labels
    classCount = whole.classCount
    self.orders = orders
  }

  /// The sample of those rows for which `keeps` is true.
  /// - Complexity: O(d·n).
  public func keeping(_ keeps: [Bool]) -> TreeSample {
    TreeSample(self, orders: orders.map { order in order.filter { keeps[Int($0)] } })
  }

  private static func order(of column: TreeColumn) -> [Int32] {
    let rows = (0..<column.count).map { Int32($0) }
    guard case .numbers(let values) = column else { return rows }
    let missing = rows.filter { values[Int($0)].isNaN }
    let present = rows.filter { !values[Int($0)].isNaN }
      .sorted { a, b in
        let (x, y) = (values[Int(a)], values[Int(b)])
        return x == y ? a < b : x < y
      }
    return present + missing
  }
}
