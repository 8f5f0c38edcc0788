import Analysis

extension Comparison {
  /// Puts the rows into each number of segments and measures all of them.
  /// - Parameters:
  ///   - ks: 2 or more; numbers that the rows do not allow are left out, and that is noted.
  ///   - options: the method; its `k` is not looked at.
  ///   - previous: a segmentation whose tree is used again where it is the same.
  /// - Throws: `SegmentationError`: not even the least k is possible, no start, too little memory, `.cancelled`.
  /// - Complexity: O(n²·d) for the silhouettes; one clustering more for each resample and each reference set.
  public static func make(
    of preparation: Preparation, ks: ClosedRange<Int>, options: ClusterOptions, effort: Effort = Effort(),
    previous: CustomerSegmentation? = nil, context: ComputeContext = .plain
  ) throws(SegmentationError) -> Comparison {
    let n = preparation.features.rowCount
    guard n >= 2, ks.lowerBound >= 2, ks.lowerBound <= n else { throw .segmentCount(ks.lowerBound, rows: n) }
    guard !options.method.findsCount else { throw .notComparable(method: options.method.noun) }
    do {
      return try measured(
        preparation, ks.lowerBound...min(ks.upperBound, n), asked: ks, options, effort,
        tree: previous.flatMap { $0.tree(for: preparation, options) }, context)
    } catch {
      throw SegmentationError(error)
    }
  }

  private static func measured(
    _ preparation: Preparation, _ ks: ClosedRange<Int>, asked: ClosedRange<Int>, _ options: ClusterOptions,
    _ effort: Effort, tree: Dendrogram?, _ context: ComputeContext
  ) throws -> Comparison {
    let stages = ComparisonCost(of: preparation.features, ks: ks, options).stages(effort)
    let fitted = try FittedRows(
      of: preparation, options: options, tree: tree,
      context: context.part(stages.tree, named: options.method.noun))
    let scored = try fitted.scored(ks, context: context.part(stages.scores))
    guard let last = scored.last else {
      // There are fewer different rows than the least number of segments: the method says how many.
      _ = try fitted.into(ks.lowerBound, context: context.part(stages.scores))
      throw SegmentationError.segmentCount(ks.lowerBound, rows: preparation.features.rowCount)
    }
    // One beyond the last: whether the gap is large is told by its successor, and so is where a curve bends.
    let longest = KneeCurve.length(upTo: last.k)
    let inertias = try fitted.withinSquares(
      upTo: longest, known: scored.inertias, context: context.part(stages.inertias, named: StageName.squares))
    var drawn: [Int: [Resample.Comparison]] = [:]
    if effort.resamples > 0 {
      drawn = try Stability.comparisons(
        of: scored, fitted, resamples: effort.resamples,
        context: context.part(stages.agreements, named: StageName.resampling))
    }
    // Numbers that leave hardly anybody to a segment are shown, and not recommended.
    let rows = preparation.features.rowCount
    let largest = max(ks.lowerBound, min(last.k, max(2, KChoice.most(rows: rows))))
    let choice = try KChoice(
      of: scored.filter { $0.k <= largest }, fitted: fitted, columns: preparation.columnsOfFeatures, squares: inertias,
      among: min(3, last.k)...max(3, last.k), drawn: drawn,
      context: context.part(stages.choice, named: StageName.choosing))
    var gap: GapStatistic?
    if effort.references > 0 {
      gap = try fitted.gap(
        Array(inertias.prefix(last.k + 1)), references: effort.references,
        context: context.part(stages.gap, named: StageName.references))
    }
    let candidates = scored.map { scored in
      Candidate(
        k: scored.k, inertia: inertias[scored.k - 1], scores: scored.scores,
        gap: gap?.points.first { $0.k == scored.k }, agreement: drawn[scored.k].map(Stability.meanIndex),
        ownMeasures: scored.grouping.measures)
    }
    return Comparison(
      candidates: candidates, choice: choice, gap: gap, knee: KneeCurve.knee(of: inertias), options: options,
      effort: effort,
      notes: notes(asked: asked, last: last.k, rows: preparation.features.rowCount),
      caption: caption(ks: ks.lowerBound...last.k, options, effort, preparation))
  }

  private static func notes(asked: ClosedRange<Int>, last: Int, rows: Int) -> [String] {
    let few = FewCustomers.sentence(ofAll: rows).map { [$0] } ?? []
    if last == asked.upperBound { return few }
    return [
      last == rows
        ? "There are \(grouped(rows)) rows, so k ends at \(grouped(last))."
        : "There are only \(grouped(last)) different rows, so k ends there."
    ] + few
  }

  private static func caption(
    ks: ClosedRange<Int>, _ options: ClusterOptions, _ effort: Effort, _ preparation: Preparation
  ) -> String {
    let range = ks.count == 1 ? "\(ks.lowerBound)" : "\(ks.lowerBound) to \(ks.upperBound)"
    var parts = ["k = \(range)", options.methodInWords]
    if effort.references > 0 {
      parts.append("gap against \(count(effort.references, "uniform set")) along the principal components")
    }
    if effort.resamples > 0 { parts.append("adjusted Rand index over \(count(effort.resamples, "resample"))") }
    if !options.method.usesSeed, effort.references > 0 || effort.resamples > 0 {
      parts.append("seed \(options.seed)")
    }
    return (parts + [preparation.caption]).joined(separator: " · ")
  }
}
