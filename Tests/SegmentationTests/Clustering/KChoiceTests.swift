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
    #expect(choice.votes.map(\.k) == [4, 4, 4, 4, 4])
    #expect(choice.isUnanimous && !choice.noClearGroups)
    #expect(choice.explanation.hasSuffix("name 4. They agree, so k = 4 is taken."))
    #expect(
      choice.votesInWords == "silhouette 4, Calinski-Harabasz 4, Davies-Bouldin 4, knee 4, stability 4: all agree")
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
    #expect(choice.votes.map(\.k) == [3, 4, 4, 5, nil])
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
    #expect(choice.votes.map(\.k) == [3, 3, 4, 4, nil])
    #expect(choice.k == 3)
    #expect(choice.votesInWords.hasSuffix(": 2 of 4, a tie with k = 4"))
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

  // MARK: Outliers

  /// A large cloud, a second one, and a few rows far away from both and from each other.
  private func withOutliers(_ centres: [[Double]], _ far: [[Double]], each: Int = 150) throws -> Preparation {
    let source = try blobs(centres, each: each, seed: 5)
    let columns = (0..<centres[0].count).map { j in
      ("X\(j + 1)", ((source.columns[j].numbers ?? []) as [Double]) + far.map { $0[j] })
    }
    return try Recipe(log: .none).prepare(try table(columns))
  }

  @Test("one customer far away is not two segments, by far or at all", arguments: [Linkage.average, .single, .ward])
  func oneOutlier(linkage: Linkage) throws {
    let preparation = try withOutliers([[0, 0], [9, 0], [0, 9]], [[300, 300]])
    let found = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(linkage: linkage))
    let choice = try #require(found.choice)
    #expect(choice.candidates[0].outliers == [1])
    #expect(choice.k != 2)
    #expect(choice.explanation.contains("k = 2 only splits off outliers (1 customer), and does not count."))
    let outliers = try #require(OutlierSegments(of: found))
    #expect(outliers.sizes == [1] && outliers.segments == [found.k])
    let words = outliers.sentences { "Segment \($0)" }
    #expect(words[0].hasPrefix("Segment \(found.k) (1 customer) is under 1.0% of the 451 customers: outliers"))
    #expect(words[1].contains("%filter segment = \(found.k) shows them"))
  }

  @Test("two groups and a few far away are two groups, and what else is split off is said")
  func twoAndOutliers() {
    let candidates = [
      KChoice.Candidate(k: 2, scores: .init(silhouette: 0.6, calinskiHarabasz: 500, daviesBouldin: 1)),
      .init(k: 3, scores: .init(silhouette: 0.65, calinskiHarabasz: 700, daviesBouldin: 0.8), outliers: [1]),
      .init(k: 4, scores: .init(silhouette: 0.7, calinskiHarabasz: 800, daviesBouldin: 0.6), outliers: [1, 1]),
    ]
    let choice = KChoice(candidates: candidates, knee: 4)
    #expect(choice.k == 2 && choice.rule == .twoAndOutliers)
    #expect(choice.votesInWords == "beyond two, only outliers are split off")
    #expect(
      choice.explanation.contains("Two is taken, because every further segment up to k = 4 holds outliers only."))
  }

  @Test("where only outliers are ever split off, that is said and no structure is claimed")
  func onlyOutliers() {
    let candidates = (2...10).map { k in
      KChoice.Candidate(
        k: k, scores: .init(silhouette: 0.9, calinskiHarabasz: 900, daviesBouldin: 0.2),
        outliers: [Int](repeating: 1, count: k - 1))
    }
    let choice = KChoice(candidates: candidates, knee: 5)
    #expect(choice.k == 2 && choice.noClearGroups && choice.votes.allSatisfy { $0.k == nil })
    #expect(
      choice.explanation
        == "Up to k = 10, only outliers are split off from one large segment: there are no segments to be "
        + "found before they are out or pulled in.")
  }

  @Test("of numbers that differ in outliers alone the smallest is voted for")
  func sameBodies() {
    let candidates = [
      candidate(3, 0.5, 700, 0.9),
      .init(k: 4, scores: .init(silhouette: 0.55, calinskiHarabasz: 900, daviesBouldin: 0.5), outliers: [2]),
      candidate(5, 0.4, 600, 1),
    ]
    let choice = KChoice(candidates: candidates, knee: 3)
    #expect(choice.votes.map(\.k) == [3, 3, 3, 3, nil] && choice.k == 3)
  }

  // MARK: What is said

  @Test("neither agreement nor structure: the smallest that is hardly worse than the best")
  func smallest() {
    let candidates = [
      candidate(2, 0.24, 400, 1.2), candidate(3, 0.16, 500, 1.5), candidate(4, 0.14, 450, 1.4),
      candidate(5, 0.2, 400, 1.3), candidate(6, 0.19, 390, 1.1),
    ]
    let choice = KChoice(candidates: candidates, knee: 4)
    #expect(choice.votes.map(\.k) == [5, 3, 6, 4, nil])
    #expect(choice.k == 3 && choice.rule == .smallest(best: 5))
    #expect(choice.votesInWords.hasSuffix(": no agreement, the smallest that is hardly worse"))
    #expect(choice.explanation.contains("There is no clear structure here"))
    #expect(
      choice.explanation.contains(
        "k = 3 is taken, the smallest whose silhouette (0.160) lies less than 0.05 below the best of them (0.200 at k = 5)"
      ))
  }

  @Test("that two is left out of a vote is said")
  func twoSaid() {
    let choice = KChoice(
      candidates: [candidate(2, 0.55, 950, 1), candidate(3, 0.5, 900, 0.8), candidate(4, 0.4, 800, 0.9)], knee: 3)
    #expect(choice.k == 3)
    #expect(
      choice.explanation.contains(
        "Silhouette (0.550) and Calinski-Harabasz (950) would name 2, which has no vote, since two segments tell little"
      ))
    let behind = KChoice(candidates: [candidate(2, 0.4, 500, 1), candidate(3, 0.5, 900, 0.8)], knee: 3)
    #expect(!behind.explanation.contains("would name 2"))
  }

  @Test("a choice at the end of what was tried is said to be")
  func largest() {
    let rising = (2...10).map { k in candidate(k, 0.3 + 0.03 * Double(k), 100 * Double(k), 2 - 0.1 * Double(k)) }
    let choice = KChoice(candidates: rising, knee: 4)
    #expect(choice.k == 10)
    #expect(choice.explanation.contains("10 is the largest tried: %compare k=2..20 looks further."))
    #expect(
      !KChoice(candidates: Array(rising.prefix(3)) + [candidate(5, 0.2, 1, 9)], knee: 4).explanation.contains(
        "largest tried"))
  }

  // MARK: Stability

  private func steady(_ k: Int, _ silhouette: Double, _ ch: Double, _ db: Double, _ jaccard: Double)
    -> KChoice.Candidate
  {
    .init(
      k: k, scores: .init(silhouette: silhouette, calinskiHarabasz: ch, daviesBouldin: db),
      steadiness: .init(leastJaccard: jaccard, segment: k, size: 40, resamples: 10))
  }

  @Test("stability has a vote, which breaks a tie")
  func stabilityVote() {
    let choice = KChoice(candidates: [steady(3, 0.5, 800, 0.9, 0.7), steady(4, 0.45, 700, 0.8, 0.95)], knee: 4)
    #expect(choice.votes.map(\.k) == [3, 3, 4, 4, 4] && choice.k == 4)
    #expect(choice.explanation.contains("stability (least Jaccard 0.95) name 4"))
    #expect(choice.explanation.contains("With 3 of 5 votes, k = 4 is taken."))
  }

  @Test("what %stability would not trust is not recommended in silence, and has no vote of stability")
  func unstable() {
    let choice = KChoice(candidates: [steady(3, 0.5, 900, 0.8, 0.45), steady(4, 0.45, 700, 0.9, 0.5)], knee: 3)
    #expect(choice.k == 3 && choice.votes.last?.k == nil)
    #expect(
      choice.explanation.contains(
        "But these segments are not to be relied on: over 10 resamples the mean Jaccard of Segment 3 (40 customers) is 0.45, "
          + "and %stability calls that not to be trusted. What to try: none of the numbers named is stable; other features"
      ))
    let other = KChoice(candidates: [steady(3, 0.5, 900, 0.8, 0.45), steady(4, 0.45, 700, 0.9, 0.8)], knee: 3)
    #expect(other.k == 3 && other.votes.last?.k == 4)
    #expect(other.explanation.contains("What to try: k=4 (0.80) is stable; other features"))
    let doubtful = KChoice(candidates: [steady(3, 0.5, 900, 0.8, 0.7), steady(4, 0.45, 700, 0.9, 0.6)], knee: 3)
    #expect(doubtful.explanation.contains("Who belongs to which is uncertain: over 10 resamples the mean Jaccard"))
  }

  @Test("stability is asked by the first draws of %stability", arguments: countedMethods)
  func sameDraws(method: any Method) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 200, columns: 3, seed: 4))
    let found = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(method: method, seed: 11))
    let steadiness = try #require(found.choice?.candidate(found.k)?.steadiness)
    let stability = try Stability.measure(found, resamples: steadiness.resamples, seed: 11)
    let segment = stability.segments[steadiness.segment - 1]
    #expect(segment.jaccard == steadiness.leastJaccard && segment.size == steadiness.size)
    #expect(stability.segments.allSatisfy { $0.verdict == .tooFew || $0.jaccard >= segment.jaccard })
  }

  @Test("too many customers to draw anew are said to have left stability without a vote")
  func tooLarge() {
    var choice = KChoice(candidates: [candidate(3, 0.5, 900, 0.8), candidate(4, 0.4, 800, 0.9)], knee: 3)
    #expect(!choice.explanation.contains("Stability has no vote"))
    choice.isTooLargeToDraw = true
    #expect(
      choice.explanation.contains("Stability has no vote: to draw so many customers anew takes longer than all else"))
  }
}
