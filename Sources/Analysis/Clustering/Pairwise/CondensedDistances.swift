import Machine

/// The distances of all pairs of clusters, each pair once: row i holds those to i + 1, i + 2, …
///
/// Clusters are ordered by label, and a merged cluster takes the place of its part with the higher label, so that order
/// stays. When clusters have merged, a row that stays is shorter, and stays where it was in memory.
struct CondensedDistances {
  private(set) var count: Int
  private let storage: LargeArray
  /// Where each row would hold the element of column 0: element (i, j), i < j, is at `starts[i] + j`.
  private var starts: [Int]
  let combination: Combination
  /// What an element has to be multiplied by, one factor for each of its two clusters: 1/size when sums are carried along.
  private(set) var weights: [Double]
  private(set) var sizes: [Double]
  /// See `LabelledMerge`.
  private(set) var labels: [Int]
  /// The nearest cluster to each when rows were last computed or moved; of tied ones the lowest.
  private(set) var nearest: [NearestCluster]
  /// Whether others were as near as that.
  private var isTied: [Bool]

  static func memory(for count: Int) -> Int { count * (count - 1) / 2 * MemoryLayout<Double>.stride }

  /// Computes the distances of the clusters that the first rounds made.
  /// - Complexity: O(n²·d) time, 4·n² bytes for n clusters.
  init(_ rows: DistinctRows, _ clusters: PointClusters, context: ComputeContext) throws(CancellationError) {
    count = clusters.count
    labels = clusters.labels
    sizes = clusters.sizes
    combination = clusters.combination
    weights = sizes.map { clusters.combination == .sum ? 1 / $0 : 1 }
    storage = LargeArray(count: count * (count - 1) / 2)
    let n = count
    starts = (0..<n).map { $0 * n - $0 * ($0 + 1) / 2 - $0 - 1 }
    let scan = NearestScan(storage.elements, starts: starts, weights: weights)
    let first = try FirstDistances(of: rows, clusters, storage.elements, starts: starts, context: context)
    (nearest, isTied) = try scan.overRows(reportsProgress: true, context: context) { first.write($0, isDone: $1) }
  }

  /// The distance of two clusters.
  func distance(_ i: Int, _ j: Int) -> Double { element(i, j) * (weights[i] * weights[j]) }

  /// The nearest to cluster i among `others` (rising), of tied ones the lowest; and those that tie, if any do.
  func nearest(to i: Int, among others: [Int]) -> (nearest: NearestCluster, ties: TiedNeighbours?) {
    var nearest = NearestCluster.unknown
    var limit = Double.infinity
    var tied: [Int] = []
    for j in others where j != i {
      let distance = distance(i, j)
      guard distance < limit else { continue }
      if distance < nearest.distance * (1 - tieTolerance) {
        nearest = NearestCluster(place: j, distance: distance)
        limit = distance * (1 + tieTolerance)
        tied.removeAll(keepingCapacity: true)
      } else {
        tied.append(j)
      }
    }
    guard !tied.isEmpty else { return (nearest, nil) }
    let neighbours = (tied.prefix(TiedNeighbours.most - 1) + [nearest.place]).map(name)
    return (nearest, TiedNeighbours(name(i), neighbours: neighbours, height: nearest.distance))
  }

  /// The ties of those of some clusters that had several nearest ones when rows were last computed or moved.
  func ties(of clusters: [Int], context: ComputeContext) throws(CancellationError) -> [TiedNeighbours] {
    let tied = clusters.filter { isTied[$0] }
    let all = Array(0..<count)
    let chunk = max(1, 200_000 / max(1, count))
    return try parallelMap(count: tied.count, chunkSize: chunk, context: context) { range, _ in
      tied[range].compactMap { nearest(to: $0, among: all).ties }
    }.flatMap { $0 }
  }

  private func name(_ i: Int) -> ClusterName { ClusterName(label: labels[i], size: Int(sizes[i])) }

  /// Merges cluster i into cluster j > i; `others` are the other clusters that are left. The place i is not used any more.
  mutating func merge(_ i: Int, into j: Int, others: some Sequence<Int>) {
    for other in others where other != i && other != j {
      storage.elements[place(other, j)] = combination(element(other, j), element(other, i))
    }
    addSize(of: i, to: j)
  }

  /// Merges pairs of clusters that do not overlap, each into its second, higher one, and closes the gaps.
  mutating func mergeAll(_ pairs: [(Int, Int)], context: ComputeContext) throws(CancellationError) {
    var isGone = [Bool](repeating: false, count: count)
    for (low, high) in pairs {
      isGone[low] = true
      addSize(of: low, to: high)
    }
    try keepOnly((0..<count).filter { !isGone[$0] }, merging: pairs, context: context)
  }

  /// Closes the gaps between the clusters that are left (rising), having merged pairs of clusters into their second ones.
  mutating func keepOnly(
    _ left: [Int], merging pairs: [(Int, Int)] = [], context: ComputeContext
  ) throws(CancellationError) {
    let union = RowUnion(of: pairs, left: left, storage.elements, starts: starts, combination)
    starts = union.newStarts
    weights = left.map { weights[$0] }
    sizes = left.map { sizes[$0] }
    labels = left.map { labels[$0] }
    count = left.count
    let scan = NearestScan(storage.elements, starts: starts, weights: weights)
    (nearest, isTied) = try scan.overRows(context: context) { union.unite($0, isDone: $1) }
  }

  private mutating func addSize(of i: Int, to j: Int) {
    sizes[j] += sizes[i]
    labels[j] = max(labels[i], labels[j])
    if combination == .sum { weights[j] = 1 / sizes[j] }
  }

  private func place(_ i: Int, _ j: Int) -> Int { starts[min(i, j)] + max(i, j) }
  private func element(_ i: Int, _ j: Int) -> Double { storage.elements[place(i, j)] }
}
