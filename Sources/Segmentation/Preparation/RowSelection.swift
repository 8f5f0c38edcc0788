import Analysis
import Tables

/// The rows that a recipe uses, and those it does not, by reason.
struct RowSelection {
  private(set) var used: [Int]
  private(set) var dropped: [DroppedRows] = []
  /// Groups that are gone altogether, in words: "all 240 rows with PAYMENTS = 0".
  private(set) var lostGroups: [String] = []
  var notes: [String] { lostGroups.map { $0 + " were dropped" } }

  /// - Throws: `CancellationError`.
  init(
    _ candidates: [FeatureCandidate], of table: Table, missing: Recipe.Missing, context: ComputeContext
  ) throws(CancellationError) {
    used = Array(0..<table.rowCount)
    guard missing == .drop else { return }
    var incomplete: [Int] = []
    var counts: [[String]: Int] = [:]
    var isCancelled = false
    used.removeAll { row in
      // Once interrupted, the rest is not looked at: what is found then is thrown away.
      if row % 16_384 == 0 { isCancelled = context.cancelled }
      guard !isCancelled, candidates.contains(where: { $0.values[row].isNaN }) else { return false }
      counts[candidates.filter { $0.values[row].isNaN }.map(\.transform.column), default: 0] += 1
      incomplete.append(row)
      return true
    }
    try context.checkCancellation()
    dropped = Self.byReason(counts)
    lostGroups = try Self.groupsLost(of: table, dropped: incomplete, context: context)
  }

  /// The commonest reasons, ties in alphabetical order; what goes beyond six is summed up.
  private static func byReason(_ counts: [[String]: Int]) -> [DroppedRows] {
    let sorted = counts.map { (reason: "without " + list($0.key), count: $0.value) }
      .sorted { ($1.count, $0.reason) < ($0.count, $1.reason) }
    let shown = sorted.prefix(sorted.count > 6 ? 5 : 6).map { DroppedRows(reason: $0.reason, count: $0.count) }
    let rest = sorted.dropFirst(shown.count).reduce(0) { $0 + $1.count }
    return shown + (rest > 0 ? [DroppedRows(reason: "that lack something else", count: rest)] : [])
  }

  /// Groups of rows that are gone altogether: everyone with a zero in a column, everyone in a category.
  ///
  /// That is how a harmless-looking rule about missing values takes a whole kind of customer out. Groups of fewer than
  /// five rows are left unsaid.
  private static func groupsLost(
    of table: Table, dropped: [Int], context: ComputeContext
  ) throws(CancellationError) -> [String] {
    guard !dropped.isEmpty else { return [] }
    var groups: [String] = []
    for (j, column) in table.columns.enumerated() where j != table.identifier {
      try context.checkCancellation()
      switch column.values {
      case .numbers(let values):
        let gone = dropped.count { values[$0] == 0 }
        if gone >= 5, gone == values.count(where: { $0 == 0 }) {
          groups.append("all \(count(gone, "row")) with \(column.name) = 0")
        }
      case .text(let text):
        var gone = [Int](repeating: 0, count: text.categories.count)
        for row in dropped where text.codes[row] >= 0 { gone[Int(text.codes[row])] += 1 }
        let lost = text.counts().enumerated().filter { $0.element >= 5 && gone[$0.offset] == $0.element }
        groups += lost.map { (name: text.categories[$0.offset], rows: $0.element) }.sorted { $0.name < $1.name }
          .map { "all \(count($0.rows, "row")) with \(column.name) = \($0.name)" }
      case .booleans, .dates: continue
      }
    }
    return groups
  }
}
