import Tables
import Warehouse

/// How an engine is told to read a table so that its values are those of the table when it is loaded.
///
/// Engines have values that no table here holds: days of no year from 1 to 9999, such as infinity, which are missing where rows are
/// loaded; NaN, which is missing here and larger than every number there; and PostgreSQL has amounts of money that are no numbers.
struct RemoteReading: Sendable, Codable, Equatable {
  /// What follows FROM where all rows are asked: an expression takes care of NaN wherever it makes a number of a column.
  let all: String
  /// The same where a condition follows, in which somebody names the columns.
  let conditioned: String

  /// nil where every value is as it would be here.
  /// - Parameters:
  ///   - name: of the table without its schema, as conditions may have it before the name of a column.
  ///   - source: the table as the engine writes it; it has a row.
  /// - Throws: `WarehouseError`.
  init?(
    _ name: String, _ source: String, columns: [Column], _ engine: RemoteEngine
  ) throws(WarehouseError) {
    let dialect = engine.dialect
    let names = columns.map { dialect.quoted($0.name) }
    guard dialect.typeFunction != nil else { return nil }
    let asked = names.enumerated().map { "\(dialect.type(of: $0.element)) AS t\($0.offset)" }
    let types = try engine.result("SELECT \(asked.joined(separator: ", ")) FROM \(source) LIMIT 1")
      .map { $0.count > 0 ? $0.text(at: 0) ?? "" : "" }
    let held = zip(names, types).map { dialect.held($0, type: $1) }
    let numbers = zip(names, types).map { dialect.withoutNaN($0, type: $1) }
    guard held.contains(where: { $0 != nil }) || numbers.contains(where: { $0 != nil }) else { return nil }
    func from(_ values: [String?]) -> String {
      guard values.contains(where: { $0 != nil }) else { return source }
      let list = zip(names, values).map { name, value in value.map { "\($0) AS \(name)" } ?? name }
      return "(SELECT \(list.joined(separator: ", ")) FROM \(source)) AS \(dialect.quoted(name))"
    }
    all = from(held)
    conditioned = from(zip(held, numbers).map { $0 ?? $1 })
  }
}

extension SQLDialect {
  /// The function that names the type of a value; nil where there is none, or nothing that would have to be known.
  fileprivate var typeFunction: String? {
    switch self {
    case .postgresql: "pg_typeof"
    case .duckdb, .spark: "typeof"
    // SQLite keeps NaN as NULL, and days as text.
    case .sqlite, .ansi: nil
    }
  }

  fileprivate func type(of column: String) -> String { "CAST(\(typeFunction ?? "")(\(column)) AS \(textType))" }

  /// A column's value, NULL where no table here holds it; nil where all are held as they are.
  /// - Parameter type: as the engine names it.
  fileprivate func held(_ column: String, type: String) -> String? {
    switch (self, type) {
    case (.postgresql, "money"): "CAST(\(column) AS numeric)"
    case (.postgresql, "date"), (.duckdb, "DATE"): inCalendar(column, type, "")
    case (.postgresql, "timestamp without time zone"), (.duckdb, "TIMESTAMP"), (.duckdb, "TIMESTAMP_S"),
      (.duckdb, "TIMESTAMP_MS"):
      inCalendar(column, type, " 00:00:00")
    case (.postgresql, "timestamp with time zone"), (.duckdb, "TIMESTAMP WITH TIME ZONE"):
      inCalendar(column, type, " 00:00:00+00")
    default: nil
    }
  }

  /// The years that dates are written with here: 1 to 9999.
  private func inCalendar(_ column: String, _ type: String, _ midnight: String) -> String {
    let (first, end) = ("CAST('0001-01-01\(midnight)' AS \(type))", "CAST('10000-01-01\(midnight)' AS \(type))")
    return "CASE WHEN \(column) >= \(first) AND \(column) < \(end) THEN \(column) END"
  }

  /// A column's number, NULL where it is NaN; nil where there can be none.
  fileprivate func withoutNaN(_ column: String, type: String) -> String? {
    switch (self, type) {
    case (.postgresql, "double precision"), (.postgresql, "real"), (.postgresql, "numeric"), (.duckdb, "DOUBLE"),
      (.duckdb, "FLOAT"), (.spark, "double"), (.spark, "float"):
      "CASE WHEN \(column) <> CAST('NaN' AS \(type)) THEN \(column) END"
    default: nil
    }
  }
}
