import Analysis
import Tables

/// The search for the fewest yes/no facts that repeat a segmentation.
///
/// Rows are counted once, by the combination of all facts and the segment; every choice of facts is then judged on
/// those counts.
struct FactSearch {
  struct Found {
    let columns: [Int]
    let rules: [DecisiveFacts.Rule]
    let agreement: Double
  }

  private struct Candidate {
    let column: String
    var sameAs: [String] = []
    let holds: [Bool]
    /// The value that makes the fact true; nil where any value but zero does.
    var answer: String?
    var signed = false

    var text: String { answer.map { "\(column) = \($0)" } ?? "\(column) \(signed ? "≠" : ">") 0" }
  }

  private let candidates: [Candidate]
  private let k: Int
  private let segmentSizes: [Int]
  private let rowCount: Int
  /// Rows by the combination of facts (a bit each) and segment.
  private let counts: [(bits: Int, segment: Int, rows: Int)]

  /// - Throws: `CancellationError`.
  init(_ segmentation: CustomerSegmentation, _ table: Table, context: ComputeContext) throws(CancellationError) {
    candidates = try Self.candidates(segmentation.preparation, table, context: context)
    k = segmentation.k
    segmentSizes = segmentation.sizes
    rowCount = segmentation.sizes.reduce(0, +)
    var table: [Int: Int] = [:]
    for (i, segment) in segmentation.labels.enumerated() where segment > 0 {
      if i % 65_536 == 0 { try context.checkCancellation() }
      var bits = 0
      for (c, candidate) in candidates.enumerated() where candidate.holds[i] { bits |= 1 << c }
      table[bits * k + segment - 1, default: 0] += 1
    }
    let combinations = k
    counts = table.sorted { $0.key < $1.key }
      .map { (bits: $0.key / combinations, segment: $0.key % combinations + 1, rows: $0.value) }
  }

  func fact(_ index: Int) -> DecisiveFacts.Fact {
    let candidate = candidates[index]
    return DecisiveFacts.Fact(
      column: candidate.column, answer: candidate.answer, sameAs: candidate.sameAs, text: candidate.text)
  }

  /// The best choice of the smallest size that suffices.
  func fewest(context: ComputeContext) throws(CancellationError) -> Found? {
    for size in stride(from: 1, through: min(DecisiveFacts.largestCount, candidates.count), by: 1)
    where 1 << size >= k {
      var best: Found?
      for columns in choices(of: size) {
        try context.checkCancellation()
        let found = judge(columns)
        if found.agreement > best?.agreement ?? -1 { best = found }
      }
      if let best, best.agreement >= DecisiveFacts.agreementNeeded { return best }
    }
    return nil
  }

  /// Gives each combination its commonest segment, and measures how well that repeats the segmentation.
  ///
  /// A combination of less than one row in a thousand makes no rule: its rows stay a group of their own.
  private func judge(_ columns: [Int]) -> Found {
    var cells = [Int](repeating: 0, count: (1 << columns.count) * k)
    for count in counts {
      var cell = 0
      for (place, column) in columns.enumerated() where count.bits >> column & 1 == 1 { cell |= 1 << place }
      cells[cell * k + count.segment - 1] += count.rows
    }
    var rules: [DecisiveFacts.Rule] = []
    // A row for each segment that rules tell, then one for each combination without a rule.
    var confusion = [Int](repeating: 0, count: k * k)
    for cell in 0..<1 << columns.count {
      let row = cells[cell * k..<(cell + 1) * k]
      let all = row.reduce(0, +)
      guard let most = row.max(), most > 0, let place = row.firstIndex(of: most) else { continue }
      guard all * 1_000 >= rowCount else {
        confusion += row
        continue
      }
      let segment = place - cell * k + 1
      let holds = columns.indices.map { cell >> $0 & 1 == 1 }
      rules.append(.init(holds: holds, segment: segment, rows: all, hits: most))
      for s in 0..<k { confusion[(segment - 1) * k + s] += cells[cell * k + s] }
    }
    rules.sort { ($0.segment, $1.hits) < ($1.segment, $0.hits) }
    return Found(columns: columns, rules: rules, agreement: agreement(confusion))
  }

