import Machine
import Segmentation
import Tables
import Testing

@testable import Remote

@Suite("What is missing in a database is found as in memory")
struct RemoteGapsTests {
  /// Gaps that go with other columns, and gaps that do not.
  private static func tables(_ seed: UInt64) throws -> BothTables {
    var draws = Xoshiro256(seed: seed)
    let rows = [1, 2, 3, 30, 120, 300][Int(seed) % 6]
    func gap(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &draws) < chance }
    let months = (0..<rows).map { _ in Double(Int.random(in: 1...5, using: &draws)) }
    let spend = (0..<rows).map { _ in gap(0.3) ? 0 : (Double.random(in: -20...300, using: &draws) * 10).rounded() / 10 }
    let cities = (0..<rows).map { _ in ["Rome", "Köln", "O'Brien", "ä"].randomElement(using: &draws) }
    let loyal = (0..<rows).map { _ in Bool.random(using: &draws) ? "yes" : "no" }
    let income = (0..<rows).map { row -> Double in
      gap(spend[row] == 0 ? 0.8 : 0.05) ? .nan : (Double.random(in: 0...1e5, using: &draws)).rounded()
    }
    let age = (0..<rows).map { row -> Double in gap(cities[row] == "Rome" ? 0.7 : 0.1) ? .nan : Double(20 + row % 50) }
    let limit = (0..<rows).map { row -> Double in
      income[row].isNaN || gap(0.1) ? .nan : Double.random(in: 1...9, using: &draws)
    }
    return try BothTables([
      DrawnColumn("id", texts: (0..<rows).map { "c\($0)" }), DrawnColumn("months", months), DrawnColumn("spend", spend),
      DrawnColumn("city", texts: cities.map { $0 == "ä" ? nil : $0 }), DrawnColumn("loyal", texts: loyal),
      DrawnColumn("income", income), DrawnColumn("age", age), DrawnColumn("limit", limit),
      DrawnColumn("nothing", [Double](repeating: .nan, count: rows)),
      DrawnColumn("infinite", months.map { $0 == 1 ? .infinity : $0 == 2 ? .nan : -$0 }),
    ])
  }

  @Test("columns that lack values, and rows that lack them together", arguments: 0..<24 as Range<UInt64>)
  func patterns(seed: UInt64) throws {
    let tables = try Self.tables(seed)
    #expect(
      try RemoteGaps(tables.remote, tables.warehouse, context: .plain).patterns == MissingPatterns(tables.loaded),
      "seed \(seed)")
  }

  @Test(
    "how rows with a gap differ from the others, counted here and compared there", arguments: 0..<24 as Range<UInt64>)
  func contrasts(seed: UInt64) throws {
    let tables = try Self.tables(seed)
    let here = try MissingContrasts(of: tables.loaded, patterns: MissingPatterns(tables.loaded))
    let gaps = try RemoteGaps(tables.remote, tables.warehouse, context: .plain)
    for mostNumbers in [20_000, MissingContrasts.mostNumbers] {
      #expect(
        try gaps.contrasts(context: .plain, mostNumbers: mostNumbers) == here, "seed \(seed), up to \(mostNumbers)")
    }
  }

  @Test("what filling and dropping would do", arguments: 0..<24 as Range<UInt64>)
  func choices(seed: UInt64) throws {
    let tables = try Self.tables(seed)
    // Infinite values are refused by the recipe here, and are no matter of gaps there.
    let remote = try tables.remote.filtered(
      by: "abs(infinite) < 9 OR infinite IS NULL", tables.warehouse, context: .plain)
    let infinite = tables.numbers("infinite")
    let kept = infinite.indices.filter { !infinite[$0].isInfinite }
    guard !kept.isEmpty, let here = try? MissingChoices(tables.loaded.selecting(rows: kept)) else { return }
    let there = try RemoteGaps(remote, tables.warehouse, context: .plain).choices().get()
    #expect(there.rowCount == here.rowCount && there.dropped == here.dropped, "seed \(seed)")
    #expect(there.lostGroups == here.lostGroups, "seed \(seed)")
    #expect(there.fills.map(\.column) == here.fills.map(\.column), "seed \(seed)")
    #expect(there.fills.map(\.count) == here.fills.map(\.count), "seed \(seed)")
    #expect(there.fills.map(\.median) == here.fills.map(\.median), "seed \(seed)")
    for (a, b) in zip(there.fills, here.fills) { #expect(a.mean.isClose(to: b.mean), "seed \(seed) \(a.column)") }
    #expect(there.sentences == here.sentences, "seed \(seed)")
  }

  @Test("a table with infinite values is refused as it is when it is loaded, whatever else it lacks")
  func infinite() throws {
    for others in [[Double.infinity, .infinity], [-.infinity, 3], [.nan, .infinity]] {
      let tables = try BothTables([
        DrawnColumn("id", texts: ["a", "b"]), DrawnColumn("spend", [1, .nan]), DrawnColumn("visits", [2, 5]),
        DrawnColumn("limit", others),
      ])
      #expect(throws: PreparationError.self) { try MissingChoices(tables.loaded) }
      let refused = PreparationError.unusable(
        column: "limit", reason: "it holds infinite values, which %filter leaves out")
      #expect(
        try RemoteGaps(tables.remote, tables.warehouse, context: .plain).choices() == .failure(refused), "\(others)")
    }
  }
}
