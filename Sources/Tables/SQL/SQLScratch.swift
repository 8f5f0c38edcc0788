import Glibc

/// Where SQLite keeps what it works on, and how much room that takes.
enum SQLScratch {
  /// Bytes that SQLite takes for a copy of columns: a header and a number for the row, a type and a value for each field,
  /// and a tenth for pages that are not full.
  static func bytes(of columns: [Column], rows: Int) -> Int {
    let values = columns.reduce(0) { $0 + bytes(of: $1.values) }
    return (values + 8 * rows) / 10 * 11
  }

  private static func bytes(of values: ColumnValues) -> Int {
    switch values {
    case .numbers(let numbers): 9 * numbers.count
    case .booleans(let booleans): booleans.count
    // ISO 8601, to the second.
    case .dates: 21 * values.count
    case .text(let text):
      zip(text.counts(), 0..<text.categories.count).reduce(text.codes.count) { sum, category in
        sum + category.0 * (text.categories[category.1].utf8.count + 1)
      }
    }
  }

  /// How `PRAGMA temp_store` calls where sorting keeps its runs: files without a name, gone with the connection; memory where
  /// no directory takes them.
  ///
  /// In memory SQLite sorts all rows in one go, during which it asks nobody whether to stop: most of a second for a million.
  /// For files it sorts a few thousand rows at a time and merges.
  static let store: String = {
    // The places where SQLite looks, in its order.
    let variables: [String] = ["SQLITE_TMPDIR", "TMPDIR"]
    let named = variables.compactMap { variable in getenv(variable).map { String(cString: $0) } }
    let directories = named + ["/var/tmp", "/usr/tmp", "/tmp", "."]
    return directories.contains { access($0, W_OK | X_OK) == 0 } ? "FILE" : "MEMORY"
  }()
}
