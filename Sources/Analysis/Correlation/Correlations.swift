import Machine

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

  /// Of coefficients that something else has measured.
  /// - Parameters:
  ///   - coefficients: row by row, symmetric.
  ///   - counts: the rows that have both values, in the same order.
  public init(method: CorrelationMethod, columnCount: Int, _ coefficients: [Double], counts: [Int]) {
    precondition(coefficients.count == columnCount * columnCount && counts.count == coefficients.count)
    (self.method, self.columnCount, self.coefficients, self.counts) = (method, columnCount, coefficients, counts)
  }

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
    var ready: [CorrelatedColumn] = []
    if needsOrder {
      // Each column is sorted on all threads.
      for (place, column) in columns.enumerated() {
        try context.checkpoint(0.2 * Double(place) / Double(d))
        ready.append(try CorrelatedColumn(column, isRanked: true, context: context))
      }
    } else {
      ready = try parallelMap(count: d, chunkSize: 1, context: context.part(0...0.2)) { range, _ in
        try? CorrelatedColumn(columns[range.lowerBound], isRanked: false, context: context)
      }.compactMap { $0 }
      try context.checkCancellation()
    }
    let prepared = ready
    let pairs = (0..<d).flatMap { i in (i..<d).map { (i, $0) } }
    let isQuick = { (i: Int, j: Int) in method != .kendall && prepared[i].isComplete && prepared[j].isComplete }
    let quick = pairs.filter { isQuick($0.0, $0.1) }
    let slow = pairs.filter { !isQuick($0.0, $0.1) }
    let products = try Self.sumsOfProducts(of: quick, prepared, context: context.part(0.2...0.4))
    let measured = try parallelMap(
      count: slow.count, chunkSize: 1, reportsProgress: true, context: context.part(0.4...1)
    ) { range, _ in
      let (i, j) = slow[range.lowerBound]
      return prepared[i].correlation(with: prepared[j], method, context: context)
    }
    var coefficients = [Double](repeating: .nan, count: d * d)
    var counts = [Int](repeating: 0, count: d * d)
    func note(_ pair: (i: Int, j: Int), _ measured: Double, count: Int) {
      let coefficient = pair.i == pair.j && !measured.isNaN ? 1 : measured
      for place in [pair.i * d + pair.j, pair.j * d + pair.i] {
        (coefficients[place], counts[place]) = (coefficient, count)
      }
    }
    for (pair, product) in zip(quick, products) {
      let coefficient = prepared[pair.0].correlation(with: prepared[pair.1], sumOfProducts: product)
      note(pair, coefficient, count: prepared[pair.0].values.count)
    }
    for (pair, result) in zip(slow, measured) { note(pair, result.coefficient, count: result.count) }
    self.coefficients = coefficients
    self.counts = counts
  }

  /// For each pair of complete columns the sum of the products of their deviations.
  ///
  /// Block after block of rows for many pairs, so that a block comes from memory once and is then found in a cache.
  private static func sumsOfProducts(
    of pairs: [(Int, Int)], _ columns: [CorrelatedColumn], context: ComputeContext
  ) throws(CancellationError) -> [Double] {
    // A million rows of so many pairs take a few milliseconds.
    let sums = try parallelMap(count: pairs.count, chunkSize: 32, reportsProgress: true, context: context) { range, _ in
      let rowCount = columns.first?.values.count ?? 0
      var sums = [ProductSum](repeating: ProductSum(), count: range.count)
      for start in stride(from: 0, to: rowCount, by: blockSize) {
        let end = min(start + blockSize, rowCount)
        for (k, pair) in pairs[range].enumerated() {
          let (a, b) = (columns[pair.0].deviations, columns[pair.1].deviations)
          // Of a constant there are none.
          if a.count == rowCount && b.count == rowCount { sums[k].add(a, b, from: start, to: end) }
        }
      }
      return zip(sums, pairs[range]).map { $0.value(columns[$1.0].deviations, columns[$1.1].deviations) }
    }
    return sums.flatMap { $0 }
  }

  /// Rows of a block: those of twenty columns fit a core's second cache. A multiple of the lanes.
  private static let blockSize = 2048

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
