import Analysis
import Machine
import Segmentation
import Tables
import Testing
import Warehouse

@testable import Remote

@Suite("A table that somebody changes while it is asked")
struct ChangingTableTests {
  private static let changes = [
    "DELETE FROM customers", "DELETE FROM customers WHERE id % 3 > 0", "INSERT INTO customers SELECT * FROM customers",
    "UPDATE customers SET a = NULL, b = NULL, city = NULL", "UPDATE customers SET a = 5, b = -a",
    "INSERT INTO customers SELECT id + 1000, a * 1e6, b - 1e6, 'new' || id FROM customers",
  ]

  private static func table() throws -> BothTables {
    var draws = Xoshiro256(seed: 1)
    func numbers() -> [Double] {
      (0..<90).map { _ in Int.random(in: 0..<5, using: &draws) == 0 ? .nan : Double.random(in: -9...99, using: &draws) }
    }
    return try BothTables([
      DrawnColumn("id", wholes: (0..<90).map { Int64($0) }), DrawnColumn("a", numbers()), DrawnColumn("b", numbers()),
      DrawnColumn("city", texts: (0..<90).map { ["Rome", "Köln", nil][$0 % 3] }),
    ])
  }

  /// Any answer, or an error in words, is an answer.
  private func ask(_ question: () throws -> some Any) { _ = try? question() }

  @Test("columns answer, or say why not", arguments: changes)
  func columns(change: String) throws {
    for mostDifferent in [RemoteColumn.mostDifferent, 0] {
      let tables = try Self.table()
      let before = try tables.columns(mostDifferent: mostDifferent)
      let counted = try before.map { column in try column.counted() }
      try tables.execute(change)
      let after = (try? tables.columns(mostDifferent: mostDifferent)) ?? []
      for column in before + counted + after {
        ask { try column.missingCount() }
        ask { try column.distinctCount() }
        ask { try column.commonestValue() }
        ask { try column.valueCounts() }
        ask { try column.valueRange() }
        ask { try column.summary() }
        ask { try column.spread(in: 0...10) }
        ask { try column.logarithmicSpread() }
        ask { try column.quantiles([0, 0.5, 1]) }
        ask { try column.counts(between: [0, 5, 10]) }
        ask { try column.tails(below: 0, above: 50) }
        ask { try column.humps() }
        ask { try ColumnFindings(asking: column) }
      }
      let numbers = before.filter { $0.type == .number }
      for method in [CorrelationMethod.pearson, .spearman] {
        ask { try tables.remote.correlations(of: numbers, method: method) }
      }
      ask { try PairFindings(of: (numbers[0], numbers[1]), areComparable: true) }
    }
  }

  @Test("a table that has other rows than when it was taken into use is not counted on", arguments: [0, 30, 180])
  func counted(rows: Int) throws {
    let tables = try Self.table()
    try tables.execute(
      rows > 90 ? "INSERT INTO customers SELECT * FROM customers" : "DELETE FROM customers WHERE id >= \(rows)")
    let changed = WarehouseError.changed("big.customers", then: 90, now: rows)
    #expect(throws: changed) { try tables.columns(named: "a") }
    #expect(throws: changed) { try RemoteGaps(tables.remote, tables.warehouse, context: .plain) }
    #expect(throws: changed) { try tables.remote.filtered(by: "a > 1", tables.warehouse, context: .plain) }
    #expect(throws: changed) { try tables.remote.kMeans(k: 2, seed: 42, tables.warehouse, context: .plain) }
    #expect(throws: changed) { try tables.remote.ward(k: 2, seed: 42, tables.warehouse, context: .plain) }
    #expect(changed.remedy == "%use big.customers looks at it anew")
  }

  @Test("gaps are counted, and rows divided", arguments: changes)
  func tables(change: String) throws {
    let tables = try Self.table()
    let gaps = try RemoteGaps(tables.remote, tables.warehouse, context: .plain)
    try tables.execute(change)
    ask { try gaps.contrasts(context: .plain) }
    ask { try gaps.contrasts(context: .plain, mostNumbers: 2) }
    ask { try gaps.choices() }
    ask { try RemoteGaps(tables.remote, tables.warehouse, context: .plain).contrasts(context: .plain) }
    ask { try tables.remote.kMeans(k: 3, seed: 42, tables.warehouse, context: .plain) }
    ask { try tables.remote.ward(k: 3, seed: 42, tables.warehouse, context: .plain) }
    ask { try tables.remote.sample(20, seed: 42, tables.warehouse, context: .plain) }
  }
}
