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
  /// - Complexity: O(n·d + n log n).
  init(of matrix: Matrix, context: ComputeContext) throws(CancellationError) {
    let (n, d) = (matrix.rowCount, matrix.columnCount)
    let hashes = try parallelMap(count: n, context: context) { rows, _ in rows.map { matrix.hashOfRow($0) } }
      .flatMap { $0 }
    let order = (0..<n).sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    var groups: [[Int]] = []
    var start = 0
    while start < n {
      if groups.count % 4096 == 0 { try context.checkCancellation() }
      var end = start + 1
      while end < n && hashes[order[end]] == hashes[order[start]] { end += 1 }
      groups += equalRows(among: order[start..<end], of: matrix)
      start = end
    }
    groups.sort { $0[$0.count - 1] < $1[$1.count - 1] }

    var elements: [Double] = []
    elements.reserveCapacity(groups.count * d)
    for group in groups { elements += matrix.row(group[0]) }
    points = Matrix(rowCount: groups.count, columnCount: d, elements: elements)
    counts = groups.map(\.count)
    labels = groups.map { $0[$0.count - 1] }
    merges = groups.flatMap { group in
      zip(group, group.dropFirst()).map { LabelledMerge(low: $0, high: $1, height: 0) }
    }
  }
}

/// The rows in groups of equal ones; they arrive rising and stay so. Rows with one hash are nearly always equal.
private func equalRows(among rows: ArraySlice<Int>, of matrix: Matrix) -> [[Int]] {
  var groups: [[Int]] = []
  for row in rows {
    if let group = groups.firstIndex(where: { matrix.row($0[0]).elementsEqual(matrix.row(row)) }) {
      groups[group].append(row)
    } else {
      groups.append([row])
    }
  }
  return groups
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
}
