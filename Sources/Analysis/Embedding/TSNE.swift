/// t-distributed stochastic neighbour embedding: a map of the plane that keeps each row's neighbourhood.
///
/// Van der Maaten and Hinton (2008), with the linear-time repulsion of Linderman et al. (2019,
/// doi:10.1038/s41592-018-0308-4) and the settings of Kobak and Berens (2019, doi:10.1038/s41467-019-13056-x).
public struct TSNE: Sendable {
  /// What an analyst may choose.
  public struct Parameters: Sendable, Equatable {
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
  /// Maps the rows of `x` into the plane.
  public static func embed(
    _ x: Matrix, parameters: Parameters = Parameters(), context: ComputeContext,
    frame: (_ iteration: Int, _ x: [Double], _ y: [Double]) -> Void = { _, _, _ in }
  ) throws -> Embedding {
    try parameters.validate(for: x)
    let n = x.rowCount
    let tree = try NeighbourTree(of: x, context: context)
    let k = max(1, min(n - 1, Int(3 * parameters.perplexity)))
    let affinities = try affinities(in: tree, k: k, perplexity: parameters.perplexity, context: context)
    let start = try StartingMap(of: x, seed: parameters.seed, context: context)
    let attraction = try Attraction(affinities, context: context)
    let repulsion: any Repulsion = n <= 1500 ? ExactRepulsion() : InterpolatedRepulsion(spacing: 0.5)
    let descent = GradientDescent(from: start.permuted(by: tree.order), attraction: attraction, repulsion: repulsion)
    let schedule = DescentSchedule(iterations: parameters.iterations, rows: n)
    for iteration in 0..<schedule.iterations {
      try context.checkpoint(0.1 + 0.88 * Double(iteration) / Double(schedule.iterations))
      try descent.advance(schedule.step(iteration), context: context)
      if iteration % 10 == 9 {
        let (xs, ys) = coordinates(descent.points, order: tree.order)
        frame(iteration + 1, xs, ys)
      }
    }
    let (xs, ys) = coordinates(descent.points, order: tree.order)
    let divergence = try Divergence(
      of: affinities, x: tree.order.map { xs[Int($0)] }, y: tree.order.map { ys[Int($0)] }, context: context.part(0.98...1))
    return Embedding(x: xs, y: ys, klDivergence: divergence.value, klDivergenceIsExact: divergence.isExact)
  }

  /// Neighbours live only as long as this takes.
  private static func affinities(
    in tree: NeighbourTree, k: Int, perplexity: Double, context: ComputeContext
  ) throws -> Affinities {
    let neighbours = try NearestNeighbours(k, in: tree, context: context.part(0...0.08))
    return try Affinities(consuming: neighbours, perplexity: perplexity, context: context.part(0.08...0.1))
  }

  /// The points in the order of the matrix's rows, around their mean.
  private static func coordinates(_ points: SharedStorage<SIMD2<Float>>, order: [Int32]) -> ([Double], [Double]) {
    var xs = [Double](repeating: 0, count: points.count)
    var ys = xs
    for (place, row) in order.enumerated() {
      xs[Int(row)] = Double(points[place].x)
      ys[Int(row)] = Double(points[place].y)
    }
    let meanX = xs.reduce(0, +) / Double(xs.count)
    let meanY = ys.reduce(0, +) / Double(ys.count)
    return (xs.map { $0 - meanX }, ys.map { $0 - meanY })
  }
}
