import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Whether segments come back")
struct StabilityTests {
  private func prepared(_ table: Table) throws -> Preparation {
    try Recipe(log: .none, scale: .none).prepare(table)
  }

  private func segmentation(
    _ table: Table, k: Int, method: any Method = HierarchicalMethod()
  ) throws -> CustomerSegmentation {
    try CustomerSegmentation.make(of: try prepared(table), options: ClusterOptions(k: .fixed(k), method: method))
  }

  @Test("separate groups always come back whole", arguments: Linkage.allCases.map { $0.rawValue } + ["kmeans"])
  func separate(word: String) throws {
    let segmentation = try segmentation(
      try blobs([[0, 0], [30, 0], [0, 30]], each: 30, seed: 3), k: 3, method: method(word))
    let stability = try Stability.measure(segmentation, resamples: 20, seed: 1)
    #expect(stability.segments.map(\.jaccard) == [1, 1, 1])
    #expect(stability.segments.allSatisfy { $0.recovered == 20 && $0.dissolved == 0 && $0.verdict == .veryStable })
    #expect(stability.adjustedRandIndex == 1)
    #expect(stability.shortResamples == 0)
  }

  @Test("five segments of noise do not come back")
  func ofNoise() throws {
    let segmentation = try segmentation(try noise(rows: 400, columns: 4, seed: 5), k: 5)
    let stability = try Stability.measure(segmentation, resamples: 30, seed: 1)
    #expect(stability.adjustedRandIndex < 0.5)
    #expect(stability.segments.allSatisfy { $0.jaccard < 0.75 })
    #expect(stability.segments.contains { $0.verdict == .untrustworthy })
  }

  @Test("is what the definition says, set by set", arguments: 0..<12 as Range<UInt64>)
  func oracle(seed: UInt64) throws {
    let table =
      try seed % 3 == 0
      ? noise(rows: 40, columns: 2, seed: seed) : table([("A", repeated(seed)), ("B", repeated(seed + 99))])
    let linkage = Linkage.allCases[Int(seed) % Linkage.allCases.count]
    let method: any Method = seed % 4 == 3 ? KMeansMethod(starts: 3) : HierarchicalMethod(linkage: linkage)
    let segmentation = try segmentation(table, k: 2 + Int(seed) % 4, method: method)
    let stability = try Stability.measure(segmentation, resamples: 7, seed: seed)
    let expected = try naiveStability(segmentation, resamples: 7, seed: seed)
    #expect(stability.segments.map(\.jaccards) == expected.jaccards)
    #expect(abs(stability.adjustedRandIndex - expected.index) < 1e-12)
  }

  /// Whole numbers: rows repeat, and distances tie.
  private func repeated(_ seed: UInt64) -> [Double] {
    var random = Xoshiro256(seed: seed)
    return (0..<30).map { _ in Double(Int.random(in: 0..<6, using: &random)) }
  }

  /// Hennig's scheme in sets of rows.
  private func naiveStability(
    _ segmentation: CustomerSegmentation, resamples: Int, seed: UInt64
  ) throws -> (jaccards: [[Double]], index: Double) {
    let features = segmentation.preparation.features
    let n = features.rowCount
    var jaccards = [[Double]](repeating: [], count: segmentation.k)
    var indices: [Double] = []
    for index in 0..<resamples {
      var random = Xoshiro256(seed: seed, stream: .resamples, index: index)
      let drawn = (0..<n).map { _ in random.next(below: n) }.sorted()
      let matrix = Matrix(
        rowCount: n, columnCount: features.columnCount, elements: drawn.flatMap { Array(features.row($0)) })
      let k = min(segmentation.k, Set(drawn.map { Array(features.row($0)) }).count)
      let clusters = try segmentation.options.method.fit(matrix, tree: nil, seed: 42, context: .plain)
        .grouping(into: k, context: .plain).clusters
      let distinct = Set(drawn).sorted()
      for segment in 1...segmentation.k {
        let own = Set(distinct.filter { segmentation.labels[$0] == segment })
        guard !own.isEmpty else { continue }
        let coefficients = Set(clusters).map { cluster -> Double in
          let new = Set(zip(drawn, clusters).filter { $0.1 == cluster }.map(\.0))
          return Double(own.intersection(new).count) / Double(own.union(new).count)
        }
        jaccards[segment - 1].append(coefficients.max() ?? 0)
      }
      let cluster = Dictionary(zip(drawn, clusters), uniquingKeysWith: { first, _ in first })
      indices.append(
        adjustedRandIndex(distinct.map { segmentation.labels[$0] }, distinct.map { cluster[$0] ?? -1 }))
    }
    return (jaccards, indices.reduce(0, +) / Double(resamples))
  }

