/// The correlations of all pairs of columns, each over the rows that have both values.
///
/// Missing (NaN) and infinite values count as not there, as in pandas. A coefficient is NaN where fewer than two rows have
/// both, or one of the columns is constant among them.
public struct Correlations: Sendable, Equatable {
  public let method: CorrelationMethod
  public let columnCount: Int
  /// Row by row, symmetric.
  private let coefficients: [Double]
  private let counts: [Int]

  /// The coefficient of two columns; 1 of a column with itself, NaN where it is constant.
  public subscript(i: Int, j: Int) -> Double { coefficients[i * columnCount + j] }

  /// The rows that have both values.
  public func count(_ i: Int, _ j: Int) -> Int { counts[i * columnCount + j] }

  /// Measures every pair of `columns`, which all have the same number of rows.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d n log n + d² n) for d columns of n rows; Kendall's is O(d² n log n).
  public init(
    _ columns: [[Double]], method: CorrelationMethod = .pearson, context: ComputeContext = .plain
  ) throws(CancellationError) {
    precondition(columns.allSatisfy { $0.count == columns[0].count }, "columns of a table have one length")
    self.method = method
    let d = columns.count
    columnCount = d
    let needsOrder = method != .pearson
    var prepared: [CorrelatedColumn] = []
    for (place, column) in columns.enumerated() {
      try context.checkpoint(0.2 * Double(place) / Double(d))
      prepared.append(try CorrelatedColumn(column, isRanked: needsOrder, context: context))
    }
    let ready = prepared
    // A chunk for each first column of a pair; the last column is the first of none but itself.
    let rows = try parallelMap(
      count: d * d, chunkSize: 1, reportsProgress: true, context: context.part(0.2...1)
    ) { range, _ -> (coefficient: Double, count: Int)? in
      let (i, j) = (range.lowerBound / d, range.lowerBound % d)
      guard i <= j else { return nil }
      return ready[i].correlation(with: ready[j], method, context: context)
    }
    var coefficients = [Double](repeating: .nan, count: d * d)
    var counts = [Int](repeating: 0, count: d * d)
    for i in 0..<d {
      for j in i..<d {
        guard let pair = rows[i * d + j] else { continue }
        let coefficient = i == j && !pair.coefficient.isNaN ? 1 : pair.coefficient
        for place in [i * d + j, j * d + i] { (coefficients[place], counts[place]) = (coefficient, pair.count) }
      }
    }
    self.coefficients = coefficients
    self.counts = counts
  }

  /// The size that the coefficient of two unrelated columns exceeds in one of twenty samples; NaN below four rows.
  ///
  /// By R. A. Fisher's transformation (1915), doi:10.2307/2331838, whose deviation is 1 / √(n − 3).
  public static func chanceLimit(rows: Int) -> Double {
    rows > 3 ? hyperbolicTangent(1.96 / Double(rows - 3).squareRoot()) : .nan
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.method == b.method && a.columnCount == b.columnCount && a.counts == b.counts
      && zip(a.coefficients, b.coefficients).allSatisfy { $0 == $1 || ($0.isNaN && $1.isNaN) }
  }
}
