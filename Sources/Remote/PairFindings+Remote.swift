import Analysis
import Segmentation
import Tables
import Warehouse

extension PairFindings {
  /// What ties two columns of numbers of one table, as its engine counts it.
  /// - Throws: `WarehouseError`.
  public init(of pair: (RemoteColumn, RemoteColumn), areComparable: Bool) throws(WarehouseError) {
    let (first, second) = pair
    let engine = first.engine
    let pairs = """
      (SELECT x, y FROM (SELECT \(first.finite) AS x, \(second.finite) AS y FROM \(first.table.rows)) p
        WHERE x IS NOT NULL AND y IS NOT NULL) q
      """
    func times(_ condition: String) -> String { "sum(CASE WHEN \(condition) THEN 1 ELSE 0 END)" }
    let counted = try engine.row(
      [
        "count(*)", times("x = 0 AND y = 0"), times("x = 0 AND y <> 0"), times("x <> 0 AND y = 0"), times("x < y"),
        times("x > y"),
      ], "FROM \(pairs)"
    ).map(Int.init(rows:))
    let facts = try engine.facts(of: ["x", "y"], in: pairs)
    let spearman = try engine.rankCorrelation(of: pairs)
    let (isBelow, isAbove) = (counted[5] == 0, counted[4] == 0)
    let meet = facts[0].maximum > facts[1].minimum && facts[1].maximum > facts[0].minimum
    var bent: (explained: Double, isFirstGiver: Bool)?
    if abs(spearman) < Self.noTie {
      bent = Self.bent(
        explainedOfSecond: try engine.explained("y", facts[1], along: "x", of: pairs),
        explainedOfFirst: try engine.explained("x", facts[0], along: "y", of: pairs))
    }
    self.init(
      first.name, second.name, count: counted[0],
      pearson: try engine.correlation(of: pairs, facts), spearman: spearman,
      zeros: (counted[1], counted[2], counted[3]), bounded: (isBelow, isAbove),
      isFinding: areComparable && meet && counted[4] + counted[5] > 0, bent: bent)
  }
}

extension RemoteEngine {
  /// How much slices of equal numbers along one column explain of the other; nil where it is little, or chance.
  fileprivate func explained(
    _ value: String, _ facts: NumberFacts, along other: String, of pairs: String
  ) throws(WarehouseError) -> Double? {
    // Equal values stay in one slice: the first that ends behind the first of them.
    var slice = "CASE"
    for number in 1..<PairFindings.slices {
      slice += " WHEN below < \(facts.count * number / PairFindings.slices) THEN \(number)"
    }
    slice += " ELSE \(PairFindings.slices) END"
    let result = try result(
      """
      SELECT slice, count(*) AS n, sum(v - \(sqlNumber(facts.sums.mean))) AS s FROM (SELECT v, \(slice) AS slice
        FROM (SELECT \(value) AS v, rank() OVER (ORDER BY \(other)) - 1 AS below FROM \(pairs)) b) c
      GROUP BY slice ORDER BY slice
      """)
    let slices = (0..<result[0].count).map { row -> (count: Int, mean: Double) in
      let count = result[1].number(at: row)
      return (Int(count), facts.sums.mean + result[2].number(at: row) / count)
    }
    return PairFindings.explained(by: slices, mean: facts.sums.mean, squares: facts.sums.squares)
  }
}
