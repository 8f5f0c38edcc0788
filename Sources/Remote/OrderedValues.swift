import Analysis
import Segmentation
import Tables
import Warehouse

/// Values of a column by their rank, found by counting: no engine has to sort a column, or to keep one in memory.
extension RemoteEngine {
  /// - Parameters:
  ///   - ranks: from 1, by place in `numbers`.
  ///   - numbers: an expression for each column, NULL where there is no value; NULL has no rank.
  ///   - rows: what follows FROM.
  /// - Returns: by place and rank.
  /// - Throws: `WarehouseError`.
  /// - Complexity: about three passes over a column, in as many queries for all of them.
  func values(
    ranked ranks: [Set<Int>], of numbers: [String], in rows: String
  ) throws(WarehouseError) -> [[Int: Double]] {
    let wanted = ranks.indices.filter { !ranks[$0].isEmpty }
    let ends = try row(
      wanted.flatMap { place in
        let x = "x\(place)"
        return [
          "sum(CASE WHEN \(x) < -\(largestNumber) THEN 1 ELSE 0 END)",
          "sum(CASE WHEN abs(\(x)) <= \(largestNumber) THEN 1 ELSE 0 END)",
          "min(CASE WHEN abs(\(x)) <= \(largestNumber) THEN \(x) END)",
          "max(CASE WHEN abs(\(x)) <= \(largestNumber) THEN \(x) END)",
        ]
      }, "FROM \(columns(Self.named(numbers), of: rows))"
    )
    var values = [[Int: Double]](repeating: [:], count: numbers.count)
    var whole: [RankedStretch] = []
    for (index, place) in wanted.enumerated() {
      let (below, finite) = (Int(rows: ends[4 * index]), Int(rows: ends[4 * index + 1]))
      // Infinite values have the outer ranks.
      for rank in ranks[place] where rank <= below { values[place][rank] = -.infinity }
      for rank in ranks[place] where rank > below + finite { values[place][rank] = .infinity }
      let inner = ranks[place].filter { $0 > below && $0 <= below + finite }
      guard !inner.isEmpty else { continue }
      whole.append(
        RankedStretch(
          column: place, low: ends[4 * index + 2], high: ends[4 * index + 3], count: finite, below: below,
          ranks: inner.sorted()))
    }
    for found in try find(whole, of: numbers, in: rows) {
      for rank in found.ranks { values[found.column][rank] = found.low }
    }
    return values
  }

  /// Narrows stretches down until each holds one value, all of them in one query.
  private func find(
    _ stretches: [RankedStretch], of numbers: [String], in rows: String
  ) throws(WarehouseError) -> [RankedStretch] {
    var found: [RankedStretch] = []
    var open = stretches
    while true {
      found += open.filter { $0.low == $0.high }
      open = open.filter { $0.low < $0.high }
      guard !open.isEmpty else { return found }
      var next: [RankedStretch] = []
      for start in stride(from: 0, to: open.count, by: Self.mostStretches) {
        next += try narrowed(Array(open[start..<min(start + Self.mostStretches, open.count)]), of: numbers, in: rows)
      }
      open = next
    }
  }

  /// More of them are too much for one query in some engines.
  private static let mostStretches = 60
  /// Expressions of more stretches of one column are too deep.
  private static let mostOfColumn = 16

