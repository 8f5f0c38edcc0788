import Tables

/// What a model's SQL needs to know of a dialect: the statement goes to an engine that is not told how to read it.
extension SQLDialect {
  /// What takes a model's statement of this dialect.
  public var engines: String {
    switch self {
    case .ansi: "PostgreSQL, DuckDB and SQLite"
    case .sqlite: "SQLite 3.35 or later"
    case .postgresql: "PostgreSQL 12 or later"
    case .duckdb: "DuckDB"
    case .spark: "Spark"
    }
  }

  /// What makes an engine compute a step once and keep it, where it can be told: without it a step is put into each place of the
  /// next ones that names it, and computed as often.
  var materialized: String {
    switch self {
    case .ansi, .spark: ""
    case .sqlite, .postgresql, .duckdb: "MATERIALIZED "
    }
  }

  /// A name of a table or a column, quoted.
  /// - Throws: `SQLModelError.name` for what no quotes make a name.
  func name(_ name: String) throws(SQLModelError) -> String {
    guard !name.isEmpty, !name.unicodeScalars.contains("\0"), self != .spark || !Self.holdsVariable(name) else {
      throw .name(name, self)
    }
    return quoted(name)
  }

  /// A text as a value, quoted.
  /// - Throws: `SQLModelError.text` for the character 0.
  func text(_ text: String) throws(SQLModelError) -> String {
    guard !text.unicodeScalars.contains("\0") else { throw .text(text) }
    return literal(text)
  }

  private static func holdsVariable(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return zip(scalars, scalars.dropFirst()).contains { $0 == "$" && $1 == "{" }
  }
}
