/// A dense matrix of doubles, n × d, row-major: a row is an observation, a column a feature.
public struct Matrix: Sendable, Equatable {
  public let rowCount: Int
  public let columnCount: Int
  /// The elements row by row, `rowCount * columnCount` of them.
  public var elements: [Double]

  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(elements.count == rowCount * columnCount, "a matrix needs rows × columns elements")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: [Double](repeating: value, count: rowCount * columnCount))
  }

  /// Sets columns of equal length side by side.
  public init(columns: [[Double]]) {
    let n = columns.first?.count ?? 0
    self.init(rowCount: n, columnCount: columns.count)
    for (j, column) in columns.enumerated() {
      precondition(column.count == n, "columns of a matrix have one length")
      for i in 0..<n { elements[i * columns.count + j] = column[i] }
    }
  }

  public subscript(row: Int, column: Int) -> Double {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  public func row(_ i: Int) -> ArraySlice<Double> {
    elements[i * columnCount..<(i + 1) * columnCount]
  }

  public func column(_ j: Int) -> [Double] {
    (0..<rowCount).map { self[$0, j] }
  }

  /// The matrix of some rows, in the order given.
  package func selecting(rows: [Int]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * columnCount)
    for row in rows { elements += self.row(row) }
    return Matrix(rowCount: rows.count, columnCount: columnCount, elements: elements)
  }
}
