/// Where the SQL of DuckDB and of SQLite part, by an expression that both are asked.
struct SQLNote: Sendable {
  let expression: String
  /// What comes out; nil for an error.
  let duckDB: String?
  let sqlite: String?
  /// What gives the same in both; nil where nothing does.
  let both: String?
  /// Further expressions, that DuckDB knows alone.
  let ofDuckDB: [String]

  private init(_ expression: String, _ duckDB: String?, _ sqlite: String?, both: String? = nil, own: String...) {
    (self.expression, self.duckDB, self.sqlite, self.both, ofDuckDB) = (expression, duckDB, sqlite, both, own)
  }

  /// “2.5 in DuckDB, 2 in SQLite; the same in both: 5.0 / 2”
  var inWords: String {
    var words = "\(duckDB ?? "an error") in DuckDB, \(sqlite ?? "an error") in SQLite"
    if let both { words += "; the same in both: \(both)" }
    if !ofDuckDB.isEmpty { words += "; DuckDB's own: \(ofDuckDB.joined(separator: ", "))" }
    return words
  }

  /// Stands for a missing value.
  static let missing = "missing"

  static let all: [SQLNote] = numbers + truthAndText + functions + dates + queries

  private static let numbers = [
    SQLNote("5 / 2", "2.5", "2", both: "5.0 / 2", own: "5 // 2"),
    SQLNote("5.0 / 0", "inf", missing, both: "5.0 / nullif(0, 0)"),
    SQLNote("ln(0)", "-inf", missing, both: "CASE WHEN 0 > 0 THEN ln(0) END"),
    SQLNote("CAST(2.7 AS INTEGER)", "3", "2", both: "CAST(round(2.7) AS INTEGER)"),
    SQLNote("CAST('abc' AS DOUBLE)", nil, "0", own: "TRY_CAST('abc' AS DOUBLE)"),
  ]

  private static let truthAndText = [
    SQLNote("2 > 1", "true", "1", both: "CAST(2 > 1 AS INTEGER)"),
    SQLNote("avg(2 > 1)", nil, "1", both: "avg(CAST(2 > 1 AS INTEGER))"),
    SQLNote("'1' = 1", "true", "0", both: "CAST(CAST('1' AS DOUBLE) = 1 AS INTEGER)"),
    SQLNote("'a' LIKE 'A'", "false", "1", both: "CAST(lower('A') LIKE 'a' AS INTEGER)", own: "'a' ILIKE 'A'"),
    SQLNote("upper('ö')", "Ö", "ö"),
  ]

  private static let functions = [
    SQLNote("max(1, 2)", nil, "2", both: "CASE WHEN 1 > 2 THEN 1 ELSE 2 END", own: "greatest(1, 2)"),
    SQLNote("iif(1 < 2, 'a', 'b')", nil, "a", both: "CASE WHEN 1 < 2 THEN 'a' ELSE 'b' END"),
    SQLNote("total(1)", nil, "1", both: "sum(1)"),
    SQLNote("median(1)", "1", nil, own: "quantile_cont(1, 0.9)", "mode(1)"),
  ]

  /// Dates are text to SQLite.
  private static let dates = [
    SQLNote("DATE '2024-03-01' - DATE '2024-01-31'", "30", nil, own: "DATE '2024-01-31' + INTERVAL 1 MONTH"),
    SQLNote("julianday('2024-01-31')", nil, "2460340.5", own: "julian(DATE '2024-01-31')"),
    SQLNote(
      "strftime('%Y', '2024-01-31')", nil, "2024", both: "substr(CAST('2024-01-31' AS TEXT), 1, 4)",
      own: "year(DATE '2024-01-31')", "date_trunc('month', DATE '2024-01-31')"),
  ]

  private static let queries = [
    SQLNote("(SELECT 1 GROUP BY ALL)", "1", nil),
    SQLNote(
      "(SELECT x FROM (SELECT 1 AS x UNION ALL SELECT NULL) ORDER BY x LIMIT 1)", "1", missing,
      both: "(SELECT x FROM (SELECT 1 AS x UNION ALL SELECT NULL) ORDER BY x NULLS LAST LIMIT 1)"),
  ]
}
