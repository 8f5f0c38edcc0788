extension Matrix {
  /// The number of different rows, or `limit` as soon as there are so many: mostly after a few more rows than that.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n·d) where rows repeat so often that the limit is not reached.
  public func countOfDistinctRows(upTo limit: Int, context: ComputeContext) throws(CancellationError) -> Int {
    var seen: Set<ArraySlice<Double>> = []
    for i in 0..<rowCount {
      if i % 4096 == 0 { try context.checkCancellation() }
      seen.insert(row(i))
      if seen.count >= limit { break }
    }
    return seen.count
  }
}
