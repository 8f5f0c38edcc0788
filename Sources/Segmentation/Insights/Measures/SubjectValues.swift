import Analysis

/// The values of one subject, sorted within each segment: what every statistic is read from.
///
/// Missing and infinite values are left out of all of them.
struct SubjectValues: Sendable {
  /// Rising; segment s at `segments[s - 1]`.
  let segments: [[Double]]
  /// Rising, of all segments and of rows in none.
  let everyone: [Double]
  /// Wins of each segment over the others, ties counting half, over the pairs; NaN where there is no pair.
  let superiority: [Double]

  /// Sums of each segment, and of everyone: rules ask for them many times.
  private let sums: [Sums]
  private let sumsOfEveryone: Sums

  /// - Parameters:
  ///   - values: for each row of the table.
  ///   - rows: the prepared rows of the table, and `labels` the segment (1…k) of each, 0 for one in none.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n log n + n·k).
  init(
    _ values: [Double], rows: [Int], labels: [Int], k: Int, context: ComputeContext = .plain
  ) throws(CancellationError) {
    var parts = [[Double]](repeating: [], count: k)
    var outside: [Double] = []
    for (row, label) in zip(rows, labels) where values[row].isFinite {
      if label > 0 { parts[label - 1].append(values[row]) } else { outside.append(values[row]) }
    }
    var segments: [[Double]] = []
    for part in parts { segments.append(try rising(part, context: context)) }
    let everyone = try rising(segments.flatMap(\.self) + outside, context: context)
    superiority = try Self.superiority(segments, among: everyone, context: context)
    var sums: [Sums] = []
    for segment in segments {
      try context.checkCancellation()
      sums.append(Sums(segment))
    }
    self.sums = sums
    sumsOfEveryone = Sums(everyone)
    self.segments = segments
    self.everyone = everyone
  }

  /// What takes a pass over the values.
  private struct Sums {
    let mean: Double
    /// With divisor n − 1.
    let variance: Double
    /// Of what lies above zero.
    let total: Double

    init(_ sorted: [Double]) {
      // A sum that rounds must not give a constant column another mean.
      mean = sorted.first == sorted.last ? sorted.first ?? .nan : Analysis.mean(sorted)
      variance = Analysis.variance(sorted)
      total = sorted.reduce(0) { $0 + max(0, $1) }
    }
  }

  /// The variance of a segment (1…k), with divisor n − 1.
  func variance(of segment: Int) -> Double { sums[segment - 1].variance }

  /// By ranks: the sum of a segment's midranks, less what it would be within itself, counts its wins.
  ///
  /// A. Vargha and H. D. Delaney (2000), doi:10.3102/10769986025002101; H. B. Mann and D. R. Whitney (1947).
  private static func superiority(
    _ segments: [[Double]], among sorted: [Double], context: ComputeContext
  ) throws(CancellationError) -> [Double] {
    var result: [Double] = []
    for segment in segments {
      try context.checkCancellation()
      let wins = rankSum(of: segment, among: sorted) - Double(segment.count) * Double(segment.count + 1) / 2
      let pairs = Double(segment.count) * Double(sorted.count - segment.count)
      result.append(pairs > 0 ? wins / pairs : .nan)
    }
    return result
  }

  /// The sum of the midranks that rising values have among all; whole numbers and halves, so it is exact.
  private static func rankSum(of values: [Double], among sorted: [Double]) -> Double {
    var sum = 0.0
    var (place, start) = (0, 0)
    while place < values.count {
      let value = values[place]
      while sorted[start] < value { start += 1 }
      var end = start
      while end < sorted.count, sorted[end] == value { end += 1 }
      while place < values.count, values[place] == value {
        sum += Double(start + end + 1) / 2
        place += 1
      }
      start = end
    }
    return sum
  }

  /// The statistic of a segment (1…k), of everyone when nil; nil where it is not defined.
  func statistic(_ statistic: Statistic, segment: Int?) -> Double? {
    let sorted = segment.map { segments[$0 - 1] } ?? everyone
    guard !sorted.isEmpty else { return nil }
    let sums = segment.map { self.sums[$0 - 1] } ?? sumsOfEveryone
    let value: Double
    switch statistic {
    case .median: value = quantile(sorted: sorted, 0.5)
    case .mean: value = sums.mean
    case .shareAbove(let bound): value = Double(sorted.count - place(in: sorted) { $0 > bound }) / Double(sorted.count)
    case .shareFrom(let bound): value = Double(sorted.count - place(in: sorted) { $0 >= bound }) / Double(sorted.count)
    case .shareBelow(let bound): value = Double(place(in: sorted) { $0 >= bound }) / Double(sorted.count)
    case .shareTo(let bound): value = Double(place(in: sorted) { $0 > bound }) / Double(sorted.count)
    case .totalShare: value = sums.total / sumsOfEveryone.total
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
}