  @Test("is the same to the bit on 1, 2 and 3 threads")
  func threads() throws {
    let segmentation = try segmentation(try noise(rows: 300, columns: 3, seed: 8), k: 4)
    let results = try [1, 2, 3].map {
      try Stability.measure(segmentation, resamples: 9, seed: 7, context: ComputeContext(threads: $0))
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test(
    "what was drawn before changes nothing: neither for another number of segments, nor for more resamples",
    arguments: ["ward", "average", "kmeans"])
  func remembered(word: String) throws {
    let table = try noise(rows: 200, columns: 3, seed: 4)
    let shared = try prepared(table)
    func stability(
      _ preparation: Preparation, _ word: String, k: Int, resamples: Int, seed: UInt64
    ) throws -> Stability {
      let options = ClusterOptions(k: .fixed(k), method: try method(word))
      return try Stability.measure(
        try CustomerSegmentation.make(of: preparation, options: options), resamples: resamples, seed: seed)
    }
    for (word, k, resamples, seed) in [
      (word, 3, 4, 1), (word, 5, 7, 1), ("complete", 5, 7, 1), (word, 5, 7, 2), (word, 4, 7, 2), (word, 150, 3, 2),
    ] as [(String, Int, Int, UInt64)] {
      let found = try stability(shared, word, k: k, resamples: resamples, seed: seed)
      let alone = try stability(try prepared(table), word, k: k, resamples: resamples, seed: seed)
      // A segment that nobody was drawn of has no coefficient, and no number is equal to that.
      #expect(found.segments.map(\.jaccards) == alone.segments.map(\.jaccards))
      #expect(found.adjustedRandIndex == alone.adjustedRandIndex)
    }
  }

  @Test("customers that were drawn before are not clustered again")
  func notAgain() throws {
    let source = try noise(rows: 60, columns: 2, seed: 4)
    let segmentation = try segmentation(source, k: 3)
    let measured = try Stability.measure(segmentation, resamples: 2, seed: 1)
    // In the place of a tree another method's: its clusters come back, if they are those that are remembered.
    let preparation = segmentation.preparation
    let rows = Resample(of: 60, seed: 1, index: 0).rows
    let other = try hierarchicalClustering(
      of: preparation.features.selecting(rows: rows), linkage: .single, context: .plain)
    let firsts = rows.indices.filter { $0 == 0 || rows[$0] != rows[$0 - 1] }
    preparation.resampled.keep(
      try TreeTop(of: other, clusters: 9, rows: firsts), 0, seed: 1, segmentation.options)
    #expect(try Stability.measure(segmentation, resamples: 2, seed: 1) != measured)
    let renamed = segmentation.renaming(["A": "B"])
    #expect(
      try Stability.measure(renamed, resamples: 2, seed: 1) != measured, "names of columns are nothing to a tree")
  }

  @Test("other seeds draw other customers")
  func seeds() throws {
    let segmentation = try segmentation(try noise(rows: 100, columns: 3, seed: 8), k: 4)
    let first = try Stability.measure(segmentation, resamples: 5, seed: 7)
    #expect(try Stability.measure(segmentation, resamples: 5, seed: 8).segments != first.segments)
  }

  @Test("a customer far from everyone is a segment that counts only where it is drawn")
  func alone() throws {
    let crowd = (0..<40).map { Double($0 % 2 * 1000 + $0) }
    let source = try table([("A", crowd + [100_000])])
    let stability = try Stability.measure(try segmentation(source, k: 3), resamples: 50, seed: 2)
    let alone = stability.segments[2]
    // One of n customers is drawn in a share of 1 − (1 − 1/n)ⁿ of the resamples, about 63 of 100.
    #expect((20..<45).contains(alone.drawn))
    #expect(alone.jaccard == 1 && alone.recovered == alone.drawn)
    #expect(stability.sentences.contains { $0.hasPrefix("Segment 3 is so small that ") })
  }

  @Test("as many segments as customers, and two customers: no trap, and it says what was short")
  func short() throws {
    for method in countedMethods {
      let source = try table([("A", [1, 2, 4, 8])])
      let stability = try Stability.measure(try segmentation(source, k: 4, method: method), resamples: 30, seed: 1)
      // Four of four are drawn in 4!/4⁴ of the resamples, about 9 of 100; here in at most 10 of 30.
      #expect(stability.shortResamples >= 20)
      #expect(stability.sentences.last?.hasSuffix("made as many as there were customers.") == true)
      let two = try Stability.measure(
        try segmentation(try table([("A", [1, 2])]), k: 2, method: method), resamples: 30, seed: 1)
      #expect(two.segments.allSatisfy { $0.jaccards.allSatisfy { $0 == 1 } })
    }
  }

  @Test("a resample of equal customers is one segment")
  func equalCustomers() throws {
    let source = try table([("A", [0, 0, 0, 0, 0, 0, 0, 5])])
    let stability = try Stability.measure(try segmentation(source, k: 2), resamples: 40, seed: 1)
    // The other is drawn in about two thirds; where it is not, the rest is one segment, as before.
    #expect(stability.segments[0].jaccard == 1)
    #expect(stability.shortResamples == 40 - stability.segments[1].drawn)
  }

  @Test("an interrupt is one, and linkages of all pairs stop too", arguments: [Linkage.ward, .average])
  func cancelled(linkage: Linkage) throws {
    let segmentation = try segmentation(
      try noise(rows: 50, columns: 3, seed: 8), k: 4, method: HierarchicalMethod(linkage: linkage))
    #expect(throws: SegmentationError.cancelled) {
      try Stability.measure(
        segmentation, resamples: 5, seed: 7, context: ComputeContext(threads: 2, isCancelled: { true }))
    }
  }

