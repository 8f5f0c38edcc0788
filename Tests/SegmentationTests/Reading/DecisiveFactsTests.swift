import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Segmentations that are yes/no facts")
struct DecisiveFactsTests {
  @Test("the classic recipe's five segments of the real data are three facts", .needsRealData)
  func real() throws {
    let table = try RealData.table()
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.classic.prepare(table), options: ClusterOptions(k: .fixed(5)), context: ComputeContext(threads: 2))
    let facts = try #require(try DecisiveFacts(of: segmentation, table: table))
    #expect(facts.facts.map(\.text) == ["PURCHASES > 0", "INSTALLMENTS_PURCHASES > 0", "CASH_ADVANCE > 0"])
    #expect(facts.outside == 8)
    #expect(facts.madeByLogarithm)
    #expect(
      facts.sentence
        == "These 5 segments are three yes/no facts (made by ln(0 + 0.1)) rather than groups: PURCHASES > 0, "
        + "INSTALLMENTS_PURCHASES > 0 and CASH_ADVANCE > 0 (adjusted Rand index 0.9987; 8 rows of 8,636 lie outside). "
        + "The logarithm sets the zeros of a column far apart from everything else.")
  }

  @Test("the standard recipe's segments are not", .needsRealData)
  func standard() throws {
    let table = try RealData.table()
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(4)), context: ComputeContext(threads: 2)
    )
    #expect(try DecisiveFacts(of: segmentation, table: table) == nil)
  }

  @Test("one column of zeros can be all there is to two segments")
  func one() throws {
    var draws = Xoshiro256(seed: 4)
    let spend = (0..<100).map { $0 % 3 == 0 ? 0 : 100 + draws.nextUnit() }
    let other = (0..<100).map { _ in draws.nextUnit() }
    let source = try table([("SPEND", spend), ("OTHER", other)])
    let preparation = try Recipe(log: .all, scale: .none).prepare(source)
    let segmentation = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(2)))
    let facts = try #require(try DecisiveFacts(of: segmentation, table: source))
    #expect(facts.facts.map(\.text) == ["SPEND > 0"])
    #expect(facts.rules.map(\.holds) == [[true], [false]])
    #expect(facts.adjustedRandIndex == 1 && facts.outside == 0)
    #expect(
      facts.sentence.hasPrefix(
        "These 2 segments are one yes/no fact (made by ln(0 + 1)) rather than groups: SPEND > 0 ("))
  }

  @Test(
    "a yes/no column that is all there is to two segments is named by its value, in any spelling",
    arguments: [
      ("Yes", "No", "VIP = Yes"), ("ja", "nein", "VIP = ja"), ("true", "false", "VIP = true"), ("1", "0", "VIP = 1"),
      ("2", "1", "VIP = 2"),
    ])
  func answers(yes: String, no: String, text: String) throws {
    var draws = Xoshiro256(seed: 4)
    let isYes = (0..<200).map { $0 % 3 == 0 }
    let column =
      Double(yes).map { yes in Column(name: "VIP", numbers: isYes.map { $0 ? yes : yes - 1 }) }
      ?? Column(name: "VIP", text: isYes.map { $0 ? yes : no })
    var source = try table([("SPEND", (0..<200).map { _ in 20 + draws.nextGaussian() })])
    source.set(column)
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(source), options: ClusterOptions(k: .fixed(2)))
    let facts = try #require(try DecisiveFacts(of: segmentation, table: source))
    #expect(facts.facts.map(\.text) == [text])
    #expect(facts.sentence.hasPrefix("These 2 segments are one yes/no fact rather than groups: \(text) ("))
    let explanation = try SegmentExplanation(of: segmentation, table: source, seed: 1)
    #expect(Set(explanation.rules.flatMap(\.conditions)) == [text, "VIP = \(no)"])
  }

  @Test("what sorts is said of the tree where the rules are its, and not where they are the facts")
  func sorting() throws {
    func said(_ source: Table, k: Int) throws -> (isFacts: Bool, sorting: [String]) {
      let segmentation = try CustomerSegmentation.make(
        of: try Recipe.standard.prepare(source), options: ClusterOptions(k: .fixed(k)))
      let explanation = try SegmentExplanation(of: segmentation, table: source, seed: 1)
      return (explanation.facts != nil, explanation.sentences { "Segment \($0)" }.filter { $0.contains("sort most") })
    }
    let facts = try said(
      try table([("VIP", (0..<200).map { Double($0 % 2) }), ("NEWS", (0..<200).map { Double($0 / 2 % 2) })]), k: 4)
    #expect(facts.isFacts && facts.sorting.isEmpty)
    let groups = try said(try blobs([[5, 5], [25, 5], [5, 25]], each: 30, seed: 9), k: 3)
    #expect(!groups.isFacts)
    #expect(
      groups.sorting.first?.hasPrefix("The columns that sort most in the tree, by their share of all its sorting: X")
        == true)
  }

  @Test("groups without zeros are groups")
  func groups() throws {
    let source = try blobs([[5, 5], [25, 5], [5, 25]], each: 30, seed: 9)
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(source), options: ClusterOptions(k: .fixed(3)))
    #expect(try DecisiveFacts(of: segmentation, table: source) == nil)
  }
}
