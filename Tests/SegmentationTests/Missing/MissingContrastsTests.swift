import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("How rows that lack a value differ")
struct MissingContrastsTests {
  /// Column A is missing where Z is 0, in one city, and where M is low, at will.
  private static func planted(seed: UInt64, _ isMissing: (Int, Double) -> Bool) throws -> Table {
    var random = Xoshiro256(seed: seed)
    let other = (0..<400).map { _ in random.nextGaussian() }
    let zero = (0..<400).map { $0 % 5 == 0 ? 0 : 1 + random.nextUnit() }
    let city = (0..<400).map { $0 % 4 == 1 ? "Pisa" : "Rome" }
    let gaps = (0..<400).map { isMissing($0, other[$0]) ? .nan : random.nextUnit() }
    return try Table(
      name: "t",
      columns: [
        Column(name: "A", numbers: gaps), Column(name: "M", numbers: other), Column(name: "Z", numbers: zero),
        Column(name: "city", text: city),
      ])
  }

  private static func contrasts(_ table: Table) throws -> [MissingContrast] {
    try MissingContrasts(of: table, patterns: MissingPatterns(table)).byColumn[0] ?? []
  }

  @Test("zeros of another column are found")
  func zeros() throws {
    let found = try Self.contrasts(try Self.planted(seed: 1) { row, _ in row % 5 == 0 && row % 3 != 0 })
    #expect(found.first?.column == "Z")
    #expect(found.first?.text == "Z = 0 in 53 of 53 (others: 7.8%)")
  }

  @Test("a shifted median is found")
  func median() throws {
    let table = try Self.planted(seed: 2) { _, value in value < -1 }
    let found = try Self.contrasts(table)
    #expect(found.count == 1 && found[0].column == "M" && found[0].effect == 1)
    let values = try #require(table.columns[1].numbers)
    let (low, rest) = (values.filter { $0 < -1 }, values.filter { $0 >= -1 })
    #expect(found[0].kind == .median(Analysis.median(low), others: Analysis.median(rest)))
  }

  @Test("a category is found")
  func category() throws {
    let found = try Self.contrasts(try Self.planted(seed: 3) { row, _ in row % 8 == 1 })
    #expect(found.map(\.text) == ["city = Pisa in 50 of 50 (others: 14.3%)"])
  }

  @Test("one of few numbers is found, as a category is")
  func month() throws {
    let months = (0..<153).map { Double(5 + $0 / 31) }
    let gaps = months.enumerated().map { row, month in
      (month == 6 ? row % 10 < 7 : row % 8 == 0) ? .nan : Double(row % 37) + 0.5
    }
    let found = try Self.contrasts(try table([("A", gaps), ("month", months)]))
    #expect(found.map(\.column) == ["month"])
    #expect(found[0].text.hasPrefix("month = 6 in 2"))
  }

  @Test("values further from the middle are found, though the median is the same")
  func spread() throws {
    let table = try Self.planted(seed: 4) { _, value in abs(value) > 1.3 }
    let found = try Self.contrasts(table)
    guard case .spread(let own, let others)? = found.first?.kind else {
      Issue.record("\(found.map(\.text))")
      return
    }
    #expect(found[0].column == "M" && own > 1.3 && others < 1.3)
  }

  @Test("a column that lacks values in the same rows is found")
  func together() throws {
    let found = try Self.contrasts(
      try table([
        ("A", (0..<100).map { $0 < 20 ? .nan : 1 + Double($0 % 7) }),
        ("B", (0..<100).map { $0 < 18 ? .nan : 1 + Double($0 % 5) }),
      ]))
    #expect(found.map(\.text) == ["B is missing in 18 of 20 (others: none)"])
  }

  @Test("gaps by chance go with nothing", arguments: 0..<40)
  func chance(seed: Int) throws {
    var random = Xoshiro256(seed: 1_000 + UInt64(seed))
    #expect(try Self.contrasts(try Self.planted(seed: UInt64(seed)) { _, _ in random.nextUnit() < 0.2 }).isEmpty)
  }

  @Test("too few rows on either side say nothing")
  func few() throws {
    let table = try table([
      ("A", (0..<50).map { $0 < 5 ? .nan : 1 }), ("B", (0..<50).map { $0 < 46 ? .nan : 1 }),
      ("C", (0..<50).map { $0 < 5 ? 0 : 1 }),
    ])
    let found = try MissingContrasts(of: table, patterns: MissingPatterns(table))
    #expect(Set(found.tooFew) == [0, 1])
    #expect(found.byColumn.isEmpty)
  }

  @Test("the number of threads changes nothing, and it stops when told to")
  func threads() throws {
    let table = try Self.planted(seed: 9) { row, value in row % 5 == 0 || value < -1 }
    let patterns = MissingPatterns(table)
    let one = try MissingContrasts(of: table, patterns: patterns)
    #expect(try MissingContrasts(of: table, patterns: patterns, context: ComputeContext(threads: 3)) == one)
    let cancelled = ComputeContext(threads: 2, isCancelled: { true })
    #expect(throws: CancellationError.self) {
      try MissingContrasts(of: table, patterns: patterns, context: cancelled)
    }
  }

  @Test("the card customers without a minimum payment are those who paid nothing", .needsRealData)
  func realData() throws {
    let table = try RealData.table()
    let patterns = MissingPatterns(table)
    let column = try table.index(of: "MINIMUM_PAYMENTS")
    #expect(patterns.incomplete.map { patterns.counts[$0] } == [313, 1])
    #expect(patterns.completeRows == 8_636)
    let found = try MissingContrasts(of: table, patterns: patterns)
    #expect(found.byColumn[column]?.first?.text == "PAYMENTS = 0 in 240 of 313 (others: none)")
    let choices = try MissingChoices(table)
    #expect(choices.dropped == 314)
    #expect(choices.lostGroups == ["all 240 rows with PAYMENTS = 0"])
    #expect(
      choices.sentences[1].hasPrefix("missing=median, the default, would put 312.34 into 313 rows of MINIMUM_PAY"))
  }
}