  @Test("the agreement for each k is that of the segmentation into k", arguments: countedMethods)
  func agreement(method: any Method) throws {
    let source = try noise(rows: 80, columns: 2, seed: 4)
    let preparation = try prepared(source)
    let options = ClusterOptions(method: method, seed: 9)
    let agreement = try agreement(preparation, options, 2...5, resamples: 6, context: ComputeContext(threads: 2))
    #expect(agreement.keys.sorted() == [2, 3, 4, 5])
    for k in 2...5 {
      var single = options
      single.k = .fixed(k)
      let stability = try Stability.measure(
        try CustomerSegmentation.make(of: preparation, options: single), resamples: 6, seed: 9)
      #expect(abs(agreement[k, default: .nan] - stability.adjustedRandIndex) < 1e-12, "k = \(k)")
    }
  }

  /// The mean adjusted Rand index for each number of segments.
  private func agreement(
    _ preparation: Preparation, _ options: ClusterOptions, _ ks: ClosedRange<Int>, resamples: Int,
    context: ComputeContext = .plain
  ) throws -> [Int: Double] {
    let fitted = try FittedRows(preparation.features, options: options, context: context)
    return try Stability.comparisons(
      of: try fitted.scored(ks, context: context), fitted, resamples: resamples, context: context
    ).mapValues(Stability.meanIndex)
  }

  @Test("numbers of segments that the rows do not allow are left out of the agreement", arguments: countedMethods)
  func agreementOfFew(method: any Method) throws {
    let preparation = try prepared(try table([("A", [0, 0, 0, 5, 5, 9, 9, 9])]))
    let found = try agreement(preparation, ClusterOptions(method: method), 2...20, resamples: 3)
    #expect(found.keys.sorted() == [2, 3])
  }

  @Test(
    "the mean decides the verdict, bounds included",
    arguments: [
      (1, "very stable"), (0.85, "very stable"), (0.849, "stable"), (0.75, "stable"),
      (0.749, "a pattern, but uncertain"), (0.6, "a pattern, but uncertain"), (0.599, "not to be trusted"),
      (Double.nan, "not to be trusted"),
    ])
  func verdicts(jaccard: Double, words: String) {
    #expect(Stability.Verdict(jaccard: jaccard).rawValue == words)
  }
}
