extension KChoice {
  /// Which number the votes come to, and by which rule.
  struct Decision {
    enum Rule: Equatable {
      /// Two, whose silhouette is that much better.
      case twoByFar
      /// Two would be that much better, but is not to be relied on or is one yes/no fact: a number that votes name and that comes
      /// back.
      case steadyBeforeTwo
      /// Two, beyond which only outliers are split off.
      case twoAndOutliers
      /// Nobody has an opinion.
      case only
      /// Everyone who voted, or most of them.
      case votes
      /// Several have most votes: the better silhouette.
      case silhouette(rivals: [Int])
      /// Neither agreement nor structure: the smallest that is hardly worse than the best.
      case smallest(best: Int)
      /// Whatever the number, only outliers are split off.
      case outliers
    }

    let k: Int
    let rule: Rule

    init(k: Int, _ rule: Rule) {
      self.k = k
      self.rule = rule
    }

    init(votes: [Vote], candidates: [Candidate], structureless: Double?) {
      let whole = KChoice(candidates: candidates, votes: votes, k: 2, structureless: structureless, curve: nil)
      self = Self.early(whole) ?? Self.counted(whole)
    }

    /// What is decided before votes are counted.
    private static func early(_ choice: KChoice) -> Decision? {
      let candidates = choice.candidates
      guard candidates.contains(where: { $0.several >= 2 }) else {
        return Decision(k: candidates.first?.k ?? 2, .outliers)
      }
      let firstDivided = candidates.first { $0.several >= 2 }?.k ?? 2
      guard choice.votes.contains(where: { $0.k != nil }), let others = choice.bestOfOthers else {
        return Decision(k: firstDivided, .only)
      }
      guard let two = choice.candidate(2), two.several == 2 else { return nil }
      if !candidates.contains(where: { $0.several >= 3 }) { return Decision(k: 2, .twoAndOutliers) }
      guard two.scores.silhouette ?? -1 >= others + advantageOfTwo else { return nil }
      return choice.steadyBeforeTwo.map { Decision(k: $0, .steadyBeforeTwo) } ?? Decision(k: 2, .twoByFar)
    }

    private static func counted(_ choice: KChoice) -> Decision {
      func better(_ a: Int, _ b: Int) -> Int { choice.silhouette(b) > choice.silhouette(a) ? b : a }
      let rivals = choice.mostNamed
      let first = rivals.first ?? 2
      if choice.noClearGroups, !(choice.agreed.map(choice.isReliable) ?? false) { return choice.smallest }
      return Decision(k: rivals.reduce(first, better), rivals.count == 1 ? .votes : .silhouette(rivals: rivals))
    }
  }

  /// How the number was found; in a model of a version that had another rule, by votes.
  var rule: Decision.Rule {
    let decision = Decision(votes: votes, candidates: candidates, structureless: structureless)
    return decision.k == k ? decision.rule : .votes
  }

  /// The numbers with most votes, rising.
  var mostNamed: [Int] {
    let named = Set(votes.compactMap(\.k))
    func count(_ k: Int) -> Int { votes.count { $0.k == k } }
    let most = named.map(count).max() ?? 0
    return named.filter { count($0) == most }.sorted()
  }

  /// The number that more than half of the voters name, if there is one.
  var agreed: Int? { mostNamed.first { k in 2 * votes.count { $0.k == k } > votesCount } }

  /// False where `%stability` would call the segments not to be trusted.
  func isReliable(_ k: Int) -> Bool { candidate(k)?.steadiness?.verdict != .untrustworthy }

  /// Of the numbers that votes name and that come back, the one with most votes, then the better silhouette, where two is not to
  /// be relied on or is one yes/no fact; nil where two is neither, or none comes back.
  private var steadyBeforeTwo: Int? {
    guard let two = candidate(2), two.fact != nil || !isReliable(2) else { return nil }
    let steady = Set(votes.compactMap(\.k)).sorted().filter { k in
      k != 2 && candidate(k)?.steadiness?.leastJaccard ?? 0 >= Stability.recovery
    }
    func worth(_ k: Int) -> (Int, Double) { (votes.count { $0.k == k }, silhouette(k)) }
    return steady.reduce(steady.first) { best, next in best.map { worth(next) > worth($0) ? next : $0 } }
  }

  /// Who has an opinion.
  var votesCount: Int { votes.count { $0.k != nil } }

  /// The candidates of three segments or more that are no outliers, or of more than two numbers where there are none; without
  /// those that differ from a smaller one in outliers alone.
  private var divided: [Candidate] {
    let three = candidates.filter { $0.several >= 3 }
    var seen: Set<Int> = []
    return (three.isEmpty ? candidates.filter { $0.k != 2 } : three).filter { seen.insert($0.several).inserted }
  }

  /// The smallest of them that is hardly worse than the best.
  var smallest: Decision {
    let pool = divided.map(\.k)
    let best = pool.reduce(pool.first ?? 2) { silhouette($1) > silhouette($0) ? $1 : $0 }
    let smallest = pool.first { silhouette($0) >= silhouette(best) - Self.leadOverChance }
    return Decision(k: smallest ?? best, .smallest(best: best))
  }

  /// The best silhouette of them.
  var bestOfOthers: Double? { divided.compactMap(\.scores.silhouette).max() }

  func silhouette(_ k: Int) -> Double { candidate(k)?.scores.silhouette ?? -1 }
}
