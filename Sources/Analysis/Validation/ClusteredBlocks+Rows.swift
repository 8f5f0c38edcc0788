import Machine

extension ClusteredBlocks {
  /// Gives `body` each row with its sums of distances to the rows of each cluster, on several threads at once.
  ///
  /// Each pair is measured once while the sums of all rows fit in modest memory, and twice for partitions so fine that they do not.
  /// - Parameter keepsSums: true where they are to be kept all the same.
  /// - Throws: `CancellationError`.
  func forEachRow(
    keepsSums: Bool = false, context: ComputeContext, _ body: @Sendable (Int, UnsafePointer<Double>) -> Void
  ) throws(CancellationError) {
    guard keepsSums || DistanceSums.isAffordable(clusters: clusterCount) else {
      // Some five milliseconds of distances in a chunk.
      let chunk = max(1, 40_000_000 / dimension / (blockCount * 64))
      return try parallelChunks(count: blockCount, chunkSize: chunk, reportsProgress: true, context: context) {
        blocks, _ in forEachRow(in: blocks, body)
      }
    }
    let sums = try DistanceSums(self, context: context)
    try parallelChunks(count: blockCount, context: context) { blocks, _ in sums.forEachRow(in: blocks, body) }
  }

  /// Gives `body` the rows of `blocks` with their sums, in memory for four rows.
  private func forEachRow(in blocks: Range<Int>, _ body: (Int, UnsafePointer<Double>) -> Void) {
    var sums = [Double](repeating: 0, count: 4 * clusterCount)
    for block in blocks {
      for half in 0..<2 {
        forEachRun(of: 0..<blockCount) { run, cluster in
          let four = summedDistances(ofHalf: half, of: block, to: run)
          for row in 0..<4 { sums[row * clusterCount + cluster] = four[row] }
        }
        let first = 4 * half
        for lane in first..<max(first, min(first + 4, pointsInBlock[block])) {
          sums.withUnsafeBufferPointer { sums in
            guard let base = sums.baseAddress else { return }
            body(rowAtPlace[block * 8 + lane], base + (lane - first) * clusterCount)
          }
        }
      }
    }
  }

  private func summedDistances(ofHalf half: Int, of block: Int, to others: Range<Int>) -> SIMD4<Double> {
    var sum = FourByEight()
    for other in others {
      var distances = distances(ofHalf: half, of: block, to: other)
      if pointsInBlock[other] < 8 { distances.clear(where: vacant(other)) }
      sum += distances
    }
    return sum.orderedSums
  }
}
