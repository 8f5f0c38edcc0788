import Analysis
import Segmentation
import Warehouse

/// Values of a column by their rank, found by the engine.
extension RemoteEngine {
  /// - Parameters:
  ///   - ranks: from 1, by place in `numbers`.
  ///   - numbers: an expression for each column, NULL where there is no value; NULL has no rank.
  ///   - counts: how many values each has.
  ///   - rows: what follows FROM.
  /// - Returns: by place and rank.
  /// - Throws: `WarehouseError`.
  func values(
    ranked ranks: [Set<Int>], of numbers: [String], counts: [Int], in rows: String
  ) throws(WarehouseError) -> [[Int: Double]] {
    dialect.hasDiscretePercentiles
      ? try byPercentiles(ranks, numbers, counts, rows) : try byNumberingRows(ranks, numbers, rows)
  }

  private func byPercentiles(
    _ ranks: [Set<Int>], _ numbers: [String], _ counts: [Int], _ rows: String
  ) throws(WarehouseError) -> [[Int: Double]] {
    let wanted = ranks.enumerated().flatMap { place, ranks in ranks.sorted().map { (place: place, rank: $0) } }
    let expressions = wanted.map { place, rank in
      // Halfway between two ranks: rounding cannot make it another one.
      let share = (Double(rank) - 0.5) / Double(counts[place])
      return "percentile_disc(\(sqlNumber(share))) WITHIN GROUP (ORDER BY x\(place))"
    }
    let tail = "FROM (SELECT \(Self.named(numbers)) FROM \(rows)) t"
    var values = [[Int: Double]](repeating: [:], count: numbers.count)
    for (wanted, value) in zip(wanted, try row(expressions, tail, most: 120)) {
      values[wanted.place][wanted.rank] = value
    }
    return values
  }

  private func byNumberingRows(
    _ ranks: [Set<Int>], _ numbers: [String], _ rows: String
  ) throws(WarehouseError) -> [[Int: Double]] {
    var values: [[Int: Double]] = []
    for (number, ranks) in zip(numbers, ranks) {
      guard !ranks.isEmpty else {
        values.append([:])
        continue
      }
      let list = ranks.sorted().map(String.init).joined(separator: ", ")
      let result = try result(
        """
        SELECT r, x FROM (SELECT x, row_number() OVER (ORDER BY x) AS r
          FROM (SELECT \(number) AS x FROM \(rows)) t WHERE x IS NOT NULL) o WHERE r IN (\(list))
        """)
      values.append(
        Dictionary(
          (0..<result[0].count).map { (Int(result[0].number(at: $0)), result[1].number(at: $0)) },
          uniquingKeysWith: { first, _ in first }))
    }
    return values
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
    let places = shares.map { QuantilePlace($0, of: count) }
    let ranks = Set(places.flatMap { $0.map { [$0.below + 1, $0.above + 1] } ?? [] })
    guard !ranks.isEmpty else { return shares.map { _ in .nan } }
    let values = try values(ranked: [ranks], of: [number], counts: [count], in: rows)[0]
    return places.map { place in
      place.map { $0.value(between: values[$0.below + 1] ?? .nan, values[$0.above + 1] ?? .nan) } ?? .nan
    }
  }
}
