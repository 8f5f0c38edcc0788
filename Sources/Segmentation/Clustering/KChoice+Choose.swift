import Analysis

extension KChoice {
  /// The numbers of segments that are voted on.
  static let range = 3...10

  /// The largest number that is looked at for so many rows: 10, or what leaves nearly three rows to a segment in the mean.
  static func largest(rows: Int) -> Int { max(2, min(range.upperBound, most(rows: rows))) }

  /// The segments of three rows that so many rows make, the last one of fewer.
  static func most(rows: Int) -> Int { (rows + 2) / 3 }

  /// Scores 2…10 segments and lets the voters choose; gives the chosen partition too, so that nothing is scored twice.
  /// - Parameter columns: what the features are made of, one each; none where they are made of several.
  static func choose(
    among fitted: FittedRows, columns: [String], context: ComputeContext
  ) throws -> (KChoice, ScoredGrouping) {
    let largest = largest(rows: fitted.features.rowCount)
    let stages = ChoiceCost(of: fitted)
    let scored = try fitted.scored(2...largest, context: context.part(stages.scores))
    guard !scored.isEmpty else {
      // Fewer than two different rows: the method says so.
      _ = try fitted.into(2, context: context)
      throw SegmentationError.segmentCount(2, rows: fitted.features.rowCount)
    }
    let choice = try KChoice(
      of: scored, fitted: fitted, columns: columns, squares: nil, among: range,
      context: context.part(stages.choice, named: StageName.choosing))
    guard let chosen = scored.first(where: { $0.k == choice.k }) else {
      preconditionFailure("the number chosen is one of the candidates")
    }
    return (choice, chosen)
  }

  /// The votes on scored partitions, all of them: what `k=auto` and `%compare` share.
  /// - Parameters:
  ///   - columns: what the features are made of, one each; none where they are made of several.
  ///   - squares: the sums of squares of 1, 2, … clusters where they are known.
  ///   - drawn: the comparisons of partitions with those of resamples of the seed of `fitted`, by k, the first draws first;
  ///     those that are missing are drawn.
  init(
    of scored: [ScoredGrouping], fitted: FittedRows, columns: [String], squares: [Double]?,
    among range: ClosedRange<Int>,
    drawn: [Int: [Resample.Comparison]] = [:], context: ComputeContext
  ) throws {
    let known = squares.map { Dictionary(uniqueKeysWithValues: zip(1..., $0)) } ?? scored.inertias
    let longest = KneeCurve.length(upTo: scored.last?.k ?? 2)
    let curve =
      try fitted.tree.map { KneeCurve.heights(of: $0, upTo: longest) }
      ?? fitted.withinSquares(upTo: longest, known: known, context: context.part(0...0.2))
    let rows = fitted.features.rowCount
    var choice = KChoice(
      candidates: try scored.map { scored in
        let sizes = SegmentNumbering(scored.clusters).sizes
        return Candidate(
          k: scored.k, scores: scored.scores, outliers: sizes.filter { OutlierSegments.isOutlier(size: $0, of: rows) },
          fact: try SingleFact(of: scored.clusters, features: fitted.features, context: context.part(0...0))?
            .column(among: columns))
      },
      knee: KneeCurve.knee(of: curve), among: range,
      structureless: try fitted.structurelessSilhouette(
        2...max(2, scored.last?.k ?? 2), context: context.part(0.2...0.4)),
      curve: fitted.tree == nil ? .squares : .heights)
    let asked = choice.worthDrawing
    if ChoiceCost.isDrawingAffordable(fitted, numbers: asked.count) {
      let steadiness = try Steadiness.measure(
        scored.filter { asked.contains($0.k) }, fitted, drawn: drawn, context: context.part(0.4...1))
      choice = KChoice(
        candidates: choice.candidates.map { candidate in
          var candidate = candidate
          candidate.steadiness = steadiness[candidate.k]
          return candidate
        },
        knee: KneeCurve.knee(of: curve), among: range, structureless: choice.structureless, curve: choice.curve)
    } else {
      choice.isTooLargeToDraw = true
    }
    self = choice
  }

  /// The numbers whose stability decides or is to be said: those that an index names, what would be taken without it, and two
  /// where it might be taken.
  private var worthDrawing: [Int] {
    let two = candidate(2).map { $0.several == 2 && $0.k == clearest?.k } ?? false
    // The vote of stability may make a tie, which is settled by another rule where there is no structure.
    return Set(votes.compactMap(\.k) + [k] + (two ? [2] : []) + (noClearGroups ? [smallest.k] : [])).sorted()
  }

  /// Votes on scored candidates.
  /// - Parameters:
  ///   - candidates: rising in k, at least one.
  ///   - knee: the number that the knee names, nil for none.
  ///   - range: the numbers that may be voted for; two is taken by a rule of its own.
  ///   - structureless: the best silhouette of data without groups, nil when it is not known.
  ///   - curve: what the knee is of.
  init(
    candidates: [Candidate], knee: Int?, among range: ClosedRange<Int> = range, structureless: Double? = nil,
    curve: KneeCurve? = nil
  ) {
    let eligible = Self.eligible(candidates, range)
    func best(_ score: (Candidate) -> Double?) -> Int? {
      let scored = eligible.compactMap { candidate in
        score(candidate).flatMap { $0.isNaN ? nil : (k: candidate.k, score: $0) }
      }
      return scored.reduce(scored.first) { best, next in
        best.map { next.score > $0.score ? next : $0 }
      }?.k
    }
    var votes = [
      Vote(voter: .silhouette, k: best { $0.scores.silhouette }),
      Vote(voter: .calinskiHarabasz, k: best { $0.scores.calinskiHarabasz }),
      Vote(voter: .daviesBouldin, k: best { $0.scores.daviesBouldin.map { -$0 } }),
      Vote(voter: .knee, k: knee.flatMap { k in eligible.contains { $0.k == k } ? k : nil }),
    ]
    votes.append(Vote(voter: .stability, k: Self.steadiest(eligible, votes)))
    self.init(
      candidates: candidates, votes: votes,
      k: Decision(votes: votes, candidates: candidates, structureless: structureless).k, structureless: structureless,
      curve: curve)
  }

  /// Candidates in the range that have three segments which are no outliers, or as many as any has; of those that differ from each
  /// other in outliers alone, the smallest.
  private static func eligible(_ candidates: [Candidate], _ range: ClosedRange<Int>) -> [Candidate] {
    let inRange = candidates.filter { range.contains($0.k) }
    let most = inRange.map(\.several).max() ?? 0
    var seen: Set<Int> = []
    return inRange.filter { candidate in
      candidate.several >= 2 && candidate.several >= min(most, 3) && seen.insert(candidate.several).inserted
    }
  }

  /// The candidate whose least stable segment comes back best, unless that is not to be trusted; between equals as they are
  /// printed the one that more of the others name, then the smaller.
  private static func steadiest(_ eligible: [Candidate], _ votes: [Vote]) -> Int? {
    let stable = eligible.filter { ($0.steadiness?.leastJaccard ?? 0) >= Stability.trusted }
    guard let most = stable.compactMap(\.steadiness?.leastJaccard).max() else { return nil }
    let equals = stable.filter { ($0.steadiness?.leastJaccard ?? 0) >= most - Steadiness.precision }
    func support(_ candidate: Candidate) -> Int { votes.count { $0.k == candidate.k } }
    return equals.reduce(equals.first) { best, next in
      best.map { support(next) > support($0) ? next : $0 }
    }?.k
  }
}
