import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Rows that come twice")
struct DuplicateRowsTests {
  private func table(_ columns: [[Double]], repeated: [Int] = []) throws -> Table {
    let rows = Array(0..<columns[0].count) + repeated
    return try Table(
      name: "t",
      columns: [Column(name: "ID", numbers: rows.indices.map { Double(100 + 3 * $0) })]
        + columns.enumerated().map { place, column in
          Column(name: "X\(place)", numbers: rows.map { column[$0] })
        })
  }

  private func amounts(_ count: Int, seed: UInt64) -> [Double] {
    var draws = Xoshiro256(seed: seed)
    return (0..<count).map { _ in (draws.nextUnit() * 100_000).rounded() / 100 }
  }

  @Test("rows that are the same in all but the identifier are counted, the first with the one that it repeats")
  func found() throws {
    let table = try table([amounts(50, seed: 1), amounts(50, seed: 2)], repeated: [7, 3, 7])
    let found = try #require(try DuplicateRows(table))
    #expect(found.count == 3)
    #expect(found.first == (50, 7))
    #expect(
      found.sentence { table.identifierText(row: $0) }
        == "3 rows are the same as an earlier one in all columns but ID, first 250 as 121: each counts as a customer of its own."
    )
  }

  @Test("a single one is named alone, and without an identifier rows are rows")
  func single() throws {
    let columns = [UInt64(1), 2].map { seed in
      let numbers = amounts(50, seed: seed)
      return Column(name: "X\(seed)", numbers: numbers + [numbers[7]])
    }
    let table = try Table(name: "t", columns: columns)
    #expect(
      try #require(try DuplicateRows(table)).sentence { "row \($0 + 1)" }
        == "1 row is the same as an earlier one in all columns, row 51 as row 8: each counts as a row of its own.")
  }

  @Test("missing values count as the same, and as other than any value")
  func missing() throws {
    var first = amounts(40, seed: 1)
    first[5] = .nan
    #expect(try DuplicateRows(try table([first, amounts(40, seed: 2)], repeated: [5]))?.count == 1)
    let second = amounts(40, seed: 2)
    var other = try table([first, second], repeated: [5])
    var numbers = try #require(other.columns[1].numbers)
    numbers[40] = 0
    other.set(Column(name: "X0", numbers: numbers), at: 1)
    #expect(try DuplicateRows(other) == nil)
  }

  @Test("of a few columns of few values equal rows are no surprise, and nothing is said")
  func expected() throws {
    var draws = Xoshiro256(seed: 5)
    let few = (0..<4).map { _ in (0..<200).map { _ in Double(draws.next() % 3) } }
    #expect(try DuplicateRows(try table(few)) == nil)
    #expect(try DuplicateRows(try table([few[0]])) == nil)
  }

  @Test("the count is that of comparing every row with every earlier one", arguments: 0..<10 as Range<UInt64>)
  func naive(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let repeated = (0..<Int(draws.next() % 9) + 1).map { _ in Int(draws.next() % 60) }
    let table = try table((1...3).map { amounts(60, seed: 100 + seed * 3 + $0) }, repeated: repeated)
    let rows = (0..<table.rowCount).map { row in table.columns.dropFirst().map { $0.numbers?[row] } }
    #expect(try DuplicateRows(table)?.count == rows.indices.count { rows[..<$0].contains(rows[$0]) })
  }

  @Test("the sample has none")
  func sample() throws { #expect(try DuplicateRows(SampleData.creditCards()) == nil) }
}
