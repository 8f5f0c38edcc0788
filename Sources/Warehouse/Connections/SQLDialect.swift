/// How an engine writes names, and where it keeps what it has.
public enum SQLDialect: String, Sendable, CaseIterable {
  case sqlite, postgresql, duckdb, spark, ansi

  /// A name in quotes: nothing in it is more than a character.
  public func quoted(_ name: String) -> String {
    self == .spark
      ? "`\(name.replacing("`", with: "``"))`" : "\"\(name.replacing("\"", with: "\"\""))\""
  }

  /// A text in quotes.
  package func text(_ value: String) -> String {
    // Spark takes what follows a backslash for more than it is.
    let value = self == .spark ? value.replacing("\\", with: "\\\\") : value
    return "'\(value.replacing("'", with: self == .spark ? "\\'" : "''"))'"
  }

  /// A table with its schema.
  public func quoted(_ table: WarehouseTable) -> String {
    [table.schema, table.name].compactMap { $0 }.map(quoted).joined(separator: ".")
  }

  /// Gives a schema and a name for each table that can be seen.
  var tablesQuery: String {
    switch self {
    case .sqlite:
      """
      SELECT NULL AS s, name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      ORDER BY name
      """
    case .spark: "SHOW TABLES"
    case .postgresql, .duckdb, .ansi:
      """
      SELECT table_schema, table_name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY table_schema, table_name
      """
    }
  }

  /// Schemas that a name is looked up in that names none.
  var usualSchemas: Set<String> {
    switch self {
    case .sqlite: []
    case .postgresql: ["public"]
    case .duckdb: ["main"]
    case .spark: ["default"]
    case .ansi: ["public", "main", "default"]
    }
  }
}
