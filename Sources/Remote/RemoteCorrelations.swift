import Analysis
import Segmentation
import Warehouse

extension RemoteTable {
  /// How columns of numbers go together, pair by pair.
  /// - Precondition: the columns vary, and the method is Pearson's or Spearman's.
  /// - Throws: `WarehouseError`.
  public func correlations(
    of columns: [RemoteColumn], method: CorrelationMethod
  ) throws(WarehouseError) -> Correlations {
    guard let engine = columns.first?.engine else {
      return Correlations(method: method, columnCount: 0, [], counts: [])
    }
    let d = columns.count
    var numbers: [String] = []
    var counts: [Int] = []
    for column in columns {
      numbers.append(column.finite)
      counts.append(try column.spread(in: nil).count)
    }
    let complete = (0..<d).filter { counts[$0] == rowCount }
    var coefficients = [Double](repeating: .nan, count: d * d)
    var pairCounts = [Int](repeating: 0, count: d * d)
    func note(_ i: Int, _ j: Int, _ coefficient: Double, _ count: Int) {
      for place in [i * d + j, j * d + i] { (coefficients[place], pairCounts[place]) = (coefficient, count) }
    }
    for i in 0..<d { note(i, i, 1, counts[i]) }
    let quick = complete.flatMap { i in complete.filter { $0 > i }.map { (i, $0) } }
    let rows = try method == .pearson ? self.rows : engine.ranked(complete.map { numbers[$0] }, self.rows)
    let values = method == .pearson ? complete.map { numbers[$0] } : complete.indices.map { "r\($0)" }
    let place = Dictionary(uniqueKeysWithValues: zip(complete, complete.indices))
    let quickResults = try engine.correlations(
      of: quick.map { (place[$0.0] ?? 0, place[$0.1] ?? 0) }, among: values, in: rows)
    for (pair, coefficient) in zip(quick, quickResults) { note(pair.0, pair.1, coefficient, rowCount) }
    let slow = (0..<d).flatMap { i in ((i + 1)..<max(i + 1, d)).map { (i, $0) } }
      .filter { counts[$0.0] < rowCount || counts[$0.1] < rowCount }
    for (done, pair) in slow.enumerated() {
      try engine.checkpoint(engine.context, Double(done) / Double(slow.count))
      let (coefficient, count) = try engine.correlation(
        numbers[pair.0], numbers[pair.1], method: method, in: self.rows)
      note(pair.0, pair.1, coefficient, count)
    }
    return Correlations(method: method, columnCount: d, coefficients, counts: pairCounts)
  }
}

extension RemoteEngine {
  /// Rows with twice the mean rank of each of `numbers`, as `r0`, `r1`, …
  fileprivate func ranked(_ numbers: [String], _ rows: String) -> String {
    let ranks = numbers.indices.map { "\(doubledRank("x\($0)")) AS r\($0)" }
    return "(SELECT \(ranks.joined(separator: ", ")) FROM (SELECT \(Self.named(numbers)) FROM \(rows)) t) r"
  }

  /// Twice the mean rank of a value, a whole number; of equal values the mean of their ranks.
  func doubledRank(_ x: String) -> String {
    "CAST(2 * rank() OVER (ORDER BY \(x)) + count(*) OVER (PARTITION BY \(x)) - 1 AS \(dialect.doubleType))"
  }

  /// Pearson's coefficients of pairs of columns that have a value in every row.
  fileprivate func correlations(
    of pairs: [(Int, Int)], among numbers: [String], in rows: String
  ) throws(WarehouseError) -> [Double] {
    guard !pairs.isEmpty else { return [] }
    let facts = try facts(of: numbers, in: rows)
    let products = pairs.map { i, j in
      "sum((x\(i) - \(sqlNumber(facts[i].sums.mean))) * (x\(j) - \(sqlNumber(facts[j].sums.mean))))"
    }
    let sums = try row(products, "FROM (SELECT \(Self.named(numbers)) FROM \(rows)) t")
    return zip(pairs, sums).map { coefficient($1, facts[$0.0], facts[$0.1]) }
  }

  /// Of two columns over the rows that have both values, and how many these are.
  fileprivate func correlation(
    _ first: String, _ second: String, method: CorrelationMethod, in rows: String
  ) throws(WarehouseError) -> (coefficient: Double, count: Int) {
    let pairs = """
      (SELECT x, y FROM (SELECT \(first) AS x, \(second) AS y FROM \(rows)) p WHERE x IS NOT NULL AND y IS NOT NULL) q
      """
    let facts = try facts(of: ["x", "y"], in: pairs)
    let coefficient = try method == .pearson ? correlation(of: pairs, facts) : rankCorrelation(of: pairs)
    return (coefficient, facts[0].count)
  }

  /// Pearson's coefficient of `x` and `y`, both of which are there in every row.
  func correlation(of pairs: String, _ facts: [NumberFacts]) throws(WarehouseError) -> Double {
    let (x, y) = (facts[0], facts[1])
    guard x.count >= 2 else { return .nan }
    let product = try row(
      "SELECT sum((x - \(sqlNumber(x.sums.mean))) * (y - \(sqlNumber(y.sums.mean)))) AS s FROM \(pairs)")[0]
    return coefficient(product, x, y)
  }

  /// Spearman's, of the ranks of `x` and `y`.
  func rankCorrelation(of pairs: String) throws(WarehouseError) -> Double {
    let ranked = "(SELECT \(doubledRank("x")) AS x, \(doubledRank("y")) AS y FROM \(pairs)) r"
    return try correlation(of: ranked, try facts(of: ["x", "y"], in: ranked))
  }

  private func coefficient(_ product: Double, _ x: NumberFacts, _ y: NumberFacts) -> Double {
    guard x.minimum < x.maximum, y.minimum < y.maximum else { return .nan }
    return min(1, max(-1, product / (x.sums.squares.squareRoot() * y.sums.squares.squareRoot())))
  }
}
