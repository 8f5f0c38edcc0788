import Analysis
import Tables

/// What each `missing=` of a recipe would do to the rows of a table.
public struct MissingChoices: Sendable, Equatable {
  /// What stands in a column's gaps by either filling.
  public struct Fill: Sendable, Equatable {
    public let column: String
    public let count: Int
    public let median: Double
    public let mean: Double

    public init(column: String, count: Int, median: Double, mean: Double) {
      (self.column, self.count, self.median, self.mean) = (column, count, median, mean)
    }
  }

  /// Columns that would be features and lack values, in the order of the table.
  public let fills: [Fill]
  public let rowCount: Int
  /// Rows that `missing=drop` leaves out, because a feature lacks a value.
  public let dropped: Int
  /// Groups that would be gone altogether, in words: "all 240 rows with PAYMENTS = 0".
  public let lostGroups: [String]

  /// Of what something else has counted.
  public init(fills: [Fill], rowCount: Int, dropped: Int, lostGroups: [String]) {
    (self.fills, self.rowCount, self.dropped, self.lostGroups) = (fills, rowCount, dropped, lostGroups)
  }

  /// - Throws: `PreparationError` where the standard recipe refuses the table, `.cancelled`.
  /// - Complexity: O(rows × columns), and O(n log n) for each incomplete column.
  public init(_ table: Table, context: ComputeContext = .plain) throws(PreparationError) {
    let candidates = try FeatureSelection(table, .standard, context: context).candidates
    let selection: RowSelection
    do throws(CancellationError) {
      fills = try Self.fills(of: candidates, context: context)
      selection = try RowSelection(candidates, of: table, missing: .drop, context: context)
    } catch {
      throw .cancelled
    }
    rowCount = table.rowCount
    dropped = table.rowCount - selection.used.count
    lostGroups = selection.lostGroups
  }

  private static func fills(
    of candidates: [FeatureCandidate], context: ComputeContext
  ) throws(CancellationError) -> [Fill] {
    var fills: [Fill] = []
    for candidate in candidates {
      let present = candidate.values.filter { !$0.isNaN }
      guard present.count < candidate.values.count else { continue }
      fills.append(
        Fill(
          column: candidate.transform.column, count: candidate.values.count - present.count,
          median: try median(present, context: context), mean: mean(present)))
    }
    return fills
  }

  /// One for each choice; empty when no feature lacks a value.
  public var sentences: [String] {
    guard !fills.isEmpty else { return [] }
    let lost = lostGroups.isEmpty ? "" : "; it would drop \(list(lostGroups, limit: 4))"
    let left = rowCount - dropped
    return [
      "missing=drop would leave \(left == 0 ? "no row" : "\(grouped(left)) of \(count(rowCount, "row"))")\(lost).",
      "missing=median, the default, would put \(filling(\.median)).",
      "missing=mean would put \(filling(\.mean)).",
    ]
  }

  private func filling(_ value: (Fill) -> Double) -> String {
    let largest = fills.enumerated().sorted { (-$0.element.count, $0.offset) < (-$1.element.count, $1.offset) }
      .map(\.element)
    let named = largest.prefix(4).map { "\(amount(value($0))) into \(count($0.count, "row")) of \($0.column)" }
    return named.joined(separator: ", ") + (largest.count > 4 ? ", and fill \(largest.count - 4) more columns" : "")
  }
}
