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
  /// The columns with gaps.
  private let gaps: [Int]
  /// nil where there are too many different values to bring them here, and of dates.
  private let counted: CountedGroups?
  /// Of a column of numbers; nil where they are few and taken one by one.
  private let middle: Double?

  private var column: Column { table.columns[index] }
  private var value: String { engine.value(column) }
  private var isNumber: Bool { column.numbers != nil }

  /// - Parameter mostNumbers: more different ones are compared by the engine.
  /// - Throws: `WarehouseError`.
  init(
    _ index: Int, gaps: [Int], _ table: RemoteTable, _ engine: RemoteEngine, mostNumbers: Int
  ) throws(WarehouseError) {
    (self.index, self.gaps, self.table, self.engine) = (index, gaps, table, engine)
    let column = table.columns[index]
    rule = ContrastRule(column: column.name, notation: table.look.role(of: index).role.notation)
    let value = engine.value(column)
    guard !column.dates else {
      (counted, middle) = (nil, nil)
      return
    }
    let isNumber = column.numbers != nil
    counted = try CountedGroups(
      of: value, isNumber: isNumber, gaps: gaps.map { engine.value(table.columns[$0]) },
      most: isNumber ? mostNumbers : MissingContrasts.mostCategories, in: table.rows, engine)
    guard isNumber else {
      middle = nil
      return
    }
    if let counted {
      let areFew = (2...MissingContrasts.mostNumbers).contains(counted.values.count)
      middle = areFew ? nil : counted.median
      return
    }
    let count = Int(rows: try engine.row("SELECT count(x) AS n FROM (SELECT \(value) AS x FROM \(table.rows)) t")[0])
    middle = try engine.quantiles([0.5], of: value, count: count, in: table.rows)[0]
  }

  /// The strongest difference between the rows without a value in a column and the others; nil when there is none to speak of.
  /// - Parameter place: of that column, among `gaps`.
  /// - Throws: `WarehouseError`.
  func contrast(inGapsAt place: Int, missing: MissingPatterns) throws(WarehouseError) -> MissingContrast? {
    let gap = gaps[place]
    var candidates: [MissingContrast?] = []
    if isNumber { candidates.append(rule.values(try values(inGapsAt: place))) }
    // Without a value, or about infinity, nothing lies anywhere.
    if let middle, middle.isFinite { candidates.append(rule.spread(try distances(from: middle, inGapsAt: place))) }
    if middle == nil, let counted { candidates.append(rule.category(counted.shares(inGapsAt: place))) }
    if missing.counts[index] > 0 { candidates.append(rule.missing(shares(ofGapsIn: gap, missing))) }
    return rule.strongest(candidates)
  }

  private func values(inGapsAt place: Int) throws(WarehouseError) -> GroupComparison {
    if let counted { return counted.comparison(inGapsAt: place) { $0 } }
    return try comparison(of: value, inGapsAt: place)
  }

  private func distances(from middle: Double, inGapsAt place: Int) throws(WarehouseError) -> GroupComparison {
    if let counted { return counted.comparison(inGapsAt: place) { abs($0 - middle) } }
    return try comparison(of: "abs(\(value) - \(sqlNumber(middle)))", inGapsAt: place)
  }

  /// Values of the group and of the others: medians, zeros, and in how many pairs one is the higher, which is found by ranks.
  private func comparison(of value: String, inGapsAt place: Int) throws(WarehouseError) -> GroupComparison {
    let isGap = "CASE WHEN \(engine.value(table.columns[gaps[place]])) IS NULL THEN 1 ELSE 0 END"
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
