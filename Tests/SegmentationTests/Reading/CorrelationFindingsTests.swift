import Analysis
import Testing

@testable import Segmentation

@Suite("What is worth noticing in correlations")
struct CorrelationFindingsTests {
  private static func findings(_ columns: [(String, [Double])]) throws -> CorrelationFindings {
    CorrelationFindings(try Correlations(columns.map(\.1)), names: columns.map(\.0))
  }

  private let rising = (1...10).map(Double.init)

  @Test("the strongest pairs come first, with their rows; twins and loners are found")
  func strongest() throws {
    let noise: [Double] = [5, 1, 4, 2, 3, 3, 2, 4, 1, 5]
    let found = try Self.findings([
      ("A", rising), ("N", noise), ("B", rising.map { $0 * 2 + 1 }),
      ("C", rising.enumerated().map { $0.offset == 4 ? .nan : -$0.element }),
    ])
    let first = try #require(found.pairs.first { $0.first == "A" && $0.second == "B" })
    #expect(abs(first.coefficient - 1) < 1e-12 && first.count == 10)
    #expect(found.twins.map(\.second).sorted() == ["B", "C", "C"])
    #expect(found.lone.map(\.name) == ["N"])
    #expect(found.sentences[0].contains("A and B 1.00 (n = 10)"))
    #expect(found.sentences[0].contains("A and C −1.00 (n = 9)"))
    #expect(found.sentences.last?.hasPrefix("N rises or falls with none of the others") == true)
  }

  @Test("pairs with few common rows are not ranked, counted, and give no advice: of two rows every coefficient is ±1")
  func fewRows() throws {
    func sparse(_ rows: [Int]) -> [Double] { (0..<30).map { rows.contains($0) ? Double($0 * 7 % 5) : .nan } }
    let noise: [Double] = (0..<30).map { Double($0 * 17 % 31) }
    let steps = (0..<30).map(Double.init)
    let found = try Self.findings([("A", noise), ("B", steps), ("T", sparse([3, 4])), ("S", sparse(Array(9..<16)))])
    #expect(found.leastRows == 8 && found.leftOut == (5, 1))
    #expect(found.pairs.map(\.count) == [30] && found.twins.isEmpty)
    #expect(
      found.sentences.last
        == "5 pairs have fewer than 8 common rows (1 of them none) and are not ranked: of so few, chance alone makes 0.75 or "
        + "more in one pair of twenty.")
    // Of 8 rows chance explains less than half of the variance, of 7 more.
    let limits = [7, 8].map { Correlations.chanceLimit(rows: $0) }
    #expect(limits[0] * limits[0] > 0.5 && limits[1] * limits[1] < 0.5)
    let small = try Self.findings([
      ("A", [1, 2, 3, 4, .nan]), ("B", [2, 1, 4, 3, 9]), ("T", [.nan, .nan, .nan, 3, 5]),
    ])
    #expect(small.leastRows == 3 && small.pairs.map(\.second) == ["B"])
    #expect(
      small.sentences.last
        == "2 pairs have at most two common rows and are not ranked: of two rows a coefficient is always 1 or −1.")
  }

  @Test("the rows are told once where they are the same")
  func sameRows() throws {
    let found = try Self.findings([("A", rising), ("B", rising), ("C", rising)])
    #expect(found.sentences == ["The strongest: A and B 1.00; A and C 1.00; B and C 1.00 (n = 10 each)."])
  }

  @Test("no tie, and no coefficient at all, are said")
  func none() throws {
    let found = try Self.findings([("A", [1, 2, 3, 4]), ("B", [1, -1, -1, 1])])
    #expect(found.sentences[0].hasPrefix("No two columns rise or fall together by more than 0.1: "))
    let apart = try Self.findings([("A", [1, 2, .nan, .nan]), ("B", [.nan, .nan, 1, 2])])
    #expect(
      apart.sentences == [
        "No pair has a coefficient: too few rows have both values.", "1 pair has no common rows.",
      ])
  }
}
