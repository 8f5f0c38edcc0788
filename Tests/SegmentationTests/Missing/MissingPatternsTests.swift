import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("What is missing together")
struct MissingPatternsTests {
  private static func random(seed: UInt64) throws -> Table {
    var random = Xoshiro256(seed: seed)
    let rows = Int(seed % 40)
    let numbers = (0..<4).map { j in
      Column(
        name: "N\(j)", numbers: (0..<rows).map { _ in random.nextUnit() < 0.2 * Double(j) ? .nan : random.nextUnit() })
    }
    let text = Column(name: "T", text: (0..<rows).map { _ in random.nextUnit() < 0.3 ? nil : "x" })
    let flags = Column(name: "F", values: .booleans((0..<rows).map { _ in random.nextUnit() < 0.3 ? nil : true }))
    let dates = Column(
      name: "D",
      values: .dates(
        DateColumn(
          microseconds: (0..<rows).map { _ in random.nextUnit() < 0.1 ? DateColumn.missing : 0 }, precision: .day)))
    return try Table(name: "t", columns: numbers + [text, flags, dates])
  }

  @Test("rows are counted by what they lack, as one would by hand", arguments: 0..<80)
  func oracle(seed: Int) throws {
    let table = try Self.random(seed: UInt64(seed))
    let found = MissingPatterns(table)
    let counted = table.columns.indices.filter { table.columns[$0].missingCount < table.rowCount }
    var expected: [[Int]: Int] = [:]
    for row in 0..<table.rowCount {
      expected[counted.filter { table.columns[$0].text(at: row) == nil }, default: 0] += 1
    }
    #expect(found.completeRows == expected[[]] ?? 0)
    expected[[]] = nil
    #expect(Dictionary(uniqueKeysWithValues: found.patterns.map { ($0.columns, $0.rows) }) == expected)
    #expect(found.patterns.map(\.rows) == found.patterns.map(\.rows).sorted(by: >))
    #expect(found.counts == table.columns.map(\.missingCount))
  }

  @Test("a column without any value is in no pattern")
  func empty() throws {
    let found = MissingPatterns(try table([("A", [1, .nan]), ("B", [.nan, .nan])]))
    #expect(found.empty == [1])
    #expect(found.incomplete == [0])
    #expect(found.completeRows == 1)
    #expect(found.patterns == [.init(columns: [0], rows: 1)])
  }
}
