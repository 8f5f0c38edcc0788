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
