extension TSNE.Parameters {
  /// About how many bytes a map of so many rows takes at its peak, the rows themselves not counted.
  ///
  /// The peak is where affinities are made symmetric: for each of a row's 3 · perplexity neighbours 12 bytes, 4 for the way
  /// back, and 8 for each of some one and a half times as many pairs. Besides, the rows in the order of the tree, and up to
  /// eight grids.
  public func memory(rows: Int, columns: Int) -> Int {
    let neighbours = max(1, min(rows - 1, Int(3 * min(perplexity, 1e6))))
    return rows * (28 * neighbours + 8 * columns + 220) + min(rows, 260_000) * 1000
  }

  /// - Throws: `TSNEError.memory` where `available` bytes are too few.
  func checkMemory(rows: Int, columns: Int, available: Int?) throws(TSNEError) {
    let needed = memory(rows: rows, columns: columns)
    guard let available, needed > available else { return }
    let fitting = Int(Double(rows) * Double(available) / Double(needed))
    throw .memory(rows: rows, needed: needed, available: available, fitting: fitting)
  }
}
