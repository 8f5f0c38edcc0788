import Analysis

/// The values of one subject, sorted within each segment: what every statistic is read from.
///
/// Missing and infinite values are left out of all of them.
struct SubjectValues: Sendable {
  /// Rising; segment s at `segments[s - 1]`.
  let segments: [[Double]]
  /// Rising, of all segments together.
  let everyone: [Double]
  /// Wins of each segment over the others, ties counting half, over the pairs; NaN where there is no pair.
  let superiority: [Double]

  /// - Parameters:
  ///   - values: for each row of the table.
  ///   - rows: the rows of the table that are in a segment, and `labels` the segment (1…k) of each.
  /// - Complexity: O(n log n).
  init(_ values: [Double], rows: [Int], labels: [Int], k: Int) {
    var kept: [(value: Double, segment: Int)] = []
    kept.reserveCapacity(rows.count)
    for (row, label) in zip(rows, labels) where values[row].isFinite { kept.append((values[row], label - 1)) }
    kept.sort { $0.value < $1.value }
    var segments = [[Double]](repeating: [], count: k)
    for (value, segment) in kept { segments[segment].append(value) }
    self.segments = segments
    everyone = kept.map(\.value)
    superiority = Self.superiority(kept, sizes: segments.map(\.count))
  }

  /// By ranks: the sum of a segment's midranks, less what it would be within itself, counts its wins.
  ///
  /// A. Vargha and H. D. Delaney (2000), doi:10.3102/10769986025002101; H. B. Mann and D. R. Whitney (1947).
  private static func superiority(_ sorted: [(value: Double, segment: Int)], sizes: [Int]) -> [Double] {
    var rankSums = [Double](repeating: 0, count: sizes.count)
    var start = 0
    while start < sorted.count {
      var end = start + 1
      while end < sorted.count, sorted[end].value == sorted[start].value { end += 1 }
      let rank = Double(start + end + 1) / 2
      for i in start..<end { rankSums[sorted[i].segment] += rank }
      start = end
    }
    return zip(rankSums, sizes).map { sum, size in
      let wins = sum - Double(size) * Double(size + 1) / 2
      let pairs = Double(size) * Double(sorted.count - size)
      return pairs > 0 ? wins / pairs : .nan
    }
  }

  /// The statistic of a segment (1…k), of everyone when nil; nil where it is not defined.
  func statistic(_ statistic: Statistic, segment: Int?) -> Double? {
    let sorted = segment.map { segments[$0 - 1] } ?? everyone
    guard let smallest = sorted.first else { return nil }
    let value: Double
    switch statistic {
    case .median: value = quantile(sorted: sorted, 0.5)
    // A sum that rounds must not give a constant column another mean.
    case .mean: value = smallest == sorted[sorted.count - 1] ? smallest : mean(sorted)
    case .shareAbove(let bound): value = Double(sorted.count - place(in: sorted) { $0 > bound }) / Double(sorted.count)
    case .shareFrom(let bound): value = Double(sorted.count - place(in: sorted) { $0 >= bound }) / Double(sorted.count)
    case .shareBelow(let bound): value = Double(place(in: sorted) { $0 >= bound }) / Double(sorted.count)
    case .shareTo(let bound): value = Double(place(in: sorted) { $0 > bound }) / Double(sorted.count)
    case .totalShare: value = Self.total(sorted) / Self.total(everyone)
    case .superiority: value = segment.map { superiority[$0 - 1] } ?? 0.5
    case .size, .share, .silhouette, .misplaced: return nil
    }
    return value.isFinite ? value : nil
  }

  /// How many of rising values come before the first one that `holds`.
  private func place(in sorted: [Double], _ holds: (Double) -> Bool) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if holds(sorted[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func total(_ values: [Double]) -> Double { values.reduce(0) { $0 + max(0, $1) } }
}
