/// A table as SQL sees it: names in quotes, columns by type.
struct SQLSchema {
  let name: String
  let table: Table
  /// The columns that SQL can name.
  let columns: [Column]
  /// Columns that differ in case alone: SQL could not tell one from the other, so it sees none of them.
  let alike: [[String]]
  /// What gives the number of a row (from 1), as SQL: one of SQLite's names for it, or a column beside those of the table, which have
  /// all of these names.
  let rowNumber: String
  /// Whether that column is made.
  private let hasRowNumber: Bool

  /// SQLite's own limit, as it is built by default.
  static let columnLimit = 2_000

  /// What SQLite calls the number of a row, unless a column is called so.
  private static let rowNumbers = ["_rowid_", "rowid", "oid"]

  /// - Parameter isNumbered: whether `rowNumber` is asked for.
  init(_ table: Table, _ grammar: SQLGrammar = .sqlite, isNumbered: Bool = false) throws(SQLError) {
    // Names that begin so are SQLite's own.
    name = table.name.lowercased().hasPrefix("sqlite_") ? "_" + table.name : table.name
    self.table = table
    let byName = Dictionary(grouping: table.columns.map(\.name), by: Self.folded)
    alike = byName.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    let hidden = Set(alike.joined())
    columns = table.columns.filter { !hidden.contains($0.name) }
    if let number = Self.rowNumbers.first(where: { byName[$0] == nil }) {
      (rowNumber, hasRowNumber) = (number, false)
    } else {
      var name = "row number"
      while byName[name] != nil { name += " " }
      (rowNumber, hasRowNumber) = (SQLDialect.sqlite.quoted(name), isNumbered)
    }
    guard grammar == .duckDB || columns.count + (hasRowNumber ? 1 : 0) <= Self.columnLimit else {
      throw SQLError(.tooManyColumns(table.columns.count, limit: Self.columnLimit))
    }
  }

  /// The columns that a name would stand for, where SQL does not see them and takes the name for the number of a row.
  func hidden(behind name: String) -> [String]? {
    let name = Self.folded(name)
    return Self.rowNumbers.contains(name) ? alike.first { Self.folded($0[0]) == name } : nil
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
    var declarations = columns.map { column in
      let type =
        switch column.values {
        case .numbers: "REAL"
        case .booleans: Self.boolean
        case .text, .dates: "TEXT"
        }
      return "\(SQLDialect.sqlite.quoted(column.name)) \(type)"
    }
    if hasRowNumber { declarations.append("\(rowNumber) INTEGER PRIMARY KEY") }
    // A table needs a column, and one whose columns are all alike has none.
    return "CREATE TABLE \(quotedName) (\(declarations.isEmpty ? "\"\"" : declarations.joined(separator: ", ")))"
  }

  /// Declares true and false, which SQL knows as 1 and 0, so that a result can have them back.
  static let boolean = "BOOLEAN INTEGER"
}
