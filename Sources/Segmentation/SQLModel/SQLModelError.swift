import Tables

/// Why a segmentation cannot be written as SQL.
public enum SQLModelError: Error, Sendable, Equatable {
  /// The method places a row by other rows.
  case needsRows(method: String)
  /// No quotes make this a name.
  case name(String, SQLDialect)
  /// A category that no quotes make a text.
  case text(String)
  /// Columns that differ in case alone, which most engines do not tell apart.
  case alikeColumns([String])
  /// More than engines take in one statement; a limit, and what it is of.
  case tooLarge(Int, limit: Int, of: String)
  /// A column that the table lacks, or that holds dates.
  case column(String)
  case cancelled

  public var message: String {
    switch self {
    case .needsRows(let method):
      "\(method) tells whose segment a row belongs to by the other rows, which no SELECT of one row does"
    case .name(let name, let dialect):
      dialect == .spark
        ? "Spark puts something else in the place of ${…} in ‘\(name.prefix(40))’, whatever is around it"
        : "‘\(name.prefix(40))’ cannot be a name in SQL"
    case .text(let text): "the value ‘\(text.prefix(40))’ holds the character 0, which ends a text in some engines"
    case .alikeColumns(let names): "\(list(names)) differ in case alone, and most engines take them for one column"
    case .tooLarge(let number, let limit, let what):
      "the statement would have \(grouped(number)) \(what), and engines take no more than about \(grouped(limit))"
    case .column(let name): "the table in use has no column \(name) as the model reads it"
    case .cancelled: "stopped"
    }
  }

  /// What would do; a sentence without a full stop.
  public var remedy: String {
    switch self {
    case .needsRows:
      "%export segments FILE.csv writes who is in which segment; %cluster method=kmeans makes segments that SQL can tell"
    case .name, .text, .alikeColumns: "%rename OLD=NEW gives a column another name, table= another table"
    case .tooLarge: "%prepare features= with fewer columns, or %cluster with fewer segments"
    case .column: "%use TABLE brings back the table that was segmented"
    case .cancelled: "Run it again"
    }
  }
}
