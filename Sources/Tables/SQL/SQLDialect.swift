/// The SQL of an engine: how it quotes, and what it calls its types.
public enum SQLDialect: String, CaseIterable, Sendable {
  /// Standard SQL, as PostgreSQL, DuckDB and SQLite take it.
  case ansi
  case sqlite
  case postgresql = "postgres"
  case duckdb, spark

  /// The type of double precision.
  public var doubleType: String {
    switch self {
    case .ansi, .postgresql: "DOUBLE PRECISION"
    case .sqlite: "REAL"
    case .duckdb, .spark: "DOUBLE"
    }
  }

  /// The type of text of any length.
  public var textType: String {
    switch self {
    case .ansi, .duckdb: "VARCHAR"
    case .sqlite, .postgresql: "TEXT"
    case .spark: "STRING"
    }
  }

  /// A name of a table or a column in quotes: nothing in it is more than a character.
  ///
  /// Spark puts its settings and the environment in the place of `${…}` before it looks for quotes, unless its session is told not
  /// to. No quotes hold the character 0, and nothing has an empty name.
  public func quoted(_ name: String) -> String { Self.doubled(self == .spark ? "`" : "\"", in: name) }

  /// A text as a value: nothing in it is more than a character, but for 0, which ends a text in some engines.
  public func literal(_ text: String) -> String {
    guard self == .spark else { return Self.doubled("'", in: text) }
    var quoted = String.UnicodeScalarView("'".unicodeScalars)
    for scalar in text.unicodeScalars {
      switch scalar {
      // One by one: a text of scalars copies itself whenever several are added.
      case "'", "\\":
        quoted.append("\\")
        quoted.append(scalar)
      // As its number: Spark looks for variables before it reads texts.
      case "$": for digit in "\\u0024".unicodeScalars { quoted.append(digit) }
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
}
