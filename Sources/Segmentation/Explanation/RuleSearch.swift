import Analysis

/// The rules that a tree, or a handful of facts, comes to.
struct RuleSearch {
  let columns: [ExplanationColumn]
  let segmentation: CustomerSegmentation
  let context: ComputeContext
  /// The segment of each row in one.
  private let labels: [Int]

  init(columns: [ExplanationColumn], segmentation: CustomerSegmentation, context: ComputeContext) {
    self.columns = columns
    self.segmentation = segmentation
    self.context = context
    labels = segmentation.placed().labels
  }

  /// A rule for each leaf that tells a segment.
  /// - Throws: `CancellationError`.
  func rules(of tree: DecisionTree, classes: [Int]) throws(CancellationError) -> [RuleDraft] {
    guard tree.leafCount > 1 else { return [] }
    var drafts: [RuleDraft] = []
    for leaf in tree.leaves {
      let segment = classes[tree.nodes[leaf].majority]
      if segment > 0 { drafts.append(try draft(segment, path(to: leaf, in: tree))) }
    }
    return try thinned(drafts)
  }

  /// A rule for each combination of the facts.
  /// - Throws: `CancellationError`.
  func rules(of facts: DecisiveFacts) throws(CancellationError) -> [RuleDraft] {
    let places = facts.facts.map { fact in columns.firstIndex { $0.name == fact.column } }
    var drafts: [RuleDraft] = []
    for rule in facts.rules {
      var tests: [RuleTest] = []
      for ((fact, place), holds) in zip(zip(facts.facts, places), rule.holds) {
        guard let place else { continue }
        tests.append(test(fact, of: place, holds: holds))
      }
      drafts.append(try draft(rule.segment, tests))
    }
    return try thinned(drafts)
  }

  private func test(_ fact: DecisiveFacts.Fact, of place: Int, holds: Bool) -> RuleTest {
    let column = columns[place]
    let transforms = segmentation.preparation.transforms.filter { $0.column == column.name }
    let fill = (transforms.first { $0.category == fact.answer } ?? transforms.first)?.fill ?? 0
    guard let answer = fact.answer else {
      return RuleTest(column: place, kind: holds ? .nonzero : .zero, passesMissing: (fill != 0) == holds)
    }
    if let category = column.categories.firstIndex(of: answer) {
      let kind: RuleTest.Kind = holds ? .category(category) : .notCategory(category)
      return RuleTest(column: place, kind: kind, passesMissing: (fill != 0) == holds)
    }
    // Of two numbers the answer is one end.
    let value = Double(answer) ?? column.maximum
    let kind: RuleTest.Kind =
      value == column.minimum
      ? holds ? .atMost(value) : .above(value) : holds ? .above(column.minimum) : .atMost(column.minimum)
    return RuleTest(column: place, kind: kind, passesMissing: (fill == value) == holds)
  }

  private func draft(_ segment: Int, _ tests: [RuleTest]) throws(CancellationError) -> RuleDraft {
    try RuleDraft(
      segment: segment, tests: tests, columns: columns, isMember: labels.map { $0 == segment },
      context: context)
  }

  private func path(to leaf: Int, in tree: DecisionTree) -> [RuleTest] {
    var tests: [RuleTest] = []
    var node = leaf
    while tree.nodes[node].parent >= 0 {
      let parent = tree.nodes[node].parent
      if let split = tree.nodes[parent].split { tests.append(RuleTest(split, isYes: tree.nodes[parent].left == node)) }
      node = parent
    }
    return tests.reversed()
  }

  /// By segment, the rule that catches most first; without those that add next to nothing to the ones before.
  private func thinned(_ drafts: [RuleDraft]) throws(CancellationError) -> [RuleDraft] {
    let sorted = drafts.enumerated().sorted { a, b in
      (a.element.segment, b.element.hits, a.offset) < (b.element.segment, a.element.hits, b.offset)
    }
    var kept: [RuleDraft] = []
    var isCaught = [Bool](repeating: false, count: labels.count)
    var segment = 0
    for draft in sorted.map(\.element) {
      try context.checkCancellation()
      if draft.segment != segment {
        segment = draft.segment
        isCaught = [Bool](repeating: false, count: isCaught.count)
      }
      let added = isCaught.indices.count {
        draft.matches[$0] && !isCaught[$0] && labels[$0] == segment
      }
      guard Double(added) > SegmentExplanation.leastShare * Double(segmentation.sizes[segment - 1]) else { continue }
      for row in isCaught.indices where draft.matches[row] { isCaught[row] = true }
      kept.append(draft)
    }
    return kept
  }
}
