import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Choosing k with caution")
struct KChoiceCautionTests {
  private func candidate(
    _ k: Int, _ silhouette: Double, _ jaccard: Double?, fact: String? = nil, ch: Double = 100, db: Double = 1
  ) -> KChoice.Candidate {
    .init(
      k: k, scores: .init(silhouette: silhouette, calinskiHarabasz: ch, daviesBouldin: db),
      steadiness: jaccard.map { .init(leastJaccard: $0, segment: k, size: 27, resamples: 10) }, fact: fact)
  }

  // MARK: Two

  private func choice(two: Double?, fact: String? = nil, four: Double, five: Double = 0.4) -> KChoice {
    KChoice(
      candidates: [
        candidate(2, 0.433, two, fact: fact), candidate(3, 0.28, nil, ch: 90, db: 1.3),
        candidate(4, 0.3, four, db: 0.9), candidate(5, 0.2, five, ch: 110, db: 1.2),
      ], knee: 4)
  }

  @Test("two that does not come back gives way to a number that votes name and that does, with the reason")
  func unstableTwo() {
    let found = choice(two: 0.49, four: 0.85)
    #expect(found.k == 4 && found.rule == .steadyBeforeTwo && !found.tookTwo)
    #expect(
      found.explanation.contains(
        "By its silhouette two would be better by far, 0.433 against 0.300, but it does not come back (over 10 resamples "
          + "the mean Jaccard of Segment 2 (27 customers) is 0.49, which %stability calls not to be trusted): k = 4 is taken, "
          + "which 4 votes name and which comes back (over 10 resamples the mean Jaccard of Segment 4 (27 customers) is 0.85)."
      ))
    #expect(!found.explanation.contains("would name 2"))
    #expect(found.votesInWords.hasSuffix("stability 4: 4 is stable, two is not"))
    let none = choice(two: 0.49, four: 0.7)
    #expect(none.k == 2 && none.rule == .twoByFar)
    #expect(none.explanation.contains("But these segments are not to be relied on"))
    #expect(choice(two: 0.62, four: 0.85).k == 2)
  }

  @Test("two that is one yes/no fact gives way as well, and stays, said to be one, where no other is stable")
  func oneFact() {
    let found = choice(two: 0.99, fact: "parking", four: 0.85)
    #expect(found.k == 4 && found.rule == .steadyBeforeTwo)
    #expect(found.explanation.contains("but it is one yes/no fact (parking) rather than groups: k = 4 is taken"))
    #expect(found.votesInWords.hasSuffix(": 4 is stable, two is one yes/no fact"))
    let both = choice(two: 0.49, fact: "parking", four: 0.85)
    #expect(both.explanation.contains("not to be trusted) and is one yes/no fact (parking) rather than groups"))
    let alone = choice(two: 0.99, fact: "has a car", four: 0.5)
    #expect(alone.k == 2 && alone.rule == .twoByFar)
    #expect(
      alone.explanation.contains(
        "It is one yes/no fact (has a car) rather than groups, but no other number that votes name is found stable; "
          + "%prepare drop=\"has a car\" looks past it."))
  }

  @Test("the caption of two says how stable two is, not that nothing is")
  func caption() {
    #expect(
      choice(two: 0.998, four: 0.5).votesInWords
        == "silhouette 4, Calinski-Harabasz 5, Davies-Bouldin 4, knee 4: two is better by far, stability of two 1.00")
    var large = choice(two: nil, four: 0.5)
    large.isTooLargeToDraw = true
    #expect(large.votesInWords.hasSuffix(": two is better by far, stability of two not asked"))
    #expect(choice(two: nil, four: 0.5).votesInWords.hasSuffix("stability of two not known"))
  }

  @Test("a feature of two answers that repeats two segments is found, whatever the answers and the other features")
  func fact() throws {
    var draws = Xoshiro256(seed: 8)
    let flag = (0..<200).map { $0 % 5 == 0 ? "yes" : "no" }
    let charges = flag.map { ($0 == "yes" ? 40 : 10) + 3 * draws.nextGaussian() }
    let age = flag.map { _ in 20 + 40 * draws.nextUnit() }
    let bmi = flag.map { _ in 20 + 10 * draws.nextUnit() }
    let source = try Table(
      name: "test",
      columns: [
        Column(name: "age", numbers: age), Column(name: "bmi", numbers: bmi), Column(name: "smoker", text: flag),
        Column(name: "charges", numbers: charges),
      ])
    let found = try CustomerSegmentation.make(of: try Recipe.standard.prepare(source))
    let choice = try #require(found.choice)
    #expect(choice.candidate(2)?.fact == "smoker")
    #expect(choice.candidates.dropFirst().allSatisfy { $0.fact == nil })
    let groups = try CustomerSegmentation.make(
      of: try Recipe(log: .none, scale: .none).prepare(try blobs([[0, 0], [30, 0]], each: 40, seed: 2)))
    #expect(groups.choice?.candidate(2)?.scores.silhouette ?? 0 > 0.8 && groups.choice?.candidate(2)?.fact == nil)
  }

  // MARK: Without structure

  @Test("without structure two votes of four are no agreement, nor are most votes for what does not come back")
  func agreement() {
    func choice(three: Double, ten: Double?, db: Double) -> KChoice {
      KChoice(
        candidates: [
          candidate(2, 0.2, nil), candidate(3, three, nil, ch: 120, db: 1.2), candidate(9, 0.23, nil, ch: 119, db: db),
          candidate(10, 0.22, ten, ch: 136, db: 0.91),
        ], knee: 10)
    }
    let half = choice(three: 0.2, ten: 0.36, db: 0.9)
    #expect(half.votes.map(\.k) == [9, 10, 9, 10, nil] && half.agreed == nil)
    #expect(half.k == 3 && half.rule == .smallest(best: 9))
    let most = choice(three: 0.2, ten: 0.36, db: 1)
    #expect(most.votes.map(\.k) == [9, 10, 10, 10, nil] && most.agreed == 10)
    #expect(most.k == 3 && most.rule == .smallest(best: 9))
    #expect(
      most.explanation.contains(
        "Most votes name 10, but its segments do not come back (over 10 resamples the mean Jaccard of Segment 10 "
          + "(27 customers) is 0.36): k = 3 is taken, the smallest whose silhouette (0.200)"))
    #expect(choice(three: 0.2, ten: 0.7, db: 1).k == 10)
  }

  @Test("a yes/no column beside numbers without groups makes no structure", arguments: [1, 2, 3, 4] as [UInt64])
  func answers(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let answers = (0..<200).map { _ in draws.nextUnit() < 0.5 ? "oui" : "non" }
    let source = try Table(
      name: "test",
      columns: [
        Column(name: "spend", numbers: answers.map { _ in 100 * draws.nextUnit() }),
        Column(name: "visits", numbers: answers.map { _ in 10 * draws.nextUnit() }),
        Column(name: "flag", text: answers),
      ])
    let choice = try #require(try CustomerSegmentation.make(of: try Recipe.standard.prepare(source)).choice)
    #expect(choice.noClearGroups)
    #expect(choice.explanation.contains("There is no clear structure here"))
  }

  @Test("groups beside a yes/no column that has nothing to do with them are still groups")
  func groupsBesideAnswers() throws {
    let groups = try blobs([[0, 0], [20, 0], [0, 20]], each: 60, seed: 5)
    let source = try Table(
      name: "test", columns: groups.columns + [Column(name: "flag", text: (0..<180).map { $0 % 7 < 3 ? "yes" : "no" })])
    let choice = try #require(try CustomerSegmentation.make(of: try Recipe.standard.prepare(source)).choice)
    #expect(!choice.noClearGroups)
  }

  // MARK: Few

  @Test("a handful of customers makes no segments to rely on, and few segments")
  func handful() throws {
    let few = try Recipe(log: .none).prepare(try table([("A", [0, 1, 10, 12, 30])]))
    let found = try CustomerSegmentation.make(of: few)
    #expect(found.k == 2)
    #expect(
      FewCustomers(of: found)?.sentence { "Segment \($0)" }
        == "There are only 5 customers: so few make no segments to rely on, whatever the figures say.")
    #expect((KChoice.largest(rows: 20), KChoice.largest(rows: 30)) == (7, 10))
    let enough = try Recipe(log: .none).prepare(try blobs([[0, 0], [30, 0]], each: 15, seed: 2))
    #expect(FewCustomers(of: try CustomerSegmentation.make(of: enough, options: ClusterOptions(k: .fixed(2)))) == nil)
  }

  @Test("segments of fewer than ten customers are a caution, named while they are few")
  func smallSegments() throws {
    let starts =
      [Double](repeating: 0, count: 40) + [Double](repeating: 50, count: 12) + [Double](repeating: 90, count: 8)
    let values = starts.enumerated().map { place, start in start + Double(place) / 100 }
    let preparation = try Recipe(log: .none).prepare(try table([("A", values)]))
    func sentence(_ k: Int) throws -> String? {
      FewCustomers(of: try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(k))))?
        .sentence { "Segment \($0)" }
    }
    #expect(
      try sentence(3)
        == "1 of the 3 segments (Segment 3) has fewer than 10 customers: too few to say anything of them; "
        + "a smaller k= makes larger ones.")
    #expect(
      try sentence(20)?.hasSuffix(
        "of the 20 segments have fewer than 10 customers: too few to say anything of them; a smaller k= makes larger ones."
      )
        == true)
  }
}
