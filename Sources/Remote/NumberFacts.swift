import Analysis
import Segmentation
import Tables
import Warehouse

/// What one pass over a table tells of a column of numbers.
public struct NumberFacts: Sendable, Equatable {
  /// Rows with a value, infinite ones included.
  public internal(set) var count = 0
  public internal(set) var infinite = 0
  public internal(set) var zeros = 0
  /// Values below zero.
  public internal(set) var negatives = 0
  public internal(set) var sum = 0.0
  /// Of all values; NaN without one.
  public internal(set) var minimum = Double.nan
  public internal(set) var maximum = Double.nan
  /// Of the finite ones.
  public internal(set) var low = Double.nan
  public internal(set) var high = Double.nan
  /// Finite ones with a fraction.
  public internal(set) var fractions = 0
  /// Of all values; NaN where one is infinite.
  public internal(set) var sums = CentralSums(count: 0, mean: .nan, squares: .nan, cubes: .nan)

  /// Deviations are squared after they were multiplied by two to this power: squares of very large or very small ones are beyond the
  /// range of numbers, at which some engines stop.
  var scaling = 0
  /// The sum of the squares of those.
  var scaledSquares = Double.nan

  public var finite: Int { count - infinite }

  /// The deviation of `x` from the mean, times two to the power of `scaling`.
  func deviation(_ x: String) -> String { deviation(x, from: sums.mean) }

  fileprivate func deviation(_ x: String, from centre: Double) -> String {
    let deviation = "(\(x) - \(sqlNumber(centre)))"
    return scaling == 0
      ? deviation : "(\(deviation) * \(sqlNumber(Double(sign: .plus, exponent: scaling, significand: 1))))"
  }

  /// What brings deviations near one where their cubes would be out of range.
  fileprivate func scaling(about centre: Double) -> Int {
    let largest = max(abs(maximum - centre), abs(minimum - centre))
    guard largest > 0, largest.isFinite, abs(largest.exponent) > 200 else { return 0 }
    return min(1_000, -Int(largest.exponent))
  }
}

extension RemoteEngine {
  /// The facts of columns, in two passes over the table.
  /// - Parameters:
  ///   - numbers: an expression for each, NULL where there is no value.
  ///   - rows: what follows FROM.
  /// - Throws: `WarehouseError`.
  func facts(of numbers: [String], in rows: String) throws(WarehouseError) -> [NumberFacts] {
    let tail = "FROM \(columns(Self.named(numbers), of: rows))"
    let x = numbers.indices.map { "x\($0)" }
    let values = try row(x.flatMap(Self.counts), tail)
    let width = Self.counts("x").count
    var facts = numbers.indices.map { NumberFacts(Array(values[$0 * width..<($0 + 1) * width])) }
    let varied = facts.indices.filter { facts[$0].count > 0 && facts[$0].infinite == 0 }
    let centres = varied.map { facts[$0].sum / Double(facts[$0].count) }
    for (place, centre) in zip(varied, centres) { facts[place].scaling = facts[place].scaling(about: centre) }
    let deviations = zip(varied, centres).flatMap { place, centre -> [String] in
      let deviation = facts[place].deviation("x\(place)", from: centre)
      return [
        "sum(\(deviation))", "sum(\(deviation) * \(deviation))", "sum(\(deviation) * \(deviation) * \(deviation))",
      ]
    }
    let sums = try row(deviations, tail, most: 399)
    for (index, (place, centre)) in zip(varied, centres).enumerated() {
      let back = -facts[place].scaling
      func unscaled(_ sum: Double, _ power: Int) -> Double {
        Double(sign: .plus, exponent: power * back, significand: sum)
      }
      facts[place].scaledSquares = sums[3 * index + 1]
      facts[place].sums = CentralSums(
        count: facts[place].count, mean: centre + unscaled(sums[3 * index] / Double(facts[place].count), 1),
        deviations: unscaled(sums[3 * index], 1), squares: unscaled(sums[3 * index + 1], 2),
        cubes: unscaled(sums[3 * index + 2], 3))
    }
    return facts
  }

  /// Rows with expressions as their columns, each of which is computed once, however often it is named.
  func columns(_ named: String, of rows: String) -> String {
    // SQLite puts expressions of an inner query into each place that names them, but for one with a limit.
    "(SELECT \(named) FROM \(rows)\(dialect == .sqlite ? " LIMIT -1" : "")) t"
  }

  /// `… AS x0, … AS x1`
  static func named(_ expressions: [String]) -> String {
    expressions.enumerated().map { "\($0.element) AS x\($0.offset)" }.joined(separator: ", ")
  }

  private static func counts(_ x: String) -> [String] {
    let isFinite = "abs(\(x)) <= \(largestNumber)"
    func times(_ condition: String) -> String { "sum(CASE WHEN \(condition) THEN 1 ELSE 0 END)" }
    return [
      "count(\(x))", times("abs(\(x)) > \(largestNumber)"), times("\(x) = 0"), times("\(x) < 0"), "sum(\(x))",
      "min(\(x))", "max(\(x))", "min(CASE WHEN \(isFinite) THEN \(x) END)", "max(CASE WHEN \(isFinite) THEN \(x) END)",
      times("\(isFinite) AND \(x) <> round(\(x))"),
    ]
  }
}

extension NumberFacts {
  fileprivate init(_ values: [Double]) {
    func whole(_ place: Int) -> Int { Int(rows: values[place]) }
    (count, infinite, zeros, negatives) = (whole(0), whole(1), whole(2), whole(3))
    (sum, minimum, maximum, low, high) = (values[4], values[5], values[6], values[7], values[8])
    fractions = whole(9)
    sums = CentralSums(count: count, mean: sum / Double(count), squares: .nan, cubes: .nan)
  }
}
