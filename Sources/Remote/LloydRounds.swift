import Analysis
import Machine
import Segmentation
import Tables
import Warehouse

/// Lloyd's rounds in an engine: each is one query, which assigns every row and gives counts and sums for each centre.
struct LloydRounds {
  struct State {
    var centroids: [[Double]]
    var sizes: [Int]
    var farthest: [Double]
    var inertia: Double
  }

  let table: RemoteTable
  let features: RemoteFeatures
  let engine: RemoteEngine

  /// Rows that the first centroids are found on, drawn by a digest.
  static let seedRows = 20_000
  /// Shifts that add up to less, in units of features of deviation 1, are none: sums in another order move centroids by less.
  private static let settled = 1e-8
  static let mostRounds = 100

  /// The centroids that the kernel's own k-means finds on rows drawn by a digest: k-means++, the best of ten starts.
  /// - Throws: `WarehouseError`, `ClusteringError`, `CancellationError`.
  func start(k: Int, seed: UInt64, starts: Int = 10) throws -> [[Double]] {
    try centroids(of: try sample(seed), k: k, seed: seed, starts: starts)
  }

  /// The same, fewer where fewer rows differ.
  /// - Throws: as `start(k:seed:)`.
  func start(upTo k: Int, seed: UInt64) throws -> [[Double]] {
    let rows = try sample(seed)
    do {
      return try centroids(of: rows, k: min(k, rows.rowCount), seed: seed, starts: 1)
    } catch ClusteringError.clusterCount(_, let allowed) {
      return try centroids(of: rows, k: allowed.upperBound, seed: seed, starts: 1)
    }
  }

  private func centroids(of rows: Matrix, k: Int, seed: UInt64, starts: Int) throws -> [[Double]] {
    let found = try kMeans(of: rows, k: k, starts: starts, seed: seed, context: engine.context.part(0...0))
    return (0..<k).map { Array(found.centroids.row($0)) }
  }

  /// Features of rows drawn by a digest, in the order of their values: those of a table that is drawn whole are the kernel's own, in its
  /// order, and so is what is drawn among them.
  private func sample(_ seed: UInt64) throws -> Matrix {
    let count = min(Self.seedRows, table.rowCount)
    let f = features.transforms.indices.map { "f\($0 + 1)" }
    let v = features.transforms.indices.map { "v\($0 + 1)" }
    let passed =
      [(name: "digest", expression: table.digest(seed, engine.dialect))]
      + zip(v, features.transforms).map { (name: $0, expression: engine.number(of: $1, in: table)) }
    let steps = try features.steps(of: table, engine.dialect, passing: passed)
    let below = RemoteTable.threshold(count, of: table.rowCount).map { " WHERE digest < '\($0)'" } ?? ""
    let columns = try engine.result(
      "WITH \(steps.joined(separator: ",\n")) SELECT \((f + v).joined(separator: ", ")) FROM features\(below) ORDER BY digest LIMIT \(count)"
    )
    var matrix = Matrix(rowCount: columns[0].count, columnCount: f.count)
    let values = columns[f.count...].map { column in (0..<column.count).map { column.number(at: $0) } }
    let order = try LexicographicOrder(of: values, rowCount: matrix.rowCount, context: engine.context.part(0...0)).rows
    for (j, column) in columns[..<f.count].enumerated() {
      for (place, row) in order.enumerated() { matrix[place, j] = column.number(at: row) }
    }
    return matrix
  }

  /// Moves centroids until they are settled.
  /// - Parameter most: rounds at most.
  /// - Throws: `WarehouseError`, `SQLModelError`.
  func run(
    from start: [[Double]], most: Int = mostRounds, context: ComputeContext
  ) throws -> (state: State, rounds: Int, hasSettled: Bool) {
    var centroids = start
    for round in 1...most {
      try engine.checkpoint(context, Double(round - 1) / Double(most))
      let state = try self.round(centroids)
      let shift = zip(centroids, state.centroids).reduce(0) { sum, pair in
        sum + zip(pair.0, pair.1).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
      if shift <= Self.settled {
        // What is told of rows is told of the centroids that they were nearest to.
        var final = state
        final.centroids = centroids
        return (final, round, true)
      }
      centroids = state.centroids
    }
    var final = try self.round(centroids)
    final.centroids = centroids
    return (final, most, false)
  }

  /// Assigns every row to the nearest centroid.
  func round(_ centroids: [[Double]]) throws -> State {
    let f = features.transforms.indices.map { "sum(f\($0 + 1)) AS f\($0 + 1)" }
    let result = try engine.result(
      """
      \(try features.placing(table, near: centroids, engine.dialect))
      SELECT segment, count(*) AS n, sum(d) AS d, max(d) AS m, \(f.joined(separator: ", ")) FROM placed GROUP BY segment
      """)
    var state = State(
      centroids: centroids, sizes: centroids.map { _ in 0 }, farthest: centroids.map { _ in 0 }, inertia: 0)
    // In the order of the segments: sums come out the same whatever order an engine has.
    let rows = (0..<result[0].count).sorted { result[0].number(at: $0) < result[0].number(at: $1) }
    for row in rows {
      let (segment, size) = (result[0].number(at: row), result[1].number(at: row))
      guard segment >= 1 else { continue }
      let place = Int(segment) - 1
      state.sizes[place] = Int(size)
      state.inertia += result[2].number(at: row)
      state.farthest[place] = result[3].number(at: row).squareRoot()
      state.centroids[place] = centroids[place].indices.map { rounded(result[4 + $0].number(at: row) / size) }
    }
    return state
  }

  /// To twelve decimals: engines add in other orders, and with other threads, and the last digits are theirs.
  private func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let scale = 1e12
    return (value * scale).rounded() / scale
  }
}
