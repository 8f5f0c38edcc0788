import Segmentation
import Tables

/// How an engine writes numbers and what it asks of them.
extension SQLDialect {
  /// A column's value as a double, NULL where it is missing or no number.
  func number(_ column: String) -> String {
    let name = quoted(column)
    let double = "CAST(\(name) AS \(doubleType))"
    switch self {
    // A text in a column of numbers would count as zero.
    case .sqlite: return "CASE WHEN typeof(\(name)) IN ('integer', 'real') THEN \(double) END"
    case .postgresql, .duckdb: return "nullif(\(double), CAST('NaN' AS \(doubleType)))"
    case .spark: return "nullif(\(double), double('NaN'))"
    case .ansi: return double
    }
  }

  /// Whether it has `percentile_cont`.
  var hasPercentiles: Bool { self == .postgresql || self == .duckdb || self == .spark }

  /// The least of several expressions; of many the least of the least of each hundred, since a function of SQLite's takes 127.
  func least(_ expressions: [String]) -> String {
    guard expressions.count > 1 else { return expressions[0] }
    let parts = stride(from: 0, to: expressions.count, by: 100).map { start in
      expressions[start..<min(start + 100, expressions.count)]
    }
    guard parts.count == 1 else { return least(parts.map { least(Array($0)) }) }
    return "\(self == .sqlite ? "min" : "least")(\(expressions.joined(separator: ", ")))"
  }

  /// Whether an engine that is not told to keep a step puts it into each place that names it, and computes it as often.
  var copiesSteps: Bool { self == .postgresql || self == .sqlite }
}

/// The largest finite number, which infinity exceeds.
let largestNumber = sqlNumber(.greatestFiniteMagnitude)
