import Analysis
import Glibc
import Tables

/// One column in two segments, with how likely chance alone makes such a difference.
struct ColumnContrast {
  private(set) var difference: SegmentContrast.Difference
  /// Of no difference at all, two-sided, by the normal approximation.
  let chance: Double
  /// How many differences were looked at to find this one.
  let questions: Int

  func differs(atChance limit: Double) -> Bool {
    abs(difference.effect) >= SegmentContrast.leastEffect && chance < limit
  }

  /// nil where fewer than `SegmentContrast.leastCount` customers of one of the two have a value.
  /// - Parameter members: rows of the table in the first segment and in the second.
  /// - Throws: `CancellationError`.
  init?(
    _ index: Int, of table: Table, _ members: ([Int], [Int]), context: ComputeContext
  ) throws(CancellationError) {
    let column = table.columns[index]
    let isNumbers = if case .numbers = column.values { true } else { false }
    let role = table.role(of: index).role
    if isNumbers, role != .yesNo, role != .category, let numbers = column.numbers {
      try self.init(numbers: numbers, column.name, members, context)
      difference.notation = role.notation
    } else {
      try self.init(values: column, answer: table.answer(of: index), members, context)
    }
  }

  // MARK: Numbers

  private init?(
    numbers: [Double], _ name: String, _ members: ([Int], [Int]), _ context: ComputeContext
  ) throws(CancellationError) {
    let rows = members.0 + members.1
    let labels = members.0.map { _ in 1 } + members.1.map { _ in 2 }
    let values = try SubjectValues(numbers, rows: rows, labels: labels, k: 2, context: context)
    let (first, second) = (values.segments[0], values.segments[1])
    guard min(first.count, second.count) >= SegmentContrast.leastCount else { return nil }
    let effect = 2 * values.superiority[0] - 1
    difference = SegmentContrast.Difference(
      column: name, value: nil, first: quantile(sorted: first, 0.5), second: quantile(sorted: second, 0.5),
      counts: (first.count, second.count), effect: effect)
    chance = Self.rankChance(effect, first.count, second.count, among: values.everyone)
    questions = 1
  }

  /// H. B. Mann and D. R. Whitney (1947), with the correction for ties.
  private static func rankChance(_ effect: Double, _ first: Int, _ second: Int, among sorted: [Double]) -> Double {
    let (m, n, all) = (Double(first), Double(second), Double(sorted.count))
    var ties = 0.0
    var start = 0
    while start < sorted.count {
      var end = start
      while end < sorted.count, sorted[end] == sorted[start] { end += 1 }
      let length = Double(end - start)
      ties += length * length * length - length
      start = end
    }
    let variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)))
    guard variance > 0 else { return 1 }
    return twoSided(effect / 2 * m * n / variance.squareRoot())
  }

  // MARK: Answers and categories

  /// - Parameter answer: the only value that counts, of a column of two answers; all of them where nil.
  private init?(
    values column: Column, answer: String?, _ members: ([Int], [Int]), _ context: ComputeContext
  ) throws(CancellationError) {
    try context.checkCancellation()
    func tally(_ rows: [Int]) -> [String: Int] {
      rows.reduce(into: [:]) { tally, row in if let text = column.text(at: row) { tally[text, default: 0] += 1 } }
    }
    let (first, second) = (tally(members.0), tally(members.1))
    let counts = (first: first.values.reduce(0, +), second: second.values.reduce(0, +))
    guard min(counts.first, counts.second) >= SegmentContrast.leastCount else { return nil }
    // A value that a handful has is no trait of anybody.
    let known = Set(first.keys).union(second.keys).sorted().filter { value in
      (first[value] ?? 0) + (second[value] ?? 0) >= SegmentContrast.leastCount
    }
    let asked = answer.map { [$0] } ?? known
    func share(_ tally: [String: Int], _ value: String, _ count: Int) -> Double {
      Double(tally[value] ?? 0) / Double(count)
    }
    func effect(_ value: String) -> Double {
      share(first, value, counts.first) - share(second, value, counts.second)
    }
    let strongest = asked.reduce(nil as String?) { best, value in
      guard let best else { return value }
      return abs(effect(value)) > abs(effect(best)) ? value : best
    }
    guard let value = strongest else { return nil }
    difference = SegmentContrast.Difference(
      column: column.name, value: value, first: share(first, value, counts.first),
      second: share(second, value, counts.second), counts: counts, effect: effect(value))
    let together = Double((first[value] ?? 0) + (second[value] ?? 0)) / Double(counts.first + counts.second)
    let spread = together * (1 - together) * (1 / Double(counts.first) + 1 / Double(counts.second))
    chance = spread > 0 ? Self.twoSided(effect(value) / spread.squareRoot()) : 1
    questions = max(1, asked.count)
  }

  /// The chance of a standard normal value at least so far from zero.
  private static func twoSided(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }
}
