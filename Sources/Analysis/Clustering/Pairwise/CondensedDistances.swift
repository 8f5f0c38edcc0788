/// How the distances of two clusters to a third become the distance of the two together.
enum Combination: Sendable {
  /// The larger one (complete linkage).
  case largest
  /// The sum: for average linkage the sums of distances are carried along, and divided by the pairs when read.
  case sum

  @inline(__always)
  func callAsFunction(_ a: Double, _ b: Double) -> Double {
    switch self {
    case .largest: max(a, b)
    case .sum: a + b
    }
  }
}

/// The distances of all pairs of clusters, each pair once: row i holds those to i + 1, i + 2, …
///
/// Clusters are ordered by label, and a merged cluster takes the place of its part with the higher label, so that order stays.
struct CondensedDistances {
  private(set) var count: Int
  /// Element (i, j), i < j, at `start(i) + j`. When clusters have merged the end is not in use.
  private(set) var elements: [Double]
  let combination: Combination
  /// What an element has to be multiplied by, one factor for each of its two clusters: 1/size when sums are carried along.
  private(set) var weights: [Double]
  private(set) var sizes: [Double]
  /// See `LabelledMerge`.
  private(set) var labels: [Int]

  static func memory(for count: Int) -> Int { count * (count - 1) / 2 * MemoryLayout<Double>.stride }

  /// Computes the distances of the clusters of the first round.
  init(
    _ rows: DistinctRows, _ pairs: FirstPairs, combination: Combination, context: ComputeContext
  ) throws(CancellationError) {
    count = pairs.count
    labels = pairs.points.map { rows.labels[$0] }
    sizes = zip(pairs.points, pairs.partners).map { Double(rows.counts[$0] + ($1 < 0 ? 0 : rows.counts[$1])) }
    self.combination = combination
    weights = sizes.map { combination == .sum ? 1 / $0 : 1 }
    elements = try FirstDistances(of: rows, pairs, combination).condensed(context: context)
  }

  /// Where row i would hold the element of column 0.
  @inline(__always)
  func start(_ i: Int) -> Int { condensedStart(i, count) }

  /// The distance of two clusters.
  func distance(_ i: Int, _ j: Int) -> Double {
    elements[start(min(i, j)) + max(i, j)] * (weights[i] * weights[j])
  }

  /// Merges cluster i into cluster j > i; `others` are the other clusters that are left. The place i is not used any more.
  mutating func merge(_ i: Int, into j: Int, others: some Sequence<Int>) {
    for other in others where other != i && other != j {
      let place = start(min(other, j)) + max(other, j)
      elements[place] = combination(elements[place], elements[start(min(other, i)) + max(other, i)])
    }
    addSize(of: i, to: j)
  }

  /// Merges pairs of clusters that do not overlap, each into its second, higher one, and closes the gaps.
  /// - Returns: the new place of each old one, -1 for those merged away.
  mutating func mergeAll(_ pairs: [(Int, Int)], context: ComputeContext) throws(CancellationError) -> [Int] {
    var partner = [Int](repeating: -1, count: count)
    var isGone = [Bool](repeating: false, count: count)
    for (low, high) in pairs {
      partner[high] = low
      isGone[low] = true
    }
    let survivors = (0..<count).filter { !isGone[$0] }
    let (count, combination) = (count, combination)
    let partners = partner
    // Elements of clusters merged away are only read, and an element of two that stay is read and written by its own row
    // only: rows can be done in any order.
    let chunk = max(8, rowsPerChunk(count) / 8 * 8)
    try elements.withDisjointSlots { (elements) throws(CancellationError) in
      try parallelChunks(count: survivors.count, chunkSize: chunk, context: context) { range, _ in
        for first in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
          let rows = first..<min(first + 8, range.upperBound)
          RowUnion(survivors, partners, elements, count, combination).combine(rows)
        }
      }
    }
    for (low, high) in pairs { addSize(of: low, to: high) }
    try keepOnly(survivors, context)
    var newPlace = [Int](repeating: -1, count: count)
    for (place, old) in survivors.enumerated() { newPlace[old] = place }
    return newPlace
  }

  /// Closes the gaps between the clusters that are left (rising). Elements only move towards the front.
  mutating func keepOnly(_ left: [Int], _ context: ComputeContext) throws(CancellationError) {
    let old = count
    var target = 0
    for (r, i) in left.enumerated() {
      if r % 64 == 0 { try context.checkCancellation() }
      let row = condensedStart(i, old)
      elements.withUnsafeMutableBufferPointer { elements in
        for c in r + 1..<max(r + 1, left.count) {
          elements[target] = elements[row + left[c]]
          target += 1
        }
      }
    }
    count = left.count
    sizes = left.map { sizes[$0] }
    weights = left.map { weights[$0] }
    labels = left.map { labels[$0] }
  }

  private mutating func addSize(of i: Int, to j: Int) {
    sizes[j] += sizes[i]
    labels[j] = max(labels[i], labels[j])
    if combination == .sum { weights[j] = 1 / sizes[j] }
  }
}

/// Where row i of n condensed ones would hold the element of column 0.
@inline(__always)
func condensedStart(_ i: Int, _ n: Int) -> Int { i * n - i * (i + 1) / 2 - i - 1 }

/// Rows that make some five milliseconds of work.
func rowsPerChunk(_ count: Int) -> Int { max(1, 500_000 / count) }
