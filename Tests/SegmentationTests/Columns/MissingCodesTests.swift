import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Codes for missing")
struct MissingCodesTests {
  private func codes(_ values: [Double]) throws -> [String] {
    try MissingCodes(try Table(name: "t", columns: [Column(name: "x", numbers: values)], identifier: nil)).codes.map(
      \.token)
  }

  private let amounts = (0..<60).map { 20 + 1.5 * Double($0 * 37 % 61) }

  @Test("repeated codes far off all other values are named, at either end")
  func far() throws {
    #expect(try codes(amounts + [-999, -999]) == ["-999"])
    #expect(try codes(amounts + [99_999, 99_999, -999, -999]) == ["-999", "99999"])
    #expect(try codes(amounts + [-999]) == [], "once may be a value")
    #expect(try codes(amounts + [-998, -998]) == [], "no code that anybody uses")
  }

  @Test("a negative code in a column that is otherwise never below zero is named, however wide the column")
  func negative() throws {
    let incomes = (0..<60).map { 900 + 1_500 * Double($0 * 37 % 61) }
    #expect(try codes(incomes + [-999, -999]) == ["-999"])
    #expect(try codes(incomes + [-9, -9]) == ["-9"])
    #expect(try codes(incomes + [-999, -999, -40]) == [], "among other negatives it may be a value")
    #expect(
      try codes(incomes + [Double](repeating: -999, count: 6) + [-40]) == ["-999"], "beside one of them it is not")
  }

  @Test("a code far below other negative values is named, at the end of a tail it is a value")
  func belowNegatives() throws {
    let degrees = (0..<200).map { -20 + 0.3 * Double($0 * 37 % 201) }
    #expect(try codes(degrees + [-999, -999, -999]) == ["-999"])
    #expect(try codes(degrees + [-99, -99]) == [], "near enough to be a value")
    #expect(try codes(degrees + [-999]) == [], "once may be a value")
    var generator = Xoshiro256(seed: 7)
    // Whole numbers with long tails, which -999 ends.
    var tails = 0
    while tails < 100 {
      let wide = (0..<300).map { _ in (generator.nextGaussian() / max(1e-3, generator.nextUnit()) * 30).rounded() }
      let tail = wide.filter { $0 > -999 }
      guard let least = tail.min(), least < -500 else { continue }
      tails += 1
      #expect(try codes(tail + [-999, -999]) == [], "\(least)")
    }
    let changes = (0..<400).map { 40 * Double($0 * 37 % 401) - 8_000 }
    #expect(try codes(changes.filter { $0 > -900 } + [-999, -999]) == [], "balances that reach as far up")
  }

  @Test("a code that comes much oftener than any value, and off them, is named though they are wide")
  func often() throws {
    let incomes = (0..<50).map { 1_000 + 80 * Double($0 * 37 % 51) }
    #expect(try codes(incomes + [Double](repeating: 9_999, count: 10)) == ["9999"])
    #expect(try codes(incomes + [Double](repeating: 9_999, count: 2)) == [])
    let capped = (0..<120).map { min(9_999, 100 * Double($0)) }
    #expect(try codes(capped) == [], "a cap is reached by values that come up to it")
  }

  @Test("a code near the other values is a value")
  func near() throws {
    #expect(try codes((0..<60).map { 9_000 + 20 * Double($0) } + [9_999, 9_999, 10_300]) == [])
    #expect(try codes((0..<40).map { 60 + Double($0 % 38) } + [99, 99]) == [])
  }

  @Test("−1 is named where it is the only negative among counts, or most of a column, and not among other negatives")
  func minusOne() throws {
    #expect(try codes([0, 3, 5, 7, 2, -1, -1]) == ["-1"])
    #expect(try codes([0.5, 3.25, -1, -1, -1]) == ["-1"])
    #expect(try codes([0, 3, 5, -1, -1, -2]) == [])
    #expect(try codes([-1, -1, 0, 1, 1]) == [], "below, at and above")
    #expect(try codes([-1, -1, 1, 1]) == [])
  }

  @Test("words for missing are named as they are written, with the line that reads them so")
  func words() throws {
    let table = try Table(
      name: "t",
      columns: [
        Column(name: "job", text: ["clerk", "Unknown", "clerk", "Unknown"]),
        Column(name: "income", numbers: [10, 20, -999, -999].map { $0 }),
        Column(name: "town", text: ["Rome", "Bern", "Rome", "?"]),
      ])
    let found = try MissingCodes(table)
    #expect(
      found.sentence { "%load t.csv missing=\($0.joined(separator: ","))" }
        == "Perhaps codes for missing, read as values: Unknown in job (2 rows), -999 in income (2 rows) and ? in town (1 row). "
        + "%load t.csv missing=Unknown,-999,? reads them as missing in every column.")
  }

  @Test("nothing is offered of the sample")
  func sample() throws { #expect(try MissingCodes(SampleData.creditCards()).codes.isEmpty) }
}
