/// A table as SQL sees it: names in quotes, columns by type.
struct SQLSchema {
  let name: String
  let table: Table
  /// The columns that SQL can name.
  let columns: [Column]
  /// Columns that differ in case alone: SQL could not tell one from the other, so it sees none of them.
  let alike: [[String]]
  /// The name under which the number of a row (from 1) can be asked for.
  let rowNumber: String

  /// SQLite's own limit, as it is built by default.
  static let columnLimit = 2_000

  init(_ table: Table, _ grammar: SQLGrammar = .sqlite) throws(SQLError) {
    // Names that begin so are SQLite's own.
    name = table.name.lowercased().hasPrefix("sqlite_") ? "_" + table.name : table.name
    self.table = table
    let byName = Dictionary(grouping: table.columns.map(\.name), by: Self.folded)
    alike = byName.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    let hidden = Set(alike.joined())
    let numbers = ["_rowid_", "rowid", "oid"]
    rowNumber = numbers.first { byName[$0] == nil } ?? "_rowid_"
    let taken = numbers.allSatisfy { byName[$0] != nil } ? rowNumber : nil
    columns = table.columns.filter { !hidden.contains($0.name) && Self.folded($0.name) != taken }
    guard grammar == .duckDB || columns.count <= Self.columnLimit else {
      throw SQLError(.tooManyColumns(table.columns.count, limit: Self.columnLimit))
    }
  }

  /// SQL ignores the case of ASCII letters only.
  static func folded(_ name: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in name.unicodeScalars {
      folded.append(
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
    }
    return String(folded)
  }

  var quotedName: String { SQLDialect.sqlite.quoted(name) }

  /// Types decide how values are compared: numbers as numbers, whatever is text as text.
  var creation: String {
    let declarations = columns.map { column in
      let type =
        switch column.values {
        case .numbers: "REAL"
        case .booleans: Self.boolean
        case .text, .dates: "TEXT"
        }
      return "\(SQLDialect.sqlite.quoted(column.name)) \(type)"
    }
    // A table needs a column, and one whose columns are all alike has none.
    return "CREATE TABLE \(quotedName) (\(declarations.isEmpty ? "\"\"" : declarations.joined(separator: ", ")))"
  }

  /// Declares true and false, which SQL knows as 1 and 0, so that a result can have them back.
  static let boolean = "BOOLEAN INTEGER"
}
