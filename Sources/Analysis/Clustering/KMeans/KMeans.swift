import Machine

/// A partition into k clusters about k centroids, every row with its nearest.
public struct KMeans: Sendable, Equatable {
  /// The cluster of each row, 0 ..< k, numbered by first appearance.
  public let labels: [Int]
  /// The centroids, k × d, a row a cluster.
  public let centroids: Matrix
  /// The sum of squared distances of the rows to their centroids.
  public let inertia: Double
  /// Rounds of Lloyd's algorithm in the start that came out best.
  public let iterations: Int
}

/// Clusters rows by k-means: Lloyd's algorithm from several k-means++ starts, of which the best counts.
///
/// S. P. Lloyd (1982), doi:10.1109/TIT.1982.1056489; D. Arthur and S. Vassilvitskii (2007), k-means++, SODA. A start ends
/// when no row changes its cluster, or after 300 rounds. A least shift of the centroids, beside the variance, would end it
/// early where one far row makes the variance.
/// The result depends on `seed` and nothing else: each start has a generator of its own, and between equal starts the
/// first wins. A cluster that runs empty takes the row that is farthest from its centroid.
/// - Parameters:
///   - matrix: n × d, finite.
///   - k: 1 up to the number of different rows.
///   - starts: at least 1; ten are usual.
/// - Throws: `ClusteringError.empty`, `.nonFinite`, `.clusterCount`, `.starts`; `CancellationError`.
/// - Complexity: O(n·d·k) time for each round, O(n·(d + starts)) memory, and O(n) for each thread.
public func kMeans(
  of matrix: Matrix, k: Int, starts: Int = 10, seed: UInt64 = 42, context: ComputeContext
) throws -> KMeans {
  try matrix.checkFinite()
  guard starts >= 1 else { throw ClusteringError.starts(starts) }
  let distinct = try matrix.countOfDistinctRows(upTo: k >= 1 ? k : .max, context: context)
  guard k >= 1 && k <= distinct else { throw ClusteringError.clusterCount(k, allowed: 1...distinct) }
  let (scaled, exponent) = matrix.scaledForSquares()
  // Means and distances from them lose the digits that an offset takes up.
  let shifts = try scaled.exactShifts(context)
  let points = try LloydPoints(scaled.takingOff(shifts, context), context: context)
  let best = try bestStart(of: points, k: k, starts: starts, seed: seed, context)
  return KMeans(best, scaledBy: exponent, shifts: shifts)
}

/// Rows that are worth the handing out to threads in every round of every start.
private let manyRows = 1 << 15

/// The best of several starts; between equal ones the first.
func bestStart(
  of points: LloydPoints, k: Int, starts: Int, seed: UInt64, _ context: ComputeContext
) throws(CancellationError) -> LloydResult {
  let seeds = try parallelMap(count: starts, chunkSize: 1, reportsProgress: true, context: context.part(0...0.1)) {
    start, _ in
    var generator = Xoshiro256(seed: seed, stream: .kMeansStarts, index: start.lowerBound)
    return points.plusPlusSeeds(k: k, &generator, context)
  }.compactMap(\.self)
  // Nil only for a start that was cancelled, and then the loop above has thrown.
  let rounds = context.part(0.1...1)
  if points.matrix.rowCount >= manyRows {
    var together = LloydStarts(points, k: k, seeds: seeds)
    return try together.best(rounds)
  }
  // Each on one thread from end to end.
  let results = try parallelMap(count: starts, chunkSize: 1, reportsProgress: true, context: rounds) { start, _ in
    var alone = LloydStarts(points, k: k, seeds: [seeds[start.lowerBound]])
    return try? alone.best(ComputeContext(threads: 1, isCancelled: { context.cancelled }))
  }.compactMap(\.self)
  var best: LloydResult?
  for result in results where result.inertia < best?.inertia ?? .infinity { best = result }
  guard let best else { throw CancellationError() }
  return best
}

extension KMeans {
  /// Numbers the clusters by first appearance, adds what was taken off the columns, and takes the scale off.
  fileprivate init(_ result: LloydResult, scaledBy exponent: Int, shifts: [Double]) {
    labels = labelsByFirstAppearance(result.labels)
    var centroids = result.centroids
    let d = centroids.columnCount
    var numbered = 0
    for (old, new) in zip(result.labels, labels) where new == numbered {
      numbered += 1
      for f in 0..<d {
        centroids[new, f] = Double(
          sign: .plus, exponent: -exponent, significand: result.centroids[old, f] + shifts[f])
      }
    }
    self.centroids = centroids
    inertia = Double(sign: .plus, exponent: -2 * exponent, significand: result.inertia)
    iterations = result.iterations
  }
}

/// Where one start ends.
struct LloydResult: Sendable, Equatable {
  var labels: [Int]
  var centroids: Matrix
  var inertia: Double
  var iterations: Int
}

extension RandomStream {
  /// The seeds of one start of k-means.
  static let kMeansStarts = RandomStream("k-means starts")
}
