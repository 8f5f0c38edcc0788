import Analysis
import Testing

@testable import Segmentation

@Suite("Choosing k")
struct KChoiceTests {
  private func candidate(_ k: Int, _ silhouette: Double, _ ch: Double, _ db: Double) -> KChoice.Candidate {
    .init(k: k, scores: .init(silhouette: silhouette, calinskiHarabasz: ch, daviesBouldin: db))
  }

  @Test("four clear groups are four, and everyone agrees", arguments: countedMethods)
  func fourGroups(method: any Method) throws {
    let preparation = try Recipe.standard.prepare(
      try blobs([[0, 0], [20, 0], [0, 20], [20, 20]], each: 50, seed: 2))
    let segmentation = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(method: method))
    let choice = try #require(segmentation.choice)
    #expect(segmentation.k == 4)
    #expect(choice.votes.map(\.k) == [4, 4, 4, 4])
    #expect(choice.isUnanimous && !choice.noClearGroups)
    #expect(choice.explanation.hasSuffix("name 4. They agree, so k = 4 is taken."))
    #expect(
      choice.votesInWords == "silhouette 4, Calinski-Harabasz 4, Davies-Bouldin 4, knee 4: all agree")
  }

  @Test("noise has no clear groups, and that is said", arguments: [1, 2, 3] as [UInt64])
  func noiseOnly(seed: UInt64) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 300, columns: 6, seed: seed))
    let choice = try #require(try CustomerSegmentation.make(of: preparation).choice)
    #expect(choice.noClearGroups)
    #expect(choice.explanation.contains("the data has no clear groups"))
  }

  @Test("two is taken when its silhouette beats the others by 0.1, not when by less")
  func two() {
    let others = [candidate(3, 0.5, 900, 0.8), candidate(4, 0.4, 800, 0.9)]
    let far = KChoice(candidates: [candidate(2, 0.6, 500, 1)] + others, knee: 3)
    #expect(far.k == 2 && far.tookTwo)
    #expect(far.explanation.contains("0.600 beats the best of the others, 0.500"))
    let near = KChoice(candidates: [candidate(2, 0.59, 500, 1)] + others, knee: 3)
    #expect(near.k == 3)
  }

  @Test("most votes win")
  func majority() {
    let choice = KChoice(
      candidates: [candidate(3, 0.5, 700, 0.9), candidate(4, 0.45, 800, 0.8), candidate(5, 0.4, 600, 1)], knee: 5)
    #expect(choice.votes.map(\.k) == [3, 4, 4, 5])
    #expect(choice.k == 4 && choice.support == 2 && !choice.isUnanimous)
    #expect(
      choice.explanation
        == "Calinski-Harabasz (800) and Davies-Bouldin (0.800) name 4; silhouette (0.500) names 3; the knee names 5. "
        + "With 2 of 4 votes, k = 4 is taken.")
  }

  @Test("between equals the better silhouette wins")
  func tie() {
    let choice = KChoice(
      candidates: [candidate(3, 0.5, 800, 0.9), candidate(4, 0.45, 700, 0.8)], knee: 4)
    #expect(choice.votes.map(\.k) == [3, 3, 4, 4])
    #expect(choice.k == 3)
    #expect(choice.explanation.hasSuffix("3 and 4 have 2 votes each, and 3 is taken for the better silhouette."))
  }

  @Test("few rows give few candidates", arguments: [2, 3, 4])
  func fewRows(rows: Int) throws {
    let preparation = try Recipe(log: .none).prepare(try table([("A", [0, 1, 10, 12].prefix(rows).map { $0 })]))
    let segmentation = try CustomerSegmentation.make(of: preparation)
    #expect(segmentation.k <= rows)
    #expect(!(segmentation.choice?.explanation.isEmpty ?? true))
  }

  @Test(
    "an even square has no groups, though its silhouette passes a quarter",
    arguments: [1, 2, 3, 4] as [UInt64], countedMethods)
  func evenSquare(seed: UInt64, method: any Method) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 400, columns: 2, seed: seed))
    let choice = try #require(
      try CustomerSegmentation.make(of: preparation, options: ClusterOptions(method: method)).choice)
    let clearest = try #require(choice.clearest)
    #expect(clearest.silhouette > 0.3)
    #expect(choice.noClearGroups)
    #expect(choice.explanation.contains("There is no clear structure here: the best silhouette, "))
    #expect(choice.explanation.contains(" of rows spread evenly over the same extent, so the data has no clear groups"))
  }

  @Test("a single cloud has no groups in any number of columns", arguments: [1, 2, 5])
  func cloud(columns: Int) throws {
    let centre = [Double](repeating: 0, count: columns)
    let preparation = try Recipe.standard.prepare(try blobs([centre], each: 300, seed: 6))
    let choice = try #require(try CustomerSegmentation.make(of: preparation).choice)
    #expect(choice.noClearGroups)
  }

  @Test("groups that touch are still groups", arguments: [1, 2, 3] as [UInt64])
  func touching(seed: UInt64) throws {
    let preparation = try Recipe.standard.prepare(
      try blobs([[0, 0, 0], [6, 0, 0], [0, 6, 0], [0, 0, 6]], each: 60, seed: seed))
    let choice = try #require(try CustomerSegmentation.make(of: preparation).choice)
    #expect(!choice.noClearGroups && choice.k == 4)
  }
}
