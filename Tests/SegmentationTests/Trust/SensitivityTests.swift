import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Who changes segment under other choices")
struct SensitivityTests {
  private func segmentation(
    _ table: Table, k: Int, recipe: Recipe = .standard, method: any Method = HierarchicalMethod()
  ) throws -> CustomerSegmentation {
    try CustomerSegmentation.make(
      of: try recipe.prepare(table), options: ClusterOptions(k: .fixed(k), method: method))
  }

  private func card(rows: Int, missing: Int) throws -> Table {
    var random = Xoshiro256(seed: 3)
    let names = Recipe.classicLogColumns
    return try table(
      names.map { name in
        (name, (0..<rows).map { $0 < missing && name == "PAYMENTS" ? .nan : Double($0 % 3) * 50 + random.nextUnit() })
      })
  }

  private func comparison(_ sensitivity: Sensitivity, _ choice: String) throws -> Sensitivity.Comparison {
    guard case .compared(let comparison) = sensitivity.alternatives.first(where: { $0.choice == choice })?.outcome
    else { throw Missing(choice: choice) }
    return comparison
  }

  private struct Missing: Error { let choice: String }

  @Test("nobody changes where the groups are far apart")
  func separate() throws {
    let source = try blobs([[0, 0], [90, 0], [0, 90]], each: 25, seed: 3)
    let found = try Sensitivity.measure(try segmentation(source, k: 3), table: source)
    #expect(
      found.alternatives.map(\.choice) == [
        "log=none", "log=all", "linkage=complete", "linkage=average", "linkage=single", "method=kmeans",
      ])
    for choice in found.alternatives.map(\.choice) where !choice.hasPrefix("log=") {
      let comparison = try comparison(found, choice)
      #expect(comparison.changed == 0 && comparison.adjustedRandIndex == 1 && comparison.customers == 75)
    }
  }

  @Test("a recipe that is not possible is left out with its reason")
  func impossible() throws {
    let source = try blobs([[-9, 0], [90, 0]], each: 25, seed: 3)
    let found = try Sensitivity.measure(try segmentation(source, k: 2), table: source)
    guard case .leftOut(let reason) = found.alternatives[1].outcome else {
      Issue.record("the logarithm of negative values was taken")
      return
    }
    #expect(reason.hasPrefix("the logarithm of X1 cannot be taken: "))
  }

  @Test("a way that takes more memory than it may is left out, and what compares it all the same is named")
  func tooLarge() throws {
    let source = try blobs([[0, 0], [90, 0], [0, 90]], each: 25, seed: 3)
    let found = try Sensitivity.measure(try segmentation(source, k: 3), table: source, mostBytes: 4 * 75 * 75 - 1)
    let outcomes = Dictionary(uniqueKeysWithValues: found.alternatives.map { ($0.choice, $0.outcome) })
    for linkage in ["linkage=complete", "linkage=average"] {
      guard case .leftOut(let reason)? = outcomes[linkage] else {
        Issue.record("\(linkage) was not left out")
        continue
      }
      #expect(reason.hasSuffix("%cluster with it and then %agree previous compare all the same"))
    }
    _ = try comparison(found, "linkage=single")
  }

  @Test("a recipe that makes the same features is left out, and nobody changes by it")
  func same() throws {
    let source = try table([("A", [1, 2, 3, 2, 1, 2, 900])])
    let found = try Sensitivity.measure(try segmentation(source, k: 2), table: source)
    #expect(found.alternatives[1] == .init(choice: "log=all", outcome: .leftOut("it makes the same features")))
    #expect(found.sentences == ["Nobody changes segment: the segments do not hang on how they are made."])
  }

  @Test("classic stands against standard where the table has its columns, and the other way round")
  func recipes() throws {
    let source = try card(rows: 60, missing: 5)
    let standard = try Sensitivity.measure(try segmentation(source, k: 3), table: source)
    #expect(standard.alternatives[0].choice == "recipe=classic")
    let fewer = try comparison(standard, "recipe=classic")
    #expect(fewer.customers == 55 && fewer.droppedByOther == 5 && fewer.addedByOther == 0)
    #expect(
      standard.sentences.last == "recipe=classic drops 5 customers of the segmentation: compared are the 55 in both.")
    let classic = try Sensitivity.measure(try segmentation(source, k: 3, recipe: .classic), table: source)
    #expect(classic.alternatives[0].choice == "recipe=standard")
    let more = try comparison(classic, "recipe=standard")
    #expect(more.customers == 55 && more.droppedByOther == 0 && more.addedByOther == 5)
  }

  @Test("after k-means, all linkages are other choices")
  func kMeans() throws {
    let source = try noise(rows: 40, columns: 2, seed: 1)
    let found = try Sensitivity.measure(try segmentation(source, k: 3, method: KMeansMethod()), table: source)
    #expect(
      found.alternatives.map(\.choice).suffix(4) == [
        "linkage=ward", "linkage=complete", "linkage=average", "linkage=single",
      ])
  }

  @Test("the number of those who change is the least over all ways to match segments")
  func changed() throws {
    // 0-based segments in blocks; the second division swaps two and splits one.
    let own: [Int?] = [1, 1, 1, 1, 2, 2, 2, 3, 3, nil, nil]
    let other: [Int?] = [2, 2, 2, 3, 1, 1, nil, 3, 3, 1, nil]
    let comparison = try #require(Sensitivity.Comparison(own, other, segments: 3))
    #expect(comparison.customers == 8 && comparison.changed == 1)
    #expect(comparison.droppedByOther == 1 && comparison.addedByOther == 1)
    #expect(comparison.changedShare == 0.125 && comparison.largestShare == 0.375)
    #expect(Sensitivity.Comparison([1, nil], [nil, 1], segments: 1) == nil)
  }

  @Test("an interrupt is one")
  func cancelled() throws {
    let source = try noise(rows: 40, columns: 2, seed: 1)
    let segmentation = try segmentation(source, k: 3)
    #expect(throws: SegmentationError.cancelled) {
      try Sensitivity.measure(
        segmentation, table: source, context: ComputeContext(threads: 1, isCancelled: { true }))
    }
  }

  @Test("tiny tables and as many segments as customers go through")
  func tiny() throws {
    for values in [[1, 2.0], [1, 1, 2], [1, 2, 4, 8, 16]] {
      let source = try table([("A", values)])
      let found = try Sensitivity.measure(try segmentation(source, k: Set(values).count), table: source)
      #expect(found.alternatives.count == 6)
    }
  }

  private func comparison(
    _ changed: Int, agreement: Double? = nil, largest: Double = 0.5, own: Double = 0.4
  ) -> Sensitivity.Outcome {
    .compared(
      Sensitivity.Comparison(
        customers: 100, droppedByOther: 0, addedByOther: 0, changed: changed,
        adjustedRandIndex: agreement ?? 1 - Double(changed) / 100, largestShare: largest, ownLargestShare: own))
  }

  @Test("what lumps everyone together is said, and not taken for the worst")
  func lump() {
    let found = Sensitivity(alternatives: [
      .init(choice: "linkage=single", outcome: comparison(70, largest: 0.98)),
      .init(choice: "linkage=complete", outcome: comparison(30)),
      .init(choice: "method=kmeans", outcome: comparison(0)),
    ])
    #expect(
      found.sentences == [
        "Between 0.0% (method=kmeans) and 30.0% (linkage=complete) of the customers change segment: "
          + "the segments hang on how they are made.",
        "linkage=single puts 98.0% of the customers into one segment: who changes there says nothing about the segments.",
      ])
  }

  @Test("of a small segment beside a large one the agreement beyond chance tells, not the share of everyone")
  func lopsided() {
    let found = Sensitivity(alternatives: [
      .init(choice: "log=none", outcome: comparison(0, own: 0.95)),
      .init(choice: "linkage=single", outcome: comparison(5, agreement: 0.181, largest: 0.99, own: 0.95)),
    ])
    #expect(
      found.sentences == [
        "Between 0.0% (log=none) and 5.0% (linkage=single) of the customers change segment, few beside everyone and many "
          + "beside the smallest segments (adjusted Rand index 0.18, linkage=single): the segments hang on how they are made."
      ])
  }

  @Test("one choice alone that changes much is named, beside how little the others do")
  func lone() {
    let found = Sensitivity(alternatives: [
      .init(choice: "log=none", outcome: comparison(0)), .init(choice: "linkage=average", outcome: comparison(0)),
      .init(choice: "linkage=complete", outcome: comparison(48)),
      .init(choice: "method=kmeans", outcome: comparison(1)),
    ])
    #expect(
      found.sentences == [
        "By linkage=complete alone 48.0% of the customers change segment, by the other 3 choices at most 1.0%: the segments "
          + "hang on that choice and hardly on the others."
      ])
  }

  @Test("the warning is said where the segments hang on how they are made, and nowhere else")
  func warning() {
    func warning(_ changed: Int...) -> String? {
      Sensitivity(alternatives: changed.map { .init(choice: "log=none", outcome: comparison($0)) }).warning
    }
    #expect(warning() == nil && warning(0) == nil && warning(1, 2) == nil)
    let hang = "of the customers change segment: the segments hang on how they are made."
    #expect(warning(48) == "Made in another way, 48.0% \(hang)")
    #expect(warning(5, 48) == "Made in other ways, between 5.0% and 48.0% \(hang)")
    #expect(
      warning(0, 0, 48, 1)
        == "Made in one other way, 48.0% of the customers change segment, in 3 others at most 1.0%.")
  }
}
