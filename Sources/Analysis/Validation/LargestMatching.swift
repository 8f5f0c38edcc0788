extension ContingencyTable {
  /// The most rows that two partitions can have in clusters of the same name, when the clusters of the second take their
  /// names from those of the first, each name once. What is left must change cluster, however clusters are named.
  ///
  /// The assignment problem: H. W. Kuhn (1955), doi:10.1002/nav.3800020109, solved by shortest augmenting paths as in
  /// R. Jonker and A. Volgenant (1987), doi:10.1007/BF02278710, in whole numbers.
  /// - Returns: the rows; and for each cluster of the second partition the cluster of the first that it is matched with,
  ///   nil where it is matched with none or shares no row with it.
  /// - Complexity: O(k³) time and O(k²) memory, k being the clusters of the larger partition.
  public func largestMatching() -> (rows: Int, partners: [Int?]) {
    let size = max(firstSizes.count, secondSizes.count)
    var shared = [Int](repeating: 0, count: size * size)
    for cell in cells { shared[cell.first * size + cell.second] = cell.count }
    var assignment = Assignment(size: size, gains: shared)
    for row in 0..<size { assignment.assign(row) }
    let partners = secondSizes.indices.map { column -> Int? in
      let row = assignment.rowOfColumn[column]
      return shared[row * size + column] > 0 ? row : nil
    }
    let rows = partners.enumerated().reduce(0) { sum, pair in
      sum + (pair.element.map { shared[$0 * size + pair.offset] } ?? 0)
    }
    return (rows, partners)
  }
}

/// An assignment of rows to columns, one to one, that gains the most; rows join it one after another.
private struct Assignment {
  let size: Int
  /// What row r gains with column c, at `r * size + c`.
  let gains: [Int]
  /// −1 for a column that is free.
  private(set) var rowOfColumn: [Int]
  /// Prices with `rowPrice + columnPrice ≤ −gain` for each pair, and equality for the pairs assigned.
  private var rowPrices: [Int]
  private var columnPrices: [Int]

  init(size: Int, gains: [Int]) {
    self.size = size
    self.gains = gains
    rowOfColumn = [Int](repeating: -1, count: size)
    rowPrices = [Int](repeating: 0, count: size)
    columnPrices = [Int](repeating: 0, count: size)
  }

  /// Takes a row in, along the cheapest path of reassignments to a free column.
  mutating func assign(_ row: Int) {
    var slack = [Int](repeating: .max, count: size)
    // The column before each on its cheapest path, −1 for a path's first.
    var before = [Int](repeating: -1, count: size)
    var isReached = [Bool](repeating: false, count: size)
    var current = -1
    repeat {
      let from = current < 0 ? row : rowOfColumn[current]
      var nearest = -1
      for column in 0..<size where !isReached[column] {
        let cost = -gains[from * size + column] - rowPrices[from] - columnPrices[column]
        if cost < slack[column] {
          slack[column] = cost
          before[column] = current
        }
        if nearest < 0 || slack[column] < slack[nearest] { nearest = column }
      }
      let step = slack[nearest]
      rowPrices[row] += step
      for column in 0..<size {
        if isReached[column] {
          rowPrices[rowOfColumn[column]] += step
          columnPrices[column] -= step
        } else {
          slack[column] -= step
        }
      }
      isReached[nearest] = true
      current = nearest
    } while rowOfColumn[current] >= 0
    while current >= 0 {
      let previous = before[current]
      rowOfColumn[current] = previous < 0 ? row : rowOfColumn[previous]
      current = previous
    }
  }
}
