import Analysis
import Machine
import Segmentation
import Tables
import Testing
import Warehouse

@testable import Remote

@Suite("Names and conditions of tables in a database")
struct RemoteNamesTests {
  /// Names that queries use themselves, and names that are no words.
  private static let columnNames: [String] = [
    "x0", "x", "v", "t", "g", "n", "d", "r0", "m0", "f1", "s1", "x1", "segment", "digest", "cohort_digest", "given",
    "placed", "a \"quoted\" one", "it's", "two words", "🦊", "--", "a;b", "select", "rank", "e0", "bin", "w", "y",
    String(repeating: "long ", count: 199) + "name.",
  ]
  private static let tableNames = [
    "my \"best\" customers", "given", "features", "scores", "nearest", "placed", "t", "select", "it's", "🦊", "x.y",
    "--",
  ]

  private static func columns(_ names: [String], rows: Int = 60) -> [DrawnColumn] {
    var draws = Xoshiro256(seed: 4)
    let numbers = names.enumerated().map { place, name in
      DrawnColumn(
        name, (0..<rows).map { row in row % (place + 7) == 3 ? .nan : Double.random(in: 0...100, using: &draws) })
    }
    return [DrawnColumn("ID", texts: (0..<rows).map { "c\($0)" })] + numbers
  }

  /// Everything that can be asked of a table, against the table in memory.
  private func ask(_ tables: BothTables, _ which: String) throws {
    for (there, here) in zip(try tables.columns(), tables.loaded.columns) {
      let own = LoadedColumn(here)
      let name = "\(which) \(here.name.prefix(20))"
      #expect(try there.summary().median.isClose(to: own.summary().median, within: 0), "\(name)")
      #expect(try there.summary().mean.isClose(to: own.summary().mean), "\(name)")
      #expect(try there.distinctCount() == own.distinctCount(), "\(name)")
      #expect(try there.valueCounts().count == own.valueCounts().count, "\(name)")
      #expect(try there.counts(between: [0, 50, 100]) == own.counts(between: [0, 50, 100]), "\(name)")
      #expect(try there.quantiles([0.1]).map(\.bitPattern) == own.quantiles([0.1]).map(\.bitPattern), "\(name)")
      #expect(try there.commonestValue()?.count == own.commonestValue()?.count, "\(name)")
      #expect(try there.tails(below: 10, above: 90).above == own.tails(below: 10, above: 90).above, "\(name)")
      #expect(try there.spread(in: 1...50).count == own.spread(in: 1...50).count, "\(name)")
      #expect(try there.logarithmicSpread().count == own.logarithmicSpread().count, "\(name)")
      #expect(try there.humps() == own.humps(), "\(name)")
    }
    let numeric = tables.loaded.columns.indices.filter { tables.loaded.columns[$0].numbers != nil }
    let columns = try RemoteColumn.columns(numeric, of: tables.remote, tables.warehouse, context: .plain)
    for method in [CorrelationMethod.pearson, .spearman] {
      let there = try tables.remote.correlations(of: columns, method: method)
      let here = try Correlations(numeric.map { tables.loaded.columns[$0].numbers ?? [] }, method: method)
      for i in numeric.indices {
        for j in numeric.indices { #expect(there[i, j].isClose(to: here[i, j], of: 1), "\(which)") }
      }
    }
    let gaps = try RemoteGaps(tables.remote, tables.warehouse, context: .plain)
    let patterns = MissingPatterns(tables.loaded)
    #expect(gaps.patterns == patterns, "\(which)")
    #expect(try gaps.contrasts(context: .plain) == MissingContrasts(of: tables.loaded, patterns: patterns), "\(which)")
    #expect(try gaps.choices().get().sentences == MissingChoices(tables.loaded).sentences, "\(which)")
    let fit = try tables.remote.kMeans(k: 3, seed: 1, tables.warehouse, context: .plain)
    #expect(fit.sizes.reduce(0, +) == tables.remote.rowCount, "\(which)")
    #expect(try tables.remote.ward(k: 3, seed: 1, tables.warehouse, context: .plain).sizes.count == 3, "\(which)")
    for withMedians in [true, false] {
      let profile = try fit.profile(of: tables.remote, withMedians: withMedians, tables.warehouse, context: .plain)
      #expect(profile.segments.count == 3 && profile.columns.count == fit.features.transforms.count, "\(which)")
    }
    let scoring = try RemoteScoring(
      of: tables.remote, into: "made of it", by: fit.model, isReplacing: false, tables.warehouse, context: .plain)
    #expect(scoring.sizes == fit.sizes && scoring.dropped == 0, "\(which)")
    #expect(try tables.remote.sample(20, seed: 1, tables.warehouse, context: .plain).rowCount == 20, "\(which)")
  }

  @Test("columns may be called as the queries call theirs, and anything else", arguments: 0..<3)
  func columnsOfAnyName(part: Int) throws {
    let names = Self.columnNames.enumerated().filter { $0.offset % 3 == part }.map(\.element)
    try ask(try BothTables(Self.columns(names)), names.map { String($0.prefix(9)) }.joined(separator: " "))
  }

  @Test("tables may be called as the steps of a query, and anything else", arguments: tableNames)
  func tablesOfAnyName(name: String) throws {
    try ask(try BothTables(Self.columns(["a", "segment"]), table: name), name)
  }

  @Test("conditions add up, and all of them are gone again")
  func conditions() throws {
    let tables = try BothTables([
      DrawnColumn("a", (0..<100).map(Double.init)), DrawnColumn("v", (0..<100).map { Double($0 % 10) }),
    ])
    let some = try tables.remote.filtered(by: "a >= 50 OR v = 3", tables.warehouse, context: .plain)
    let both = try some.filtered(by: "v < 5 -- a remark", tables.warehouse, context: .plain)
    #expect(tables.remote.rowCount == 100 && some.rowCount == 55 && both.rowCount == 30)
    #expect(both.conditions == ["a >= 50 OR v = 3", "v < 5 -- a remark"])
    let column = try RemoteColumn.columns([0], of: both, tables.warehouse, context: .plain)[0]
    let kept = (0..<100).filter { ($0 >= 50 || $0 % 10 == 3) && $0 % 10 < 5 }.map(Double.init)
    #expect(try column.summary().median == Summary(kept).median)
    #expect(both.look.rowCount == 30)
    #expect(try both.unfiltered(tables.warehouse, context: .plain) == tables.remote)
    #expect(throws: WarehouseError.noRows("big.customers")) {
      try both.filtered(by: "a < 0", tables.warehouse, context: .plain)
    }
  }

  @Test("a condition that closes the bracket, or is more than one, is no condition")
  func noConditions() throws {
    let tables = try BothTables([DrawnColumn("a", (0..<9).map(Double.init))])
    for condition in [
      "a > 1) OR (1 = 1", "a > 1; DROP TABLE customers", "nothing > 1", "a >", "a > 1) UNION SELECT 1 --", "",
    ] {
      #expect(throws: WarehouseError.self, "\(condition)") {
        try tables.remote.filtered(by: condition, tables.warehouse, context: .plain)
      }
    }
  }
}
