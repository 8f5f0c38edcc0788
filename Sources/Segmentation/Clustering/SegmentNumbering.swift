import Analysis

/// Segments numbered 1…k by size, rows in no cluster 0; ties by the segment whose first row comes first.
///
/// Prepared rows are in the order of their values, so that of two segments of one size the one with the least row, read from the
/// first column on, has the lower number, in whatever order the customers came.
struct SegmentNumbering {
  /// 1…k for each row, 0 for one in no cluster.
  let labels: [Int]
  /// Rows in segment s at `sizes[s - 1]`.
  let sizes: [Int]

  /// - Parameter clusters: any number from 0 for each cluster, `Grouping.none` for rows in none.
  init(_ clusters: [Int]) {
    let clusters = LabelNumbers(clusters)
    let noise = clusters.noise
    var order: [Int] = []
    var counts = [Int](repeating: 0, count: clusters.count)
    for cluster in clusters.numbers {
      if counts[cluster] == 0, cluster != noise { order.append(cluster) }
      counts[cluster] += 1
    }
    // Swift's sort is stable, so equal sizes stay in the order of their first rows.
    let bySize = order.sorted { counts[$0] > counts[$1] }
    var numbers = [Int](repeating: 0, count: clusters.count)
    for (place, cluster) in bySize.enumerated() { numbers[cluster] = place + 1 }
    labels = clusters.numbers.map { numbers[$0] }
    sizes = bySize.map { counts[$0] }
  }

  /// The segment of each cluster.
  /// - Parameter clusters: those that were numbered.
  func segments(of clusters: [Int]) -> [Int: Int] {
    var segments: [Int: Int] = [:]
    // Once all are known, the other rows need no look.
    for (cluster, label) in zip(clusters, labels) where label > 0 {
      if segments.count == sizes.count { break }
      segments[cluster] = label
    }
    return segments
  }
}