  /// The adjusted Rand index of a table of counts with k columns (Hubert and Arabie 1985, doi:10.1007/BF01908075).
  private func agreement(_ confusion: [Int]) -> Double {
    func pairs(_ n: Int) -> Double { Double(n) * Double(n - 1) / 2 }
    let told = stride(from: 0, to: confusion.count, by: k).map { r in (r..<r + k).reduce(0) { $0 + confusion[$1] } }
    let together = confusion.reduce(0) { $0 + pairs($1) }
    let (a, b) = (told.reduce(0) { $0 + pairs($1) }, segmentSizes.reduce(0) { $0 + pairs($1) })
    let expected = a * b / pairs(rowCount)
    let largest = (a + b) / 2
    return largest == expected ? 0 : (together - expected) / (largest - expected)
  }

  private func choices(of size: Int) -> [[Int]] {
    var result: [[Int]] = []
    func extend(_ chosen: [Int], from: Int) {
      if chosen.count == size { return result.append(chosen) }
      for next in from..<max(from, candidates.count) { extend(chosen + [next], from: next + 1) }
    }
    extend([], from: 0)
    return result
  }

  /// What a feature says yes or no to, in whatever spelling: its category, the answer of a yes/no column, or whether there is any.
  private static func candidate(_ transform: FeatureTransform, _ rows: [Int], _ table: Table) -> Candidate? {
    guard let index = try? table.index(of: transform.column) else { return nil }
    let column = table.columns[index]
    if let answer = transform.category ?? table.answer(of: index), let answers = column.indicator(of: answer) {
      let isAnswerMissing = transform.fill.map { transform.category == nil ? shortest($0) == answer : $0 != 0 } ?? false
      return Candidate(
        column: column.name, holds: rows.map { answers[$0].isNaN ? isAnswerMissing : answers[$0] == 1 }, answer: answer)
    }
    guard let numbers = column.numbers else { return nil }
    let values = rows.map { numbers[$0].isNaN ? transform.fill ?? 0 : numbers[$0] }
    return Candidate(column: column.name, holds: values.map { $0 != 0 }, signed: values.contains { $0 < 0 })
  }

  /// The columns of numbers with 2 to 98 per cent zeros among the features, and the values of yes/no columns and categories in so
  /// many rows, the most even splits, back in the table's order; columns that say the same are one candidate.
  private static func candidates(
    _ preparation: Preparation, _ table: Table, context: ComputeContext
  ) throws(CancellationError) -> [Candidate] {
    let n = preparation.rows.count
    var split: [(candidate: Candidate, unevenness: Int)] = []
    for transform in preparation.transforms {
      guard let candidate = candidate(transform, preparation.rows, table) else { continue }
      try context.checkCancellation()
      let held = candidate.holds.count { $0 }
      guard held * 50 >= n, held * 50 <= 49 * n else { continue }
      split.append((candidate, abs(2 * held - n)))
    }
    // Every pair of columns is compared below, so a wide table is thinned first.
    let even = split.indices.sorted { (split[$0].unevenness, $0) < (split[$1].unevenness, $1) }
      .prefix(5 * DecisiveFacts.candidateLimit).sorted()
    var found: [Candidate] = []
    for candidate in even.map({ split[$0].candidate }) {
      try context.checkCancellation()
      // Once interrupted, the answer no longer matters: what is found then is thrown away.
      let twin = found.firstIndex { other in
        context.cancelled || zip(other.holds, candidate.holds).count { $0 != $1 } * 200 <= n
      }
      if let twin {
        found[twin].sameAs.append(candidate.column)
      } else {
        found.append(candidate)
      }
    }
    try context.checkCancellation()
    func unevenness(_ candidate: Candidate) -> Int { abs(2 * candidate.holds.count { $0 } - n) }
    let kept = found.indices.sorted { (unevenness(found[$0]), $0) < (unevenness(found[$1]), $1) }
      .prefix(DecisiveFacts.candidateLimit)
    return kept.sorted().map { found[$0] }
  }
}
