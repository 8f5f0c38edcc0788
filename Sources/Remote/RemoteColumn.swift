import Analysis
import Machine
import Segmentation
import Tables
import Warehouse

/// A column that stays in its database and answers by queries: its values are counted, summed and ordered there.
public struct RemoteColumn: ColumnQuestions {
  private let index: Int
  let table: RemoteTable
  let engine: RemoteEngine
  /// What one pass told of it; nil of a column of anything but numbers.
  private let known: NumberFacts?
  /// Its values as far as they were brought here, for all questions of one command.
  private var values: Values?
  /// Where there are more different values they stay.
  let mostDifferent: Int

  private enum Values: Sendable {
    case counted(CountedNumbers)
    /// Too many different ones to travel: each question is a query, but for that of the quartiles.
    case many(quartiles: [Double])
  }

  /// More different values than these do not travel: that a column has more humps than one is not looked for then, and bars are not
  /// drawn of each value.
  public static let mostDifferent = 200_000

  /// Columns of a table, ready to be asked; the facts of all its numbers take two passes over the table.
  /// - Throws: `WarehouseError`.
  public static func columns(
    _ indices: [Int], of table: RemoteTable, _ warehouse: any Warehouse, context: ComputeContext
  ) throws(WarehouseError) -> [RemoteColumn] {
    let engine = RemoteEngine(warehouse, context)
    try table.checkRowCount(engine)
    return try columns(indices, of: table, engine, mostDifferent: mostDifferent)
  }

  static func columns(
    _ indices: [Int], of table: RemoteTable, _ engine: RemoteEngine, mostDifferent: Int
  ) throws(WarehouseError) -> [RemoteColumn] {
    let numeric = indices.filter { table.columns[$0].numbers != nil }
    let facts =
      numeric.isEmpty
      ? [] : try engine.facts(of: numeric.map { engine.dialect.number(table.columns[$0].name) }, in: table.rows)
    let known = Dictionary(zip(numeric, facts)) { first, _ in first }
    return indices.map {
      RemoteColumn(index: $0, table: table, engine: engine, known: known[$0], mostDifferent: mostDifferent)
    }
  }

  private init(index: Int, table: RemoteTable, engine: RemoteEngine, known: NumberFacts?, mostDifferent: Int) {
    (self.index, self.table, self.engine) = (index, table, engine)
    (self.known, self.mostDifferent) = (known, mostDifferent)
  }

  /// The same column, made ready for many questions about how its numbers lie: its different values are counted once, or where they are too
  /// many its quartiles found. Without it each such question does so itself.
  /// - Throws: `WarehouseError`.
  public func counted() throws(WarehouseError) -> RemoteColumn {
    guard known != nil else { return self }
    var counted = self
    counted.values = try broughtHere()
    return counted
  }

  private func broughtHere() throws(WarehouseError) -> Values {
    if let values { return values }
    let result = try engine.result(
      "SELECT x, count(*) AS n \(valued) GROUP BY x ORDER BY x LIMIT \(mostDifferent + 1)")
    let rows = 0..<result[0].count
    guard rows.count > mostDifferent else {
      return .counted(
        CountedNumbers(rows.map { result[0].number(at: $0) }, counts: rows.map { Int(rows: result[1].number(at: $0)) }))
    }
    return .many(
      quartiles: try engine.quantiles([0.25, 0.5, 0.75], of: number, count: facts.count, in: table.rows))
  }

  /// The different values and their rows; nil where they are too many.
  private func fewNumbers() throws(WarehouseError) -> CountedNumbers? {
    guard known != nil, case .counted(let counts) = try broughtHere() else { return nil }
    return counts
  }

  private func quartiles() throws(WarehouseError) -> [Double] {
    guard known != nil else { return [.nan, .nan, .nan] }
    switch try broughtHere() {
    case .counted(let counts): return counts.quartiles()
    case .many(let quartiles): return quartiles
    }
  }

  // MARK: What it is

  public var name: String { table.columns[index].name }
  public var type: ColumnType { table.columns[index].values.type }
  public var count: Int { table.rowCount }
  /// As an expression.
  private var number: String { engine.dialect.number(name) }
  private var quoted: String { engine.dialect.quoted(name) }
  /// The same without infinite values.
  var finite: String { "CASE WHEN abs(\(number)) <= \(largestNumber) THEN \(number) END" }
  /// Rows with a value in `x`.
  private var valued: String { "FROM (SELECT \(number) AS x FROM \(table.rows)) t WHERE x IS NOT NULL" }

