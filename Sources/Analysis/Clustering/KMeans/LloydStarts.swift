import Machine

/// Several starts of k-means that take each round together.
///
/// A round goes over the rows once for all of them: what one start has brought into the cache serves the others, and the threads share the
/// rows, so that the last start to end keeps all of them busy.
struct LloydStarts {
  /// The most rounds of one start; a start that has not settled by then counts as it is.
  private static let mostRounds = 300
  /// Blocks of sixteen rows that one start goes over before it is the next one's turn: a few hundred kilobytes.
  private static let turn = 64

  private let points: LloydPoints
  private let k: Int
  private var starts: [Start]

  private struct Start: Sendable {
    var clusters: LloydClusters
    var centroids: Matrix
    /// How far the centroids have moved, twice the farthest of each round.
    var way = 0.0
    var rounds = 0
    var isLast = false
    /// Known once it has ended.
    var inertia: Double?

    /// Draws the centroids anew, or ends the start.
    /// - Parameter moved: rows that have changed their cluster.
    mutating func end(
      roundWith moved: Int, mostRounds: Int, _ context: ComputeContext
    ) throws(CancellationError) {
      // A cluster that was just refilled still has the centroid that drew no row; refilling lowers the inertia, so it ends,
      // but for rows so close that rounding undoes it each time: those are let be.
      let wasRefilled = clusters.fillEmpty(centroids)
      if isLast && !wasRefilled || rounds >= 2 * mostRounds {
        inertia = try clusters.inertia(about: centroids, context)
        return
      }
      rounds += 1
      // What rounding left in the sums of a cluster that ran empty would draw its centroid away from the row that fills it.
      if wasRefilled { try clusters.sumAfresh(context) }
      isLast = !wasRefilled && (moved == 0 || rounds >= mostRounds)
      if isLast { try clusters.sumAfresh(context) }
      let before = centroids
      centroids = clusters.centroids
      way += 2 * farthest(from: before) * (1 + 0x1p-30)
    }

    /// The farthest that a centroid lies from where it was.
    private func farthest(from before: Matrix) -> Double {
      let d = centroids.columnCount
      return (0..<centroids.rowCount).reduce(0) { farthest, cluster in
        let square = (cluster * d..<(cluster + 1) * d).reduce(0) { sum, f in
          let difference = centroids.elements[f] - before.elements[f]
          return sum + difference * difference
        }
        return max(farthest, square.squareRoot())
      }
    }
  }

  /// - Parameter seeds: k centroids for each start.
  init(_ points: LloydPoints, k: Int, seeds: [Matrix]) {
    self.points = points
    self.k = k
    starts = seeds.map { Start(clusters: LloydClusters(points, k: k), centroids: $0) }
  }

  /// Where the best start ends; between equal ones the first.
  /// - Throws: `CancellationError`.
  mutating func best(_ context: ComputeContext) throws(CancellationError) -> LloydResult {
    while starts.contains(where: { $0.inertia == nil }) {
      try takeRound(context)
      try context.checkpoint(starts.reduce(0) { $0 + Self.share(of: $1) } / Double(starts.count))
    }
    var best = 0
    for start in starts.indices where inertia(of: start) < inertia(of: best) { best = start }
    return LloydResult(
      labels: starts[best].clusters.labels, centroids: starts[best].centroids, inertia: inertia(of: best),
      iterations: starts[best].rounds)
  }

  private func inertia(of start: Int) -> Double { starts[start].inertia ?? .infinity }

  /// Nobody knows how many rounds a start takes: half of it is done after twenty.
  private static func share(of start: Start) -> Double {
    start.inertia == nil ? Double(start.rounds) / Double(start.rounds + 20) : 1
  }

  private mutating func takeRound(_ context: ComputeContext) throws(CancellationError) {
    let active = starts.indices.filter { starts[$0].inertia == nil }
    let clusters = active.map { starts[$0].clusters }
    let places = active.map { points.places(starts[$0].centroids) }
    let ways = active.map { starts[$0].way }
    let parts = try points.mapStretches(clusters: k, context) { stretch in
      var moves = clusters.map(\.noMoves)
      for first in stride(from: stretch.lowerBound, to: stretch.upperBound, by: Self.turn) where !context.cancelled {
        let turn = first..<min(stretch.upperBound, first + Self.turn)
        for i in clusters.indices { clusters[i].assign(turn, to: places[i], after: ways[i], &moves[i]) }
      }
      return moves
    }
    for (i, start) in active.enumerated() {
      var moved = 0
      for moves in parts {
        moved += moves[i].count
        starts[start].clusters.take(moves[i])
      }
      try starts[start].end(roundWith: moved, mostRounds: Self.mostRounds, context)
    }
  }
}
