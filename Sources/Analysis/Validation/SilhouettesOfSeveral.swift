import Machine

/// The silhouettes of several partitions of the same rows, for the price of one where they are alike.
///
/// Distances are summed once, by the cells that the partitions cut the rows into together; a cluster's sum is that of
/// its cells. Cuts of one tree have no more cells than the finest of them. Each result is
/// `silhouette(of:labels:context:)`'s up to the rounding of sums taken in another order.
/// - Parameters:
///   - partitions: a cluster for each row, from 0, in each of them.
/// - Throws: as `silhouette(of:labels:context:)` does, for the first partition that gives cause.
/// - Complexity: O(n²·d) time and O(n·(d + partitions)) memory; O(n²·d) for each partition where they have little in
///   common.
public func silhouettes(
  of matrix: Matrix, partitions: [[Int]], context: ComputeContext
) throws -> [Silhouette] {
  let parts = try partitions.map { try Partition(labels: $0, of: matrix) }
  let n = matrix.rowCount
  let cells = labelsByFirstAppearance((0..<n).map { row in parts.map { $0.clusters[row] } })
  let cellCount = (cells.max() ?? -1) + 1
  // Cells are laid out in blocks of eight rows: with cells about as small, going over the rows once would save nothing.
  guard parts.count > 1, cellCount >= 2, cellCount * 8 <= n else {
    return try partitions.enumerated().map { i, labels in
      let share = Double(partitions.count)
      return try silhouette(
        of: matrix, labels: labels, context: context.part(Double(i) / share...Double(i + 1) / share))
    }
  }
  let layout = try ClusteredBlocks(
    matrix.scaledForSquares().matrix, try Partition(labels: cells, of: matrix), context: context)
  // For each partition, the cluster that a cell lies in.
  var clusterOf = parts.map { _ in [Int](repeating: 0, count: cellCount) }
  for row in 0..<n { for p in parts.indices { clusterOf[p][cells[row]] = parts[p].clusters[row] } }
  let clusters = clusterOf
  var values = [Double](repeating: 0, count: n * parts.count)
  var neighbours = [Int](repeating: 0, count: n * parts.count)
  let mostClusters = parts.map(\.k).max() ?? 0
  try values.withDisjointSlots { (values) throws(CancellationError) in
    try neighbours.withDisjointSlots { (neighbours) throws(CancellationError) in
      try layout.forEachRow(context: context) { row, cellSums in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: mostClusters) { sums in
          guard let sums = sums.baseAddress else { return }
          for p in parts.indices {
            sums.initialize(repeating: 0, count: parts[p].k)
            for cell in 0..<cellCount { sums[clusters[p][cell]] += cellSums[cell] }
            let (value, other) = silhouetteValue(of: parts[p].clusters[row], sums: sums, sizes: parts[p].sizes)
            values[p * n + row] = value
            neighbours[p * n + row] = other
          }
        }
      }
    }
  }
  return parts.indices.map { p in
    let names = Set(partitions[p]).sorted()
    let own = Array(values[p * n..<(p + 1) * n])
    return Silhouette(
      values: own, neighbours: neighbours[p * n..<(p + 1) * n].map { names[$0] }, mean: mean(own))
  }
}