  /// What one pass over the table tells of its numbers; of anything else that there are none.
  public var facts: NumberFacts { known ?? NumberFacts() }

  public func missingCount() throws(WarehouseError) -> Int {
    if let known { return count - known.count }
    return count - Int(rows: try engine.row("SELECT count(\(quoted)) AS n FROM \(table.rows)")[0])
  }

  // MARK: Of any column

  public func distinctCount() throws(WarehouseError) -> Int {
    if case .counted(let counts) = values { return counts.distinctCount }
    let query =
      known == nil
      ? "SELECT count(DISTINCT \(quoted)) AS n FROM \(table.rows)" : "SELECT count(DISTINCT x) AS n \(valued)"
    return Int(rows: try engine.row(query)[0])
  }

  public func commonestValue() throws(WarehouseError) -> ValueCount? {
    // Of equals that one comes first which does among the first rows, as in a table that is loaded.
    let counts = try listed(most: 1_000, isComplete: false)
    guard let most = counts.map(\.count).max() else { return nil }
    let best = counts.filter { $0.count == most }
    guard case .text(let text) = table.columns[index].values else { return best.min { $0.value < $1.value } }
    let first = text.categories.first { category in best.contains { $0.value == category } }
    return first.flatMap { first in best.first { $0.value == first } } ?? best.min { $0.value < $1.value }
  }

  public func valueCounts() throws(WarehouseError) -> [ValueCount] {
    try listed(most: mostDifferent, isComplete: true).sorted { $0.value < $1.value }
  }

  /// - Parameter isComplete: whether it is an error that there are more; else the most frequent are wanted.
  private func listed(most: Int, isComplete: Bool) throws(WarehouseError) -> [ValueCount] {
    let value = known == nil ? quoted : number
    let result = try engine.result(
      """
      SELECT v, count(*) AS n FROM (SELECT \(value) AS v FROM \(table.rows)) t WHERE v IS NOT NULL
      GROUP BY v ORDER BY n DESC, v LIMIT \(most + 1)
      """)
    guard !isComplete || result[0].count <= most else {
      throw .failed(
        table.name, reason: "\(name) has more than \(grouped(most)) different values, too many to count each")
    }
    return (0..<result[0].count).compactMap { row in
      result[0].text(at: row).map { ValueCount(value: $0, count: Int(rows: result[1].number(at: row))) }
    }
  }

  public func valueRange() throws(WarehouseError) -> (first: String, last: String)? {
    guard type == .date || type == .number else { return nil }
    let value = known == nil ? quoted : number
    let ends = try engine.result("SELECT min(v) AS a, max(v) AS b FROM (SELECT \(value) AS v FROM \(table.rows)) t")
    return ends[0].text(at: 0).flatMap { first in ends[1].text(at: 0).map { (first, $0) } }
  }

  /// The days of a column of dates, as days since 1970-01-01, with how many rows are of each; NaN stands for those without one.
  /// - Throws: `WarehouseError`.
  public func days() throws(WarehouseError) -> [(day: Double, count: Int)] {
    // SQLite has no dates, only texts that read as such.
    let day = engine.dialect == .sqlite ? "substr(\(quoted), 1, 10)" : "CAST(\(quoted) AS DATE)"
    let result = try engine.result(
      "SELECT v, count(*) AS n FROM (SELECT \(day) AS v FROM \(table.rows)) t GROUP BY v ORDER BY v")
    guard case .dates(let dates) = result[0].values else { return [] }
    return (0..<dates.count).map { row in
      let microseconds = dates.microseconds[row]
      return (
        microseconds == DateColumn.missing ? .nan : (Double(microseconds) / 86_400_000_000).rounded(.down),
        Int(rows: result[1].number(at: row))
      )
    }
  }

  // MARK: Of numbers

  public func summary() throws(WarehouseError) -> Summary {
    let quartiles = try quartiles()
    return Summary(
      count: facts.count, missing: count - facts.count, infinite: facts.infinite, zeros: facts.zeros, sums: facts.sums,
      minimum: facts.minimum, firstQuartile: quartiles[0], median: quartiles[1], thirdQuartile: quartiles[2],
      maximum: facts.maximum)
  }

