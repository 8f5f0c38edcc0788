import Analysis
import Segmentation
import Tables
import Warehouse

/// A column of a table that stays in its database, ready to be compared between rows with a gap elsewhere and the others.
struct ComparedColumn {
  private let index: Int
  private let table: RemoteTable
  private let engine: RemoteEngine
  private let rule: ContrastRule
  /// Of a column of numbers; nil where they are few and taken one by one.
  private let middle: Double?

  private var column: Column { table.columns[index] }
  private var value: String { engine.value(column) }
  private var isNumber: Bool { column.numbers != nil }

  /// - Throws: `WarehouseError`.
  init(_ index: Int, _ table: RemoteTable, _ engine: RemoteEngine) throws(WarehouseError) {
    (self.index, self.table, self.engine) = (index, table, engine)
    let column = table.columns[index]
    rule = ContrastRule(column: column.name, notation: table.look.role(of: index).role.notation)
    guard column.numbers != nil else {
      middle = nil
      return
    }
    let number = engine.value(column)
    let different = try engine.row(
      """
      SELECT count(*) AS n FROM (SELECT DISTINCT x FROM (SELECT \(number) AS x FROM \(table.rows)) t WHERE x IS NOT NULL
        LIMIT \(MissingContrasts.mostNumbers + 1)) d
      """)[0]
    guard different < 2 || Int(different) > MissingContrasts.mostNumbers else {
      middle = nil
      return
    }
    let count = Int(try engine.row("SELECT count(x) AS n FROM (SELECT \(number) AS x FROM \(table.rows)) t")[0])
    middle = try engine.quantiles([0.5], of: number, count: count, in: table.rows)[0]
  }

  /// The strongest difference between the rows without a value in column `gap` and the others; nil when there is none to speak of.
  /// - Throws: `WarehouseError`.
  func contrast(inGapsOf gap: Int, missing: MissingPatterns) throws(WarehouseError) -> MissingContrast? {
    let isGap = "CASE WHEN \(engine.value(table.columns[gap])) IS NULL THEN 1 ELSE 0 END"
    var candidates: [MissingContrast?] = []
    if isNumber { candidates.append(rule.values(try comparison(of: value, isGap))) }
    // Without a value, or about infinity, nothing lies anywhere.
    if let middle, middle.isFinite {
      candidates.append(rule.spread(try comparison(of: "abs(\(value) - \(sqlNumber(middle)))", isGap)))
    }
    if let categories = try categories(isGap) { candidates.append(rule.category(categories)) }
    if missing.counts[index] > 0 { candidates.append(rule.missing(shares(ofGapsIn: gap, missing))) }
    return rule.strongest(candidates)
  }

  /// Values of the group and of the others: medians, zeros, and in how many pairs one is the higher, which is found by ranks.
  private func comparison(of value: String, _ isGap: String) throws(WarehouseError) -> GroupComparison {
    let result = try engine.result(
      """
      SELECT g, count(*) AS n, sum(CASE WHEN x = 0 THEN 1 ELSE 0 END) AS z, sum(r) AS r,
        max(CASE WHEN 2 * o = n OR 2 * o = n + 1 THEN x END) AS a, max(CASE WHEN 2 * o = n + 1 OR 2 * o = n + 2 THEN x END) AS b
      FROM (SELECT g, x, \(engine.doubledRank("x")) AS r, row_number() OVER (PARTITION BY g ORDER BY x) AS o,
          count(*) OVER (PARTITION BY g) AS n
        FROM (SELECT \(value) AS x, \(isGap) AS g FROM \(table.rows)) v WHERE x IS NOT NULL) w GROUP BY g
      """)
    var groups = [[Double]](repeating: [0, 0, 0, .nan], count: 2)
    for row in 0..<result[0].count {
      let (low, high) = (result[4].number(at: row), result[5].number(at: row))
      groups[Int(result[0].number(at: row))] = [
        result[1].number(at: row), result[2].number(at: row), result[3].number(at: row),
        low == high ? low : low + (high - low) / 2,
      ]
    }
    let (own, other) = (groups[1], groups[0])
    // Twice the mean ranks, less what the group's own values give each other.
    let balance = own[2] - own[0] - own[0] * own[0] - own[0] * other[0]
    return GroupComparison(
      count: Int(own[0]), otherCount: Int(other[0]), zeros: Int(own[1]), otherZeros: Int(other[1]), median: own[3],
      otherMedian: other[3], balance: balance)
  }

  private func categories(
    _ isGap: String
  ) throws(WarehouseError) -> [(value: String, shares: ShareComparison)]? {
    if column.dates || (isNumber && middle != nil) { return nil }
    let result = try engine.result(
      """
      SELECT v, sum(g) AS hits, count(*) AS n FROM (SELECT \(value) AS v, \(isGap) AS g FROM \(table.rows)) t
      WHERE v IS NOT NULL GROUP BY v ORDER BY v LIMIT \(MissingContrasts.mostCategories + 1)
      """)
    let rows = 0..<result[0].count
    guard !rows.isEmpty, rows.count <= MissingContrasts.mostCategories else { return nil }
    let (hits, counts) = (rows.map { Int(result[1].number(at: $0)) }, rows.map { Int(result[2].number(at: $0)) })
    let (count, all) = (hits.reduce(0, +), counts.reduce(0, +))
    return rows.map { row in
      (
        result[0].text(at: row) ?? "",
        ShareComparison(hits: hits[row], count: count, otherHits: counts[row] - hits[row], otherCount: all - count)
      )
    }
  }

  private func shares(ofGapsIn gap: Int, _ missing: MissingPatterns) -> ShareComparison {
    let (own, count) = (missing.counts[index], missing.counts[gap])
    // A column without any value is in no pattern, and in every row.
    let both =
      own == table.rowCount
      ? count
      : missing.patterns.filter { $0.columns.contains(gap) && $0.columns.contains(index) }.reduce(0) { $0 + $1.rows }
    return ShareComparison(
      hits: both, count: count, otherHits: own - both, otherCount: table.rowCount - count)
  }
}

extension Column {
  fileprivate var dates: Bool { if case .dates = values { true } else { false } }
}
