import Segmentation
import Warehouse

/// The different values of a column, how often each comes, and how often in the rows without a value elsewhere: of few values this is all that
/// such rows are compared by, and one query brings it here for every column with gaps.
struct CountedGroups {
  struct Value {
    /// NaN of a column of anything but numbers.
    let number: Double
    let text: String
    let count: Int
    /// By column with gaps.
    let inGaps: [Int]
  }

  /// Rising.
  let values: [Value]

  /// - Parameters:
  ///   - value: as an expression.
  ///   - gaps: the expressions of columns that lack values.
  /// - Returns: nil where there are more than `most` different values.
  /// - Throws: `WarehouseError`.
  init?(
    of value: String, isNumber: Bool, gaps: [String], most: Int, in rows: String, _ engine: RemoteEngine
  ) throws(WarehouseError) {
    let marks = gaps.enumerated().map { ", CASE WHEN \($0.element) IS NULL THEN 1 ELSE 0 END AS g\($0.offset)" }
    let sums = gaps.indices.map { ", sum(g\($0)) AS s\($0)" }
    let result = try engine.result(
      """
      SELECT x, count(*) AS n\(sums.joined()) FROM (SELECT \(value) AS x\(marks.joined()) FROM \(rows)) t
      WHERE x IS NOT NULL GROUP BY x ORDER BY x LIMIT \(most + 1)
      """)
    guard result[0].count <= most else { return nil }
    values = (0..<result[0].count).map { row in
      Value(
        number: isNumber ? result[0].number(at: row) : .nan, text: result[0].text(at: row) ?? "",
        count: Int(rows: result[1].number(at: row)),
        inGaps: gaps.indices.map { Int(rows: result[2 + $0].number(at: row)) })
    }
  }

  /// The middle number, linear between neighbours; NaN of none.
  var median: Double { CountedNumbers(values.map(\.number), counts: values.map(\.count)).quartiles()[1] }

  /// The numbers of the rows with a gap beside those of the others.
  /// - Parameter shown: what is compared of each.
  func comparison(inGapsAt place: Int, as shown: (Double) -> Double) -> GroupComparison {
    var runs: [(value: Double, own: Int, other: Int)] = []
    let compared = values.map { (value: shown($0.number), own: $0.inGaps[place], other: $0.count - $0.inGaps[place]) }
    for next in compared.sorted(by: { $0.value < $1.value }) {
      if let last = runs.last, last.value == next.value {
        runs[runs.count - 1] = (last.value, last.own + next.own, last.other + next.other)
      } else {
        runs.append(next)
      }
    }
    return GroupComparison(runs: runs)
  }

  /// The share of each value in the rows with a gap, and in the others.
  func shares(inGapsAt place: Int) -> [(value: String, shares: ShareComparison)] {
    let all = values.reduce(0) { $0 + $1.count }
    let inGaps = values.reduce(0) { $0 + $1.inGaps[place] }
    return values.map { value in
      let hits = value.inGaps[place]
      return (
        value.text,
        ShareComparison(hits: hits, count: inGaps, otherHits: value.count - hits, otherCount: all - inGaps)
      )
    }
  }
}
