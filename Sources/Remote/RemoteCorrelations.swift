import Analysis
import Segmentation
import Tables
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
    let numbers = columns.map(\.finite)
    let counts = columns.map(\.facts.finite)
    let (complete, incomplete) = ((0..<d).filter { counts[$0] == rowCount }, (0..<d).filter { counts[$0] < rowCount })
    var coefficients = [Double](repeating: .nan, count: d * d)
    var pairCounts = [Int](repeating: 0, count: d * d)
    func note(_ i: Int, _ j: Int, _ coefficient: Double, _ count: Int) {
      for place in [i * d + j, j * d + i] { (coefficients[place], pairCounts[place]) = (coefficient, count) }
    }
    for i in 0..<d { note(i, i, 1, counts[i]) }
    // Pairs over the same rows go together: those without a gap, those with one gap's column, and two of these.
    var groups = [PairedColumns(columns: complete, pairs: pairs(complete.count), incomplete: 0)]
    groups += incomplete.map { gap in
      PairedColumns(columns: [gap] + complete, pairs: complete.indices.map { (0, $0 + 1) }, incomplete: 1)
    }
    groups += pairs(incomplete.count).map { first, second in
      PairedColumns(columns: [incomplete[first], incomplete[second]], pairs: [(0, 1)], incomplete: 2)
    }
    for (done, group) in groups.enumerated() where !group.pairs.isEmpty {
      try engine.checkpoint(engine.context, Double(done) / Double(groups.count))
      let measured = try engine.correlations(
        of: group.pairs, among: group.columns.map { numbers[$0] }, incomplete: group.incomplete, method, in: rows)
      for (pair, coefficient) in zip(group.pairs, measured.coefficients) {
        note(group.columns[pair.0], group.columns[pair.1], coefficient, measured.count)
      }
    }
    return Correlations(method: method, columnCount: d, coefficients, counts: pairCounts)
  }
}

/// Columns, and which of them are measured together, by their places.
private struct PairedColumns {
  let columns: [Int]
  let pairs: [(Int, Int)]
  /// So many at the beginning lack values; rows without one of these are left out.
  let incomplete: Int
}

/// Every two of so many places.
private func pairs(_ count: Int) -> [(Int, Int)] {
  (0..<count).flatMap { first in ((first + 1)..<max(first + 1, count)).map { (first, $0) } }
}

extension RemoteEngine {
  /// Coefficients of pairs of columns over the rows that have all values, and how many these are.
  /// - Parameter incomplete: so many of `numbers`, at the beginning, lack values.
  fileprivate func correlations(
    of pairs: [(Int, Int)], among numbers: [String], incomplete: Int, _ method: CorrelationMethod, in rows: String
  ) throws(WarehouseError) -> (coefficients: [Double], count: Int) {
    let gaps = (0..<incomplete).map { "x\($0) IS NOT NULL" }
    let isThere = gaps.isEmpty ? "" : " WHERE " + gaps.joined(separator: " AND ")
    let x = numbers.indices.map { "x\($0)" }
    // Twice the mean ranks are named as what they are ranks of.
    let values = method == .pearson ? x : x.map { "\(doubledRank($0)) AS \($0)" }
    let given = columns(Self.named(numbers), of: rows)
    let complete = "(SELECT \(values.joined(separator: ", ")) FROM \(given)\(isThere)) c"
    let facts = try facts(of: x, in: complete)
    // Without a row there is no mean to subtract.
    guard let count = facts.first?.count, count > 0 else { return (pairs.map { _ in .nan }, 0) }
    let products = pairs.map { i, j in
      "sum(\(facts[i].deviation("x\(i)")) * \(facts[j].deviation("x\(j)")))"
    }
    let sums = try row(products, "FROM \(complete)")
    return (zip(pairs, sums).map { coefficient($1, facts[$0.0], facts[$0.1]) }, count)
  }

  /// Twice the mean rank of a value, a whole number; of equal values the mean of their ranks.
  func doubledRank(_ x: String) -> String {
    "CAST(2 * rank() OVER (ORDER BY \(x)) + count(*) OVER (PARTITION BY \(x)) - 1 AS \(dialect.doubleType))"
  }

  /// Pearson's coefficient of `x` and `y`, both of which are there in every row.
  func correlation(of pairs: String, _ facts: [NumberFacts]) throws(WarehouseError) -> Double {
    let (x, y) = (facts[0], facts[1])
    guard x.count >= 2 else { return .nan }
    let product = try row(
      "SELECT sum(\(x.deviation("x")) * \(y.deviation("y"))) AS s FROM \(pairs)")[0]
    return coefficient(product, x, y)
  }

  /// Spearman's, of the ranks of `x` and `y`.
  func rankCorrelation(of pairs: String) throws(WarehouseError) -> Double {
    let ranked = "(SELECT \(doubledRank("x")) AS x, \(doubledRank("y")) AS y FROM \(pairs)) r"
    return try correlation(of: ranked, try facts(of: ["x", "y"], in: ranked))
  }

  private func coefficient(_ product: Double, _ x: NumberFacts, _ y: NumberFacts) -> Double {
    guard x.count >= 2, x.minimum < x.maximum, y.minimum < y.maximum else { return .nan }
    return min(1, max(-1, product / (x.scaledSquares.squareRoot() * y.scaledSquares.squareRoot())))
  }
}
