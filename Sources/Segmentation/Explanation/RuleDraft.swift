import Analysis

/// A rule while it is made: tests with the rows that pass them.
struct RuleDraft {
  let segment: Int
  private(set) var tests: [RuleTest]
  private(set) var matches: [Bool]
  private(set) var caught: Int
  private(set) var hits: Int

  /// The share of those caught that may be given up for a condition less.
  static let slack = 0.005

  /// - Throws: `CancellationError`.
  init(
    segment: Int, tests: [RuleTest], columns: [ExplanationColumn], isMember: [Bool], context: ComputeContext
  ) throws(CancellationError) {
    self.segment = segment
    var kept = Self.tightest(tests)
    var passes: [[Bool]] = []
    for test in kept {
      try context.checkCancellation()
      passes.append(test.passes(columns[test.column]))
    }
    var current = Self.all(passes, isMember)
    // Without a condition, a rule holds for more: drop the one that costs least, while none costs much.
    while kept.count > 1 {
      let least = current.precision - Self.slack
      var best: (place: Int, outcome: Outcome)?
      for place in kept.indices.reversed() {
        try context.checkCancellation()
        var fewer = passes
        fewer.remove(at: place)
        let outcome = Self.all(fewer, isMember)
        if outcome.precision >= least, outcome.precision > best?.outcome.precision ?? -1 { best = (place, outcome) }
      }
      guard let best else { break }
      kept.remove(at: best.place)
      passes.remove(at: best.place)
      current = best.outcome
    }
    self.tests = kept
    matches = current.matches
    caught = current.caught
    hits = current.hits
  }

  private struct Outcome {
    let matches: [Bool]
    let caught: Int
    let hits: Int
    var precision: Double { caught > 0 ? Double(hits) / Double(caught) : 0 }
  }

  private static func all(_ passes: [[Bool]], _ isMember: [Bool]) -> Outcome {
    var matches = [Bool](repeating: true, count: isMember.count)
    for test in passes { for row in matches.indices where !test[row] { matches[row] = false } }
    var (caught, hits) = (0, 0)
    for row in matches.indices where matches[row] {
      caught += 1
      if isMember[row] { hits += 1 }
    }
    return Outcome(matches: matches, caught: caught, hits: hits)
  }

  /// Of the tests of a column with the same direction the tightest, which is the last: a tree asks ever closer.
  private static func tightest(_ tests: [RuleTest]) -> [RuleTest] {
    tests.enumerated().filter { place, test in
      !tests[(place + 1)...].contains { later in
        guard later.column == test.column else { return false }
        switch (test.kind, later.kind) {
        case (.atMost, .atMost), (.above, .above), (.notCategory, .category): return true
        default: return false
        }
      }
    }.map(\.element)
  }
}
