import Analysis
import Machine
import Segmentation
import Tables
import Warehouse
import Wording

/// What is missing in a table that stays in its database, where, and together with what.
public struct RemoteGaps {
  public let patterns: MissingPatterns
  private let table: RemoteTable
  private let engine: RemoteEngine

  /// - Throws: `WarehouseError`.
  public init(
    _ table: RemoteTable, _ warehouse: any Warehouse, context: ComputeContext
  ) throws(WarehouseError) {
    self.table = table
    engine = RemoteEngine(warehouse, context)
    try table.checkRowCount(engine)
    let values = table.columns.map(engine.value)
    let counts = try engine.row(
      values.indices.map { "count(x\($0))" }, "FROM \(engine.columns(RemoteEngine.named(values), of: table.rows))"
    ).map { table.rowCount - Int($0) }
    let incomplete = counts.indices.filter { counts[$0] > 0 && counts[$0] < table.rowCount }
    patterns = MissingPatterns(
      rowCount: table.rowCount, counts: counts,
      rowsByPattern: try engine.patterns(
        of: incomplete, values.enumerated().filter { incomplete.contains($0.offset) }.map(\.element), in: table))
  }

  // MARK: How rows with a gap differ

  /// More different numbers than these do not travel: the engine compares them.
  private static let mostNumbers = 20_000

  /// - Throws: `WarehouseError`.
  public func contrasts(context: ComputeContext) throws(WarehouseError) -> MissingContrasts {
    try contrasts(context: context, mostNumbers: Self.mostNumbers)
  }

  func contrasts(context: ComputeContext, mostNumbers: Int) throws(WarehouseError) -> MissingContrasts {
    let incomplete = patterns.incomplete.prefix(MissingContrasts.mostColumns)
    let large = incomplete.filter {
      min(patterns.counts[$0], table.rowCount - patterns.counts[$0]) >= MissingContrasts.fewestRows
    }
    let tooFew = incomplete.filter { !large.contains($0) }
    guard !large.isEmpty else { return MissingContrasts([:], tooFew: tooFew) }
    let others = table.columns.indices.filter { $0 != table.look.identifier }
    var found = Dictionary(uniqueKeysWithValues: large.map { ($0, [MissingContrast?]()) })
    for (done, other) in others.enumerated() {
      try engine.checkpoint(context, Double(done) / Double(others.count))
      let column = try ComparedColumn(other, gaps: large, table, engine, mostNumbers: mostNumbers)
      for (place, gap) in large.enumerated() {
        let contrast = other == gap ? nil : try column.contrast(inGapsAt: place, missing: patterns)
        found[gap]?.append(contrast)
      }
    }
    return MissingContrasts(found, tooFew: tooFew)
  }

  // MARK: What a recipe would do about them

  /// What each choice would do, or why the recipe refuses the table.
  /// - Throws: `WarehouseError`.
  public func choices() throws(WarehouseError) -> Result<MissingChoices, PreparationError> {
    let candidates = try RemoteCandidate.all(of: table, engine)
    if let refusal = RemoteCandidate.refusal(of: candidates, in: table) { return .failure(refusal) }
    let incomplete = candidates.filter { patterns.counts[$0.index] > 0 }
    var fills: [MissingChoices.Fill] = []
    for candidate in incomplete {
      fills.append(
        .init(
          column: table.columns[candidate.index].name, count: patterns.counts[candidate.index],
          median: candidate.median, mean: candidate.mean))
    }
    let gaps = Set(incomplete.map(\.index))
    let dropped = patterns.patterns.filter { !gaps.isDisjoint(with: $0.columns) }.reduce(0) { $0 + $1.rows }
    return .success(
      MissingChoices(
        fills: fills, rowCount: table.rowCount, dropped: dropped,
        lostGroups: dropped == 0 ? [] : try lostGroups(without: incomplete.map(\.index))))
  }

  /// As `RowSelection` finds them: everyone with a zero in a column, everyone in a category.
  private func lostGroups(without gaps: [Int]) throws(WarehouseError) -> [String] {
    let isDropped = gaps.map { "\(engine.value(table.columns[$0])) IS NULL" }.joined(separator: " OR ")
    let dropped = "CASE WHEN \(isDropped) THEN 1 ELSE 0 END AS d"
    let zeros = try zeros(dropped)
    var groups: [String] = []
    for (index, column) in table.columns.enumerated() where index != table.look.identifier {
      switch column.values {
      case .numbers:
        if let (all, lost) = zeros[index], lost >= 5, all == lost {
          groups.append("all \(count(all, "row")) with \(column.name) = 0")
        }
      case .text:
        let rows = "(SELECT \(engine.value(column)) AS v, \(dropped) FROM \(table.rows)) t"
        let lost = try engine.result(
          """
          SELECT v, count(*) AS n FROM \(rows) WHERE v IS NOT NULL GROUP BY v HAVING count(*) >= 5 AND sum(d) = count(*)
          """)
        let values = (0..<lost[0].count).map { row in
          (name: lost[0].text(at: row) ?? "", rows: Int(rows: lost[1].number(at: row)))
        }
        groups += values.sorted { $0.name < $1.name }.map {
          "all \(count($0.rows, "row")) with \(column.name) = \($0.name)"
        }
      case .booleans, .dates: continue
      }
    }
    return groups
  }

  /// The rows with a zero in a column of numbers, and how many of them would be dropped.
  /// - Parameter dropped: an expression named `d`, one in the rows to be dropped, else zero.
  private func zeros(_ dropped: String) throws(WarehouseError) -> [Int: (all: Int, lost: Int)] {
    let numbers = table.columns.indices.filter { table.columns[$0].numbers != nil && $0 != table.look.identifier }
    let named = RemoteEngine.named(numbers.map { engine.value(table.columns[$0]) })
    let sums = numbers.indices.flatMap { place in
      ["1", "d"].map { "sum(CASE WHEN x\(place) = 0 THEN \($0) ELSE 0 END)" }
    }
    let counted = try engine.row(sums, "FROM \(engine.columns("\(named), \(dropped)", of: table.rows))")
      .map(Int.init(rows:))
    return Dictionary(
      uniqueKeysWithValues: numbers.enumerated().map { ($1, (counted[2 * $0], counted[2 * $0 + 1])) })
  }
}

extension RemoteEngine {
  /// A column's value, NULL where it is missing.
  func value(_ column: Column) -> String {
    column.numbers == nil ? dialect.quoted(column.name) : dialect.number(column.name)
  }

  func checkpoint(_ context: ComputeContext, _ share: Double) throws(WarehouseError) {
    do { try context.checkpoint(share) } catch { throw .cancelled }
  }

  /// The rows that lack exactly these columns.
  fileprivate func patterns(
    of columns: [Int], _ values: [String], in table: RemoteTable
  ) throws(WarehouseError) -> [[Int]: Int] {
    guard !columns.isEmpty else { return [[]: table.rowCount] }
    let marks = values.enumerated().map { "CASE WHEN \($0.element) IS NULL THEN 1 ELSE 0 END AS m\($0.offset)" }
    let names = values.indices.map { "m\($0)" }.joined(separator: ", ")
    let result = try result(
      """
      SELECT \(names), count(*) AS n FROM (SELECT \(marks.joined(separator: ", ")) FROM \(table.rows)) t GROUP BY \(names)
      """)
    return Dictionary(
      uniqueKeysWithValues: (0..<result[0].count).map { row in
        let lacking = columns.indices.filter { result[$0].number(at: row) == 1 }.map { columns[$0] }
        return (lacking, Int(rows: result[columns.count].number(at: row)))
      })
  }
}
