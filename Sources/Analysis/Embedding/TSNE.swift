import Machine

/// t-distributed stochastic neighbour embedding: a map of the plane that keeps each row's neighbourhood.
///
/// Van der Maaten and Hinton (2008), with the linear-time repulsion of Linderman et al. (2019,
/// doi:10.1038/s41592-018-0308-4) and the settings of Kobak and Berens (2019, doi:10.1038/s41467-019-13056-x).
public struct TSNE: Sendable {
  /// What an analyst may choose.
  public struct Parameters: Sendable, Equatable, Codable {
    /// How many neighbours a row feels, roughly: above 0 and below a third of the rows.
    public var perplexity: Double
    /// Steps of the descent, early exaggeration included: at least 1.
    public var iterations: Int
    /// Picks the small disturbance of the starting map, and with it one of many equally good maps.
    public var seed: UInt64

    public init(perplexity: Double = 30, iterations: Int = 1000, seed: UInt64 = 42) {
      self.perplexity = perplexity
      self.iterations = iterations
      self.seed = seed
    }

    /// Checks that a map of `x` can be made with these parameters.
    /// - Throws: the first thing that is wrong, parameters before data.
    public func validate(for x: Matrix) throws(TSNEError) {
      let n = x.rowCount
      guard n >= 4 else { throw .tooFewRows(count: n) }
      guard x.columnCount > 0 else { throw .noColumns }
      guard iterations >= 1 else { throw .invalidIterations(iterations) }
      let largest = Self.largestPerplexity(rows: n)
      guard perplexity > 0, perplexity.isFinite else { throw .invalidPerplexity(perplexity, limit: largest) }
      guard perplexity < Double(n) / 3 else { throw .perplexityTooLarge(perplexity, rows: n, limit: largest) }
      if let bad = x.elements.firstIndex(where: { !$0.isFinite }) {
        throw .notFinite(row: bad / x.columnCount, column: bad % x.columnCount)
      }
    }

    /// The largest whole perplexity that fits a number of rows.
    public static func largestPerplexity(rows: Int) -> Double {
      Double(max(1, (rows - 1) / 3))
    }
  }
}

extension TSNE {
  /// From this many points on, interpolated repulsion is faster than the sum over all pairs.
  static let smallestInterpolatedCount = 1000
  /// Iterations between two frames.
  static let frameInterval = 10

  /// Maps the rows of `x` (n × d, a row is an observation) into the plane, around the origin.
  ///
  /// The same rows, parameters and build give the same map to the last bit, whatever the number of threads. Equal rows and
  /// constant columns do no harm.
  /// - Parameters:
  ///   - frame: is handed the map as it stands after every tenth iteration; iterations count from 1.
  /// - Throws: `TSNEError` for what cannot be mapped or needs more memory than there is, `CancellationError` once cancelled.
  /// - Complexity: O(n) an iteration, O(n log n) for the neighbours in few intrinsic dimensions, O(n²) for the divergence
  ///   of up to 200,000 rows; memory as `Parameters.memory` estimates.
  public static func embed(
    _ x: Matrix, parameters: Parameters = Parameters(), context: ComputeContext,
    frame: (_ iteration: Int, _ x: [Double], _ y: [Double]) -> Void = { _, _, _ in }
  ) throws -> Embedding {
    try parameters.validate(for: x)
    try parameters.checkMemory(rows: x.rowCount, columns: x.columnCount, available: FreeMemory.bytes)
    let x = try withSafeMagnitude(x, context: context)
    let stages = Stages(rows: x.rowCount, parameters)
    let (order, affinities) = try affinities(of: x, perplexity: parameters.perplexity, stages, context: context)
    let start = try StartingMap(of: x, seed: parameters.seed, context: context).permuted(by: order)
    let descent = GradientDescent(
      from: start, affinities: affinities,
      repulsion: x.rowCount < smallestInterpolatedCount ? ExactRepulsion() : InterpolatedRepulsion())
    try descend(
      descent, iterations: parameters.iterations, context: context.part(stages.descent, named: "moving the points")
    ) { iteration in
      let map = coordinates(of: descent, order: order)
      frame(iteration, map.x, map.y)
    }
    let map = coordinates(of: descent, order: order)
    try context.checkCancellation()
    let divergence = try Divergence(
      of: affinities, x: order.map { map.x[Int($0)] }, y: order.map { map.y[Int($0)] },
      context: context.part(stages.divergence, named: "measuring the divergence"))
    return Embedding(x: map.x, y: map.y, klDivergence: divergence.value, klDivergenceIsExact: divergence.isExact)
  }

  /// The affinities over three neighbours for each unit of perplexity, and the order in which they have the rows; the neighbours live
  /// only as long as this takes.
  private static func affinities(
    of x: Matrix, perplexity: Double, _ stages: Stages, context: ComputeContext
  ) throws -> (order: [Int32], affinities: Affinities) {
    let (order, neighbours) = try neighbours(
      of: x, k: max(1, min(x.rowCount - 1, Int(3 * perplexity))), stages, context)
    let affinities = try Affinities(
      consuming: neighbours, perplexity: perplexity,
      context: context.part(stages.calibration, named: "weighing neighbours"))
    return (order, affinities)
  }

  /// The tree goes before neighbours are weighed, which takes most memory: it has the rows once more.
  private static func neighbours(
    of x: Matrix, k: Int, _ stages: Stages, _ context: ComputeContext
  ) throws -> (order: [Int32], neighbours: NearestNeighbours) {
    let tree = try NeighbourTree(of: x, context: context)
    let neighbours = try NearestNeighbours(
      k, in: tree, context: context.part(stages.neighbours, named: "finding neighbours"))
    return (tree.order, neighbours)
  }

  private static func descend(
    _ descent: GradientDescent, iterations: Int, context: ComputeContext, frame: (Int) -> Void
  ) throws {
    let schedule = DescentSchedule(iterations: iterations, rows: descent.points.count)
    for iteration in 0..<iterations {
      try context.checkpoint(Double(iteration) / Double(iterations))
      try descent.advance(schedule.step(iteration), context: context)
      if (iteration + 1) % frameInterval == 0 { frame(iteration + 1) }
    }
  }

  /// The points in the order of the matrix's rows, around their mean.
  private static func coordinates(of descent: GradientDescent, order: [Int32]) -> (x: [Double], y: [Double]) {
    var xs = [Double](repeating: 0, count: order.count)
    var ys = xs
    for (place, row) in order.enumerated() {
      xs[Int(row)] = Double(descent.points[place].x)
      ys[Int(row)] = Double(descent.points[place].y)
    }
    let meanX = xs.reduce(0, +) / Double(xs.count)
    let meanY = ys.reduce(0, +) / Double(ys.count)
    return (xs.map { $0 - meanX }, ys.map { $0 - meanY })
  }

  /// The matrix, scaled by a power of two where squares of its entries would overflow or vanish; the map is the same.
  private static func withSafeMagnitude(_ x: Matrix, context: ComputeContext) throws -> Matrix {
    let largest = try parallelMap(count: x.elements.count, chunkSize: 1 << 20, context: context) { range, _ in
      x.elements[range].reduce(0) { max($0, abs($1)) }
    }.reduce(0, max)
    guard largest > 0, largest > 0x1p300 || largest < 0x1p-300 else { return x }
    let exponent = -largest.exponent
    return Matrix(
      rowCount: x.rowCount, columnCount: x.columnCount,
      elements: x.elements.map { Double(sign: .plus, exponent: Int(exponent), significand: $0) })
  }
}
