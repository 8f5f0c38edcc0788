/// Whose SQL a text is: what its quotes and signs mean, and what may be compared with what.
package enum SQLGrammar: Sendable {
  case sqlite, duckDB

  /// Words that a query begins with.
  var beginnings: Set<String> {
    switch self {
    case .sqlite: ["select", "with", "values"]
    case .duckDB: ["select", "with", "values", "from", "describe", "summarize", "table"]
    }
  }
}
