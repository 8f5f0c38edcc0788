/// The rows of a matrix without their repetitions.
///
/// Equal rows are the ties of real life: every linkage merges them first, at height 0. Taking them together
/// beforehand does that in the order of the rule for ties, and leaves the algorithms with fewer points.
struct DistinctRows {
  /// The different rows, ordered by label.
  let points: Matrix
  /// How often each occurs.
  let counts: [Int]
  /// The label of each: the last row at which it occurs. Rising.
  let labels: [Int]
  /// The merges of equal rows.
  let merges: [LabelledMerge]

  /// - Throws: `CancellationError`.
  /// - Complexity: O(n·d).
  init(of matrix: Matrix, context: ComputeContext) throws(CancellationError) {
    let n = matrix.rowCount
    let next = try nextEqualRows(of: matrix, context)
    var occurrences = [Int](repeating: 1, count: n)
    var merges: [LabelledMerge] = []
    var labels: [Int] = []
    try forEachStretch(of: n, context) { rows in
      for row in rows {
        if next[row] < 0 {
          labels.append(row)
        } else {
          merges.append(LabelledMerge(low: row, high: next[row], height: 0))
          occurrences[next[row]] += occurrences[row]
        }
      }
    }
    counts = merges.isEmpty ? occurrences : labels.map { occurrences[$0] }
    points = merges.isEmpty ? matrix : try matrix.rows(labels, context: context)
    self.labels = labels
    self.merges = merges
  }
}

/// For each row the next one that is equal to it; -1 for none.
private func nextEqualRows(of matrix: Matrix, _ context: ComputeContext) throws(CancellationError) -> [Int] {
  let n = matrix.rowCount
  let hashes = try [UInt64](items: n, chunkSize: 1 << 13, context: context) { rows, hashes in
    for row in rows { hashes[row] = matrix.hashOfRow(row) }
  }
  let order = try ascendingOrder(of: hashes, context: context)
  var next = [Int](repeating: -1, count: n)
  var start = 0
  try forEachStretch(of: n, context) { stretch in
    for end in stretch.lowerBound + 1...stretch.upperBound
    where end == n || hashes[order[end]] != hashes[order[start]] {
      if end - start > 1 { link(equalRowsAmong: order[start..<end], of: matrix, &next) }
      start = end
    }
  }
  return next
}

/// Makes each row that is followed by equal ones point to the first of them; the rows arrive rising. Rows with one hash are
/// nearly always equal.
private func link(equalRowsAmong rows: ArraySlice<Int>, of matrix: Matrix, _ next: inout [Int]) {
  var latest: [Int] = []
  for row in rows {
    if let group = latest.firstIndex(where: { matrix.row($0).elementsEqual(matrix.row(row)) }) {
      next[latest[group]] = row
      latest[group] = row
    } else {
      latest.append(row)
    }
  }
}

extension Matrix {
  /// Equal for rows that are equal, −0 being 0.
  fileprivate func hashOfRow(_ i: Int) -> UInt64 {
    var hash: UInt64 = 0
    for j in 0..<columnCount {
      hash = (hash ^ (elements[i * columnCount + j] + 0).bitPattern) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return hash
  }

  /// Some of the rows, in the given order.
  func rows(_ order: [Int], context: ComputeContext) throws(CancellationError) -> Matrix {
    let d = columnCount
    let selected = try [Double](
      items: order.count, width: d, chunkSize: 1 << 13, context: context
    ) { places, selected in
      elements.withUnsafeBufferPointer { elements in
        // Invariant: `order` names rows of this matrix.
        for place in places {
          for f in 0..<d { selected[place * d + f] = elements[order[place] * d + f] }
        }
      }
    }
    return Matrix(rowCount: order.count, columnCount: d, elements: selected)
  }
}