  public func spread(in range: ClosedRange<Double>?) throws(WarehouseError) -> FiniteSpread {
    guard known != nil else { return FiniteSpread([]) }
    if let few = try fewNumbers() { return few.spread(in: range) }
    if range == nil, facts.infinite == 0 {
      let quartiles = try quartiles()
      return FiniteSpread(
        count: facts.count, low: facts.low, high: facts.high, firstQuartile: quartiles[0], thirdQuartile: quartiles[2],
        isWhole: facts.fractions == 0)
    }
    let (low, high) = (range?.lowerBound ?? -.greatestFiniteMagnitude, range?.upperBound ?? .greatestFiniteMagnitude)
    // No engine has to read the smallest number there is.
    let start = low == .leastNonzeroMagnitude ? "v > 0" : "v >= \(sqlNumber(low))"
    let inside = "CASE WHEN \(start) AND v <= \(sqlNumber(high)) THEN v END"
    return try spread(of: inside, in: "(SELECT \(number) AS v FROM \(table.rows)) s")
  }

  public func logarithmicSpread() throws(WarehouseError) -> FiniteSpread {
    guard known != nil else { return FiniteSpread([]) }
    if let few = try fewNumbers() { return few.logarithmicSpread() }
    // The logarithm keeps the order: those of the neighbours of a quantile are taken here.
    let positive = "CASE WHEN v > 0 AND v <= \(largestNumber) THEN v END"
    let rows = "(SELECT \(number) AS v FROM \(table.rows)) s"
    let facts = try engine.facts(of: [positive], in: rows)[0]
    let places = [0.25, 0.75].compactMap { QuantilePlace($0, of: facts.count) }
    let ranks = Set(places.flatMap { [$0.below + 1, $0.above + 1] })
    let values = ranks.isEmpty ? [:] : try engine.values(ranked: [ranks], of: [positive], in: rows)[0]
    let quartiles = places.map { place in
      place.value(
        between: decimalLogarithm(values[place.below + 1] ?? .nan), decimalLogarithm(values[place.above + 1] ?? .nan))
    }
    return FiniteSpread(
      count: facts.count, low: decimalLogarithm(facts.low), high: decimalLogarithm(facts.high),
      firstQuartile: quartiles.first ?? .nan, thirdQuartile: quartiles.last ?? .nan,
      isWhole: try areWholeLogarithms(facts))
  }

  /// Whether every positive value is a power of ten: only where there are few values can it be so.
  private func areWholeLogarithms(_ facts: NumberFacts) throws(WarehouseError) -> Bool {
    let different = try engine.result(
      "SELECT DISTINCT x \(valued) AND x > 0 AND x <= \(largestNumber) ORDER BY x LIMIT 700")
    guard different[0].count < 700 else { return false }
    return (0..<different[0].count).allSatisfy {
      let logarithm = decimalLogarithm(different[0].number(at: $0))
      return logarithm == logarithm.rounded(.towardZero)
    }
  }

  private func spread(of expression: String, in rows: String) throws(WarehouseError) -> FiniteSpread {
    let facts = try engine.facts(of: [expression], in: rows)[0]
    let quartiles = try engine.quantiles([0.25, 0.75], of: expression, count: facts.count, in: rows)
    return FiniteSpread(
      count: facts.count, low: facts.low, high: facts.high, firstQuartile: quartiles[0], thirdQuartile: quartiles[1],
      isWhole: facts.fractions == 0)
  }

  public func quantiles(_ shares: [Double]) throws(WarehouseError) -> [Double] {
    guard known != nil else { return shares.map { _ in .nan } }
    if let few = try fewNumbers() { return few.quantiles(shares) }
    let finite = "CASE WHEN abs(v) <= \(largestNumber) THEN v END"
    return try engine.quantiles(
      shares, of: finite, count: facts.finite, in: "(SELECT \(number) AS v FROM \(table.rows)) s")
  }

