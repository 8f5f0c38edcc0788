import Analysis
import Testing

@testable import Segmentation

@Suite("Numbers of segments side by side")
struct ComparisonTests {
  private func features(_ k: Int, seed: UInt64 = 2) throws -> Preparation {
    let centres = [[0, 0], [20, 0], [0, 20], [20, 20], [10, 40]].prefix(k).map { $0.map { Double($0) } }
    return try Recipe.standard.prepare(try blobs(centres, each: 40, seed: seed))
  }

  @Test(
    "the scores are those of each number alone, and the rule is that of k=auto",
    arguments: countedMethods, [1, 2] as [UInt64])
  func agreesWithCluster(method: any Method, seed: UInt64) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 150, columns: 3, seed: seed))
    let options = ClusterOptions(method: method)
    let comparison = try Comparison.make(
      of: preparation, ks: 2...10, options: options, effort: .init(resamples: 0, references: 0))
    let automatic = try CustomerSegmentation.make(of: preparation, options: options)
    #expect(comparison.choice == automatic.choice)
    #expect(comparison.candidates.map(\.k) == Array(2...10))
    #expect(comparison.gap == nil && comparison.candidates.allSatisfy { $0.agreement == nil && $0.gap == nil })
    for candidate in comparison.candidates {
      var single = options
      single.k = .fixed(candidate.k)
      let alone = try CustomerSegmentation.make(of: preparation, options: single)
      let (a, b) = (try #require(candidate.scores.silhouette), try #require(alone.silhouette))
      #expect(abs(a - b) < 1e-12)
      #expect(candidate.scores.calinskiHarabasz == alone.calinskiHarabasz)
      #expect(candidate.scores.daviesBouldin == alone.daviesBouldin)
      let inertia = try withinSquares(of: preparation.features, labels: alone.labels)
      #expect(abs(candidate.inertia - inertia) < 1e-9 * max(1, inertia))
    }
  }

  @Test(
    "four clear groups: every measure says four, in words too",
    arguments: countedMethods)
  func fourGroups(method: any Method) throws {
    let comparison = try Comparison.make(
      of: try features(4), ks: 2...7, options: ClusterOptions(method: method),
      effort: .init(resamples: 4, references: 6))
    #expect(comparison.choice.k == 4)
    #expect(comparison.gap?.tibshirani == 4)
    #expect(comparison.best(\.agreement) == 4)
    #expect(comparison.candidate(4)?.agreement == 1)
    let words = comparison.recommendation
    #expect(words.count == 3)
    #expect(words[0].hasSuffix("They agree, so k = 4 is taken."))
    #expect(words[1].hasPrefix("The gap statistic names 4 as well ("))
    #expect(
      words[2] == "When the customers are drawn anew 4 times, k = 4 comes back with an adjusted Rand index of 1.00, "
        + "the best of all.")
  }

  @Test("noise: there is no clear structure, and the gap statistic names one", arguments: [1, 2, 3] as [UInt64])
  func withoutGroups(seed: UInt64) throws {
    let preparation = try Recipe.standard.prepare(try noise(rows: 200, columns: 4, seed: seed))
    let comparison = try Comparison.make(
      of: preparation, ks: 2...6, options: ClusterOptions(method: KMeansMethod(starts: 3)),
      effort: .init(resamples: 2, references: 15))
    #expect(comparison.choice.noClearGroups)
    let words = comparison.recommendation
    #expect(words[0].contains("There is no clear structure here"))
    #expect(
      words.contains(
        "The gap statistic names 1: against 15 uniform reference sets, no division stands out, which agrees."))
  }

  @Test("a range within 2…10 has the knee of k=auto, if it lies in the range")
  func partOfRange() throws {
    let preparation = try features(4)
    for method in countedMethods {
      let comparison = try Comparison.make(
        of: preparation, ks: 3...5, options: ClusterOptions(method: method),
        effort: .init(resamples: 0, references: 0))
      #expect(comparison.choice.votes.map(\.k) == [4, 4, 4, 4, 4])
    }
    let beyond = try Comparison.make(
      of: preparation, ks: 5...14, options: ClusterOptions(), effort: .init(resamples: 0, references: 0))
    #expect((5...14).contains(beyond.choice.k))
    #expect(beyond.choice.votes.first { $0.voter == .knee }?.k == nil)
  }

  @Test("rows and different rows bound k, and that is noted")
  func bounds() throws {
    let few = try Recipe(log: .none).prepare(try table([("A", [0, 1, 10, 12, 30])]))
    let rows = try Comparison.make(of: few, ks: 2...10, options: ClusterOptions())
    #expect(rows.candidates.map(\.k) == [2, 3, 4, 5])
    #expect(rows.candidates.last?.scores.silhouette == nil && rows.candidates.last?.inertia == 0)
    let caution = "There are only 5 customers: so few make no segments to rely on, whatever the figures say."
    #expect(rows.notes == ["There are 5 rows, so k ends at 5.", caution] && rows.choice.k == 2)
    let repeated = try Recipe(log: .none).prepare(try table([("A", [0, 0, 1, 1, 9, 9, 9])]))
    let kmeans = ClusterOptions(method: KMeansMethod(starts: 2))
    let distinct = try Comparison.make(of: repeated, ks: 2...10, options: kmeans)
    #expect(distinct.candidates.map(\.k) == [2, 3])
    #expect(distinct.notes.first == "There are only 3 different rows, so k ends there.")
    #expect(throws: SegmentationError.clustering(.clusterCount(4, allowed: 1...3))) {
      try Comparison.make(of: repeated, ks: 4...6, options: kmeans)
    }
    #expect(throws: SegmentationError.segmentCount(6, rows: 5)) {
      try Comparison.make(of: few, ks: 6...9, options: ClusterOptions())
    }
    let two = try Recipe(log: .none).prepare(try table([("A", [0, 1])]))
    let single = try Comparison.make(of: two, ks: 2...10, options: ClusterOptions())
    #expect(single.recommendation.count == 1 && single.recommendation[0].hasPrefix("Only k = 2 was compared"))
  }

  @Test("one curve has one knee: that of the elbow is the table's, whatever part is shown", arguments: countedMethods)
  func oneKnee(method: any Method) throws {
    for seed in [1, 2, 3] as [UInt64] {
      let preparation = try Recipe.standard.prepare(try noise(rows: 120, columns: 2, seed: seed))
      let options = ClusterOptions(method: method)
      let automatic = try #require(try CustomerSegmentation.make(of: preparation, options: options).choice)
      for ks in [2...10, 2...6, 3...8] {
        let comparison = try Comparison.make(
          of: preparation, ks: ks, options: options, effort: .init(resamples: 0, references: 0))
        let elbow = try Elbow.make(of: preparation, ks: ks, options: options)
        #expect(comparison.knee == elbow.knee)
        let voted = automatic.votes.first { $0.voter == .knee }?.k
        let ofCurve = automatic.curve == .heights ? elbow.kneeOfHeights : elbow.knee
        #expect(voted == ofCurve.flatMap { KChoice.range.contains($0) ? $0 : nil })
      }
    }
  }

  @Test("the same with one thread and with several, and an interrupt stops it")
  func running() throws {
    let preparation = try features(3)
    func make(_ context: ComputeContext) throws -> Comparison {
      try Comparison.make(
        of: preparation, ks: 2...4, options: ClusterOptions(), effort: .init(resamples: 3, references: 3),
        context: context)
    }
    let one = try make(.plain)
    #expect(try make(ComputeContext(threads: 3)) == one)
    #expect(throws: SegmentationError.cancelled) { try make(ComputeContext(threads: 2, isCancelled: { true })) }
  }

  @Test("long work is cut down by the size of the data, never by the clock")
  func effort() throws {
    func usual(_ rows: Int, _ options: ClusterOptions = ClusterOptions()) throws -> [Int] {
      let column = (0..<rows).map { Double($0 % 97) }
      let effort = Comparison.Effort.usual(
        for: try Recipe(log: .none).prepare(try table([("A", column)])), ks: 2...10, options)
      return [effort.resamples, effort.references]
    }
    #expect(try usual(200) == [20, 20])
    #expect(try usual(8_950) == [20, 20])
    #expect(try usual(100_000) == [20, 20])
    #expect(try usual(1_000_000) == [20, 0])
    #expect(try usual(100_000, ClusterOptions(linkage: .average)) == [0, 0])
  }
}
