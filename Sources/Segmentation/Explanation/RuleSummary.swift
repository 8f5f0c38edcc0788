import Analysis

/// Finished rules, and what they catch together.
struct RuleSummary {
  let rules: [SegmentRule]
  let segments: [SegmentCatch]
  /// Rows for which a rule of their own segment holds and none of another.
  let explained: Int
  private let rowCount: Int

  /// - Throws: `CancellationError`.
  init(
    _ drafts: [RuleDraft], _ segmentation: CustomerSegmentation, _ columns: [ExplanationColumn], context: ComputeContext
  ) throws(CancellationError) {
    let wording = RuleWording(columns: columns)
    rules = drafts.map { draft in
      SegmentRule(
        segment: draft.segment, conditions: wording.conditions(draft.tests), caught: draft.caught, hits: draft.hits,
        segmentSize: segmentation.sizes[draft.segment - 1])
    }
    let labels = segmentation.placed().labels
    rowCount = labels.count
    // Told by no rule, by rules of one segment, or by those of several (0).
    var told = [Int?](repeating: nil, count: labels.count)
    var segments: [SegmentCatch] = []
    for segment in 1...segmentation.k {
      let own = drafts.filter { $0.segment == segment }
      guard !own.isEmpty else { continue }
      try context.checkCancellation()
      var caught = [Int](repeating: 0, count: segmentation.k)
      for row in labels.indices where own.contains(where: { $0.matches[row] }) {
        caught[labels[row] - 1] += 1
        told[row] = told[row] == nil ? segment : 0
      }
      let wrong = caught.indices.filter { $0 != segment - 1 && caught[$0] > 0 }
      segments.append(
        SegmentCatch(
          segment: segment, size: segmentation.sizes[segment - 1], caught: caught.reduce(0, +),
          hits: caught[segment - 1],
          mistakenFor: wrong.max { (caught[$0], $1) < (caught[$1], $0) }.map { $0 + 1 }))
    }
    self.segments = segments
    explained = labels.indices.count { told[$0] == labels[$0] }
  }

  /// Rows that the rules of one segment tell right: caught and in it, or neither.
  func told(_ segment: Int) -> Int {
    guard let own = segments.first(where: { $0.segment == segment }) else { return 0 }
    return rowCount - (own.caught - own.hits) - (own.size - own.hits)
  }
}