  private func narrowed(
    _ stretches: [RankedStretch], of numbers: [String], in rows: String
  ) throws(WarehouseError) -> [RankedStretch] {
    var queries: [String] = []
    for column in Set(stretches.map(\.column)).sorted() {
      let own = stretches.indices.filter { stretches[$0].column == column }
      for start in stride(from: 0, to: own.count, by: Self.mostOfColumn) {
        let some = own[start..<min(start + Self.mostOfColumn, own.count)]
        let which = some.map { " WHEN \(stretches[$0].holds("x")) THEN \($0)" }.joined()
        let bin = some.map { " WHEN \(stretches[$0].holds("x")) THEN \(stretches[$0].bin("x"))" }.joined()
        queries.append(
          """
          SELECT w, b, count(*) AS n, min(x) AS lo, max(x) AS hi FROM (SELECT x, CASE\(which) END AS w, CASE\(bin) END AS b
            FROM (SELECT \(numbers[column]) AS x FROM \(rows)) t) s WHERE w IS NOT NULL GROUP BY w, b
          """)
      }
    }
    let result = try result(queries.joined(separator: "\nUNION ALL\n"))
    var parts = [[RankedStretch]](repeating: [], count: stretches.count)
    for row in 0..<result[0].count {
      let place = Int(result[0].number(at: row))
      parts[place].append(
        RankedStretch(
          column: stretches[place].column, low: result[3].number(at: row), high: result[4].number(at: row),
          count: Int(rows: result[2].number(at: row)), below: 0, ranks: []))
    }
    return zip(stretches, parts).flatMap { stretch, parts in stretch.divided(into: parts) }
  }

  /// Quantiles of one column.
  /// - Parameters:
  ///   - shares: 0…1 each.
  ///   - number: as an expression, NULL where there is no value.
  /// - Returns: NaN where there is no value.
  /// - Throws: `WarehouseError`.
  func quantiles(
    _ shares: [Double], of number: String, count: Int, in rows: String
  ) throws(WarehouseError) -> [Double] {
    try quantiles(shares, of: [number], counts: [count], in: rows)[0]
  }

  /// Quantiles of several columns.
  /// - Parameter counts: how many values each has.
  func quantiles(
    _ shares: [Double], of numbers: [String], counts: [Int], in rows: String
  ) throws(WarehouseError) -> [[Double]] {
    let places = counts.map { count in shares.map { QuantilePlace($0, of: count) } }
    let ranks = places.map { Set($0.flatMap { $0.map { [$0.below + 1, $0.above + 1] } ?? [] }) }
    let values = try values(ranked: ranks, of: numbers, in: rows)
    return zip(places, values).map { places, values in
      places.map { place in
        place.map { $0.value(between: values[$0.below + 1] ?? .nan, values[$0.above + 1] ?? .nan) } ?? .nan
      }
    }
  }
}

/// Finite values between two of them, both included, some of whose ranks are looked for.
private struct RankedStretch {
  /// By place.
  let column: Int
  let low: Double
  let high: Double
  let count: Int
  /// Values that are less than `low`.
  var below: Int
  /// Rising.
  var ranks: [Int]

  private static let bins = 4_096.0

  func holds(_ x: String) -> String { "\(x) >= \(sqlNumber(low)) AND \(x) <= \(sqlNumber(high))" }

  /// A whole number that never falls as `x` rises, and is another at either end.
  func bin(_ x: String) -> String {
    // Halves, so that no difference is beyond the largest number.
    let width = high / 2 - low / 2
    let scale = Self.bins / width
    // So near zero that no number is large enough to tell them apart: by halves.
    guard scale < 1e300 else {
      return "CASE WHEN \(x) <= \(sqlNumber(low + (high - low) / 2)) THEN 0 ELSE 1 END"
    }
    return "CAST((\(x) / \(sqlNumber(2)) - \(sqlNumber(low / 2))) * \(sqlNumber(scale)) AS INTEGER)"
  }

  /// The parts that hold a rank.
  func divided(into parts: [RankedStretch]) -> [RankedStretch] {
    var below = below
    var found: [RankedStretch] = []
    for var part in parts.sorted(by: { $0.low < $1.low }) {
      part.below = below
      part.ranks = ranks.filter { $0 > below && $0 <= below + part.count }
      below += part.count
      guard !part.ranks.isEmpty else { continue }
      // A part of neighbours that no bin sets apart: the ends are all that is left to tell.
      if parts.count == 1 {
        found += part.ranks.map { rank in
          let value = rank - part.below <= part.count / 2 ? part.low : part.high
          return RankedStretch(
            column: column, low: value, high: value, count: 1, below: rank - 1, ranks: [rank])
        }
      } else {
        found.append(part)
      }
    }
    return found
  }
}
