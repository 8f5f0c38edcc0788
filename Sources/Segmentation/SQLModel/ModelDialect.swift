/// The SQL of an engine that a model can be written in: what it calls its types, and how it quotes.
public enum ModelDialect: String, CaseIterable, Sendable {
  /// Standard SQL, as PostgreSQL, DuckDB and SQLite take it.
  case ansi
  case sqlite, postgres, duckdb, spark

  /// What takes a statement of this dialect.
  public var engines: String {
    switch self {
    case .ansi: "PostgreSQL, DuckDB and SQLite"
    case .sqlite: "SQLite 3.35 or later"
    case .postgres: "PostgreSQL 12 or later"
    case .duckdb: "DuckDB"
    case .spark: "Spark"
    }
  }

  /// The type of double precision.
  var doubleType: String {
    switch self {
    case .ansi, .postgres: "DOUBLE PRECISION"
    case .sqlite: "REAL"
    case .duckdb, .spark: "DOUBLE"
    }
  }

  /// The type of text of any length.
  var textType: String {
    switch self {
    case .ansi, .duckdb: "VARCHAR"
    case .sqlite, .postgres: "TEXT"
    case .spark: "STRING"
    }
  }

  /// What makes an engine compute a step once and keep it, where it can be told: without it a step is put into each place of the
  /// next ones that names it, and computed as often.
  var materialized: String {
    switch self {
    case .ansi, .spark: ""
    case .sqlite, .postgres, .duckdb: "MATERIALIZED "
    }
  }

  /// A name of a table or a column, quoted so that nothing in it is anything else.
  /// - Throws: `SQLModelError.name` for what no quotes make a name.
  func quoted(_ name: String) throws(SQLModelError) -> String {
    guard !name.isEmpty, !name.unicodeScalars.contains("\0") else { throw .name(name, self) }
    guard self == .spark else { return Self.doubled("\"", in: name) }
    // Spark puts its settings and the environment in place of these, even between quotes.
    guard !Self.holdsVariable(name) else { throw .name(name, self) }
    return Self.doubled("`", in: name)
  }

  /// A text as a value, quoted so that nothing in it is anything else.
  /// - Throws: `SQLModelError.text` for the character 0, which ends a text in some engines.
  func literal(_ text: String) throws(SQLModelError) -> String {
    guard !text.unicodeScalars.contains("\0") else { throw .text(text) }
    guard self == .spark else { return Self.doubled("'", in: text) }
    var quoted = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'", "\\": quoted.append(contentsOf: ["\\", scalar])
      // As its number: Spark looks for variables before it reads texts.
      case "$": quoted.append(contentsOf: "\\u0024".unicodeScalars)
      default: quoted.append(scalar)
      }
    }
    quoted.append("'")
    return String(quoted)
  }

  // By scalars: a combining mark behind a quote makes one character of both, in which no quote would be found.
  private static func doubled(_ quote: Unicode.Scalar, in text: String) -> String {
    var quoted = String.UnicodeScalarView([quote])
    for scalar in text.unicodeScalars {
      if scalar == quote { quoted.append(quote) }
      quoted.append(scalar)
    }
    quoted.append(quote)
    return String(quoted)
  }

  private static func holdsVariable(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return zip(scalars, scalars.dropFirst()).contains { $0 == "$" && $1 == "{" }
  }
}
