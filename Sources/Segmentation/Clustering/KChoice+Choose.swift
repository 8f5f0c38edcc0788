import Analysis

extension KChoice {
  /// The numbers of segments that are voted on.
  static let range = 3...10

  /// Scores 2…10 segments and lets the voters choose; gives the chosen partition too, so that nothing is scored twice.
  static func choose(
    among fitted: FittedRows, context: ComputeContext
  ) throws -> (KChoice, ScoredGrouping) {
    let largest = max(2, min(range.upperBound, fitted.features.rowCount - 1))
    let scored = try fitted.scored(2...largest, context: context.part(0...0.95))
    let curve = try kneeCurve(
      fitted, inertias: scored.inertias, upTo: range.upperBound + 1, context: context.part(0.95...0.98))
    let choice = KChoice(
      candidates: scored.map { Candidate(k: $0.k, scores: $0.scores) }, knee: knee(of: curve),
      structureless: try fitted.structurelessSilhouette(2...largest, context: context.part(0.98...1)))
    guard let chosen = scored.first(where: { $0.k == choice.k }) else {
      preconditionFailure("the number chosen is one of the candidates")
    }
    return (choice, chosen)
  }

  /// Votes on scored candidates.
  /// - Parameters:
  ///   - candidates: rising in k, at least one.
  ///   - knee: the number that the knee names, nil for none.
  ///   - range: the numbers that may be voted for; two is taken by a rule of its own.
  ///   - structureless: the best silhouette of data without groups, nil when it is not known.
  init(
    candidates: [Candidate], knee: Int?, among range: ClosedRange<Int> = range, structureless: Double? = nil
  ) {
    self.candidates = candidates
    self.structureless = structureless
    let eligible = candidates.filter { range.contains($0.k) }
    func best(_ score: (Candidate) -> Double?) -> Int? {
      let scored = eligible.compactMap { candidate in
        score(candidate).flatMap { $0.isNaN ? nil : (k: candidate.k, score: $0) }
      }
      return scored.reduce(scored.first) { best, next in
        best.map { next.score > $0.score ? next : $0 }
      }?.k
    }
    votes = [
      Vote(voter: .silhouette, k: best { $0.scores.silhouette }),
      Vote(voter: .calinskiHarabasz, k: best { $0.scores.calinskiHarabasz }),
      Vote(voter: .daviesBouldin, k: best { $0.scores.daviesBouldin.map { -$0 } }),
      Vote(voter: .knee, k: knee.flatMap { k in eligible.contains { $0.k == k } ? k : nil }),
    ]
    k = Self.winner(of: votes, among: candidates)
  }

  /// Two, when it is that much better; else most votes, between equals the better silhouette, then the smaller k.
  private static func winner(of votes: [Vote], among candidates: [Candidate]) -> Int {
    func silhouette(_ k: Int) -> Double { candidates.first { $0.k == k }?.scores.silhouette ?? -1 }
    let named = Set(votes.compactMap(\.k))
    guard let others = candidates.filter({ $0.k != 2 }).compactMap(\.scores.silhouette).max(), !named.isEmpty else {
      return candidates.first?.k ?? 2
    }
    if candidates.contains(where: { $0.k == 2 }), silhouette(2) >= others + advantageOfTwo { return 2 }
    let tally = named.map { k in (k: k, votes: votes.count { $0.k == k }) }
    let ranked = tally.sorted { a, b in
      if a.votes != b.votes { return a.votes > b.votes }
      if silhouette(a.k) != silhouette(b.k) { return silhouette(a.k) > silhouette(b.k) }
      return a.k < b.k
    }
    return ranked[0].k
  }

  /// What the knee is looked for in: at c, what making c clusters cost; c = 1, 2, ….
  ///
  /// For a tree that is the height of the merge that left c clusters: high up to the number of groups less one, low
  /// from the number of groups on. Without one it is the within-cluster sum of squares.
  /// - Parameters:
  ///   - inertias: sums of squares that are known already, by k.
  ///   - longest: where the curve ends, if the rows allow.
  static func kneeCurve(
    _ fitted: FittedRows, inertias: [Int: Double], upTo longest: Int, context: ComputeContext
  ) throws -> [Double] {
    let n = fitted.features.rowCount
    let longest = max(1, min(longest, n - 1))
    if let tree = fitted.tree { return (1...longest).map { tree.merges[n - 1 - $0].height } }
    return try fitted.withinSquares(upTo: longest, known: inertias, context: context)
  }

  static func knee(of curve: [Double]) -> Int? {
    Analysis.knee(x: curve.indices.map { Double($0 + 1) }, y: curve).map { $0.index + 1 }
  }
}