  public func counts(between edges: [Double]) throws(WarehouseError) -> [Int] {
    guard known != nil, edges.count >= 2 else { return [Int](repeating: 0, count: max(0, edges.count - 1)) }
    if let few = try fewNumbers() { return few.counts(between: edges) }
    var bins = "CASE"
    for (bin, edge) in edges.dropFirst().dropLast().enumerated() { bins += " WHEN x < \(sqlNumber(edge)) THEN \(bin)" }
    bins = edges.count == 2 ? "0" : bins + " ELSE \(edges.count - 2) END"
    // No engine has to read infinity; beyond it there is nothing.
    var within = ""
    if let first = edges.first, first > -.infinity { within += " AND x >= \(sqlNumber(first))" }
    if let last = edges.last, last < .infinity { within += " AND x <= \(sqlNumber(last))" }
    let result = try engine.result(
      """
      SELECT bin, count(*) AS n FROM (SELECT \(bins) AS bin \(valued)\(within)) b GROUP BY bin
      """)
    var counts = [Int](repeating: 0, count: edges.count - 1)
    for row in 0..<result[0].count { counts[Int(result[0].number(at: row))] = Int(rows: result[1].number(at: row)) }
    return counts
  }

  public func tails(below lower: Double, above upper: Double) throws(WarehouseError) -> Tails {
    guard known != nil else { return Tails(below: 0, above: 0, total: 0, totalAbove: 0) }
    let total = facts.count == 0 ? 0 : facts.sum
    if lower == 0, upper == .infinity {
      return Tails(below: facts.negatives, above: 0, total: total, totalAbove: 0)
    }
    if let few = try fewNumbers() { return few.tails(below: lower, above: upper, total: total) }
    let found = try engine.row(
      """
      SELECT sum(CASE WHEN \(Self.isBelow(lower)) THEN 1 ELSE 0 END) AS a,
        sum(CASE WHEN \(Self.isAbove(upper)) THEN 1 ELSE 0 END) AS b,
        sum(CASE WHEN \(Self.isAbove(upper)) THEN x ELSE 0 END) AS c \(valued)
      """
    ).map { $0.isNaN ? 0 : $0 }
    return Tails(below: Int(found[0]), above: Int(found[1]), total: total, totalAbove: found[2])
  }

  private static func isOther(_ number: Double) -> String {
    number.isFinite
      ? "x <> \(sqlNumber(number))"
      : "NOT (\(number > 0 ? isAbove(.greatestFiniteMagnitude) : isBelow(-.greatestFiniteMagnitude)))"
  }

  private static func isBelow(_ bound: Double) -> String {
    bound == .infinity ? "x <= \(largestNumber)" : bound == -.infinity ? "1 = 0" : "x < \(sqlNumber(bound))"
  }

  private static func isAbove(_ bound: Double) -> String {
    bound == -.infinity ? "x >= -\(largestNumber)" : bound == .infinity ? "1 = 0" : "x > \(sqlNumber(bound))"
  }

  public func commonestNumber(besides excluded: Double) throws(WarehouseError) -> (value: Double, count: Int)? {
    guard known != nil else { return nil }
    if let few = try fewNumbers() { return few.commonest(besides: excluded) }
    let result = try engine.result(
      """
      SELECT x, count(*) AS n \(valued) AND \(Self.isOther(excluded)) GROUP BY x ORDER BY n DESC, x LIMIT 1
      """)
    guard result[0].count > 0 else { return nil }
    return (result[0].number(at: 0), Int(result[1].number(at: 0)))
  }

  public func logarithmicSkewness() throws(WarehouseError) -> (all: Double, aboveZero: Double) {
    guard known != nil else { return (.nan, .nan) }
    if let few = try fewNumbers() { return few.logarithmicSkewness() }
    let facts = try engine.facts(
      of: ["ln(v + \(sqlNumber(1)))", "CASE WHEN v > 0 THEN ln(v + \(sqlNumber(1))) END"],
      in: "(SELECT \(number) AS v FROM \(table.rows)) s")
    return (facts[0].skewness, facts[1].skewness)
  }

  /// The skewness of the finite values, NaN of a constant.
  /// - Throws: `WarehouseError`.
  public func finiteSkewness() throws(WarehouseError) -> Double {
    if facts.infinite == 0 { return facts.skewness }
    return try engine.facts(of: [finite], in: table.rows)[0].skewness
  }

  /// Where there are too many different values, none is found.
  public func humps() throws(WarehouseError) -> Humps? { try fewNumbers()?.humps() }
}

extension NumberFacts {
  /// NaN of a constant.
  fileprivate var skewness: Double { minimum == maximum ? .nan : sums.skewness }
}
