import Segmentation
import Warehouse

/// How an engine writes numbers and what it asks of them.
extension SQLDialect {
  /// The type of double precision.
  var realType: String {
    switch self {
    case .ansi, .postgresql: "DOUBLE PRECISION"
    case .sqlite: "REAL"
    case .duckdb, .spark: "DOUBLE"
    }
  }

  /// The type of text of any length.
  var wordType: String {
    switch self {
    case .ansi, .duckdb: "VARCHAR"
    case .sqlite, .postgresql: "TEXT"
    case .spark: "STRING"
    }
  }

  /// A column's value as a double, NULL where it is missing or no number.
  func number(_ column: String) -> String {
    let name = quoted(column)
    let real = "CAST(\(name) AS \(realType))"
    switch self {
    // A text in a column of numbers would count as zero.
    case .sqlite: return "CASE WHEN typeof(\(name)) IN ('integer', 'real') THEN \(real) END"
    case .postgresql, .duckdb: return "nullif(\(real), CAST('NaN' AS \(realType)))"
    case .spark: return "nullif(\(real), double('NaN'))"
    case .ansi: return real
    }
  }

  /// Whether it finds a value by its rank in one aggregate.
  var hasDiscretePercentiles: Bool { self == .postgresql || self == .duckdb || self == .spark }
}

/// The largest finite number, which infinity exceeds.
let largestNumber = sqlNumber(.greatestFiniteMagnitude)
