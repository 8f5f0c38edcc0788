/// Segments numbered 1…k by size, ties by the segment whose first row comes first.
struct SegmentNumbering {
  /// 1…k for each row.
  let labels: [Int]
  /// Rows in segment s at `sizes[s - 1]`.
  let sizes: [Int]

  /// - Parameter clusters: any number for each cluster.
  init(_ clusters: [Int]) {
    var order: [Int] = []
    var counts: [Int: Int] = [:]
    for cluster in clusters {
      if counts[cluster] == nil { order.append(cluster) }
      counts[cluster, default: 0] += 1
    }
    // Swift's sort is stable, so equal sizes stay in the order of their first rows.
    let bySize = order.sorted { counts[$0, default: 0] > counts[$1, default: 0] }
    let numbers = Dictionary(uniqueKeysWithValues: zip(bySize, 1...max(1, bySize.count)))
    labels = clusters.map { numbers[$0, default: 0] }
    sizes = bySize.map { counts[$0, default: 0] }
  }
}
