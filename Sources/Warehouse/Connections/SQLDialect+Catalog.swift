import Tables

/// Where an engine keeps what it has.
extension SQLDialect {
  /// A table with its schema, so that no step of a query is taken for it.
  public func quoted(_ table: WarehouseTable) -> String {
    [table.schema ?? (self == .sqlite ? "main" : nil), table.name].compactMap { $0 }.map(quoted).joined(separator: ".")
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
    case .postgresql:
      // The standard's catalogue has no materialized views.
      """
      SELECT table_schema, table_name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
      UNION ALL SELECT schemaname, matviewname FROM pg_matviews
      WHERE has_table_privilege(format('%I.%I', schemaname, matviewname), 'SELECT')
      ORDER BY 1, 2
      """
    case .duckdb, .ansi:
      """
      SELECT table_schema, table_name FROM information_schema.tables
      WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY table_schema, table_name
      """
    }
  }

  /// Gives the names of schemas whose tables `tablesQuery` leaves out; nil where it gives all.
  var schemasQuery: String? { self == .spark ? "SHOW SCHEMAS" : nil }

  /// `tablesQuery` for one schema, where there is a `schemasQuery`.
  func tablesQuery(in schema: String) -> String { "SHOW TABLES IN \(quoted(schema))" }

  /// Gives about how many rows a table has, in a column of numbers.
  ///
  /// PostgreSQL counts by reading all; what it noted when it last looked through a table costs nothing. It knows nothing of views.
  func rowsQuery(_ table: WarehouseTable) -> String {
    guard self == .postgresql else { return "SELECT count(*) AS n FROM \(quoted(table))" }
    return "SELECT reltuples::float8 AS n FROM pg_class WHERE oid = to_regclass(\(literal(quoted(table))))"
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
