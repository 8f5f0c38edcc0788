import Tables

/// The statements that make a table of an engine's own, row after row; they are written while they are read.
struct TableStatements: Sequence, Sendable {
  private let name: String
  private let table: Table
  private let dialect: SQLDialect
  private let isReplacing: Bool

  /// Bytes of a statement from which on the next rows go into another; some engines take no more than a megabyte.
  private static let longest = 100_000
  private static let mostRows = 500

  /// - Parameter name: as the engine writes it.
  init(creating name: String, of table: Table, _ dialect: SQLDialect, isReplacing: Bool) {
    (self.name, self.table, self.dialect, self.isReplacing) = (name, table, dialect, isReplacing)
  }

  func makeIterator() -> AnyIterator<String> {
    let columns = table.columns.map { SQLValues($0, dialect) }
    let types = zip(table.columns, columns).map { "\(dialect.quoted($0.name)) \($1.type)" }
    var before = isReplacing ? ["DROP TABLE \(name)"] : []
    before.append("CREATE TABLE \(name) (\(types.joined(separator: ", ")))")
    var remaining = before[...]
    var row = 0
    return AnyIterator {
      if let next = remaining.popFirst() { return next }
      guard row < table.rowCount else { return nil }
      var rows = "INSERT INTO \(name) VALUES "
      let first = row
      while row < table.rowCount, row - first < Self.mostRows, rows.utf8.count < Self.longest {
        rows += (row == first ? "(" : ", (") + columns.map { $0[row] }.joined(separator: ", ") + ")"
        row += 1
      }
      return rows
    }
  }
}

/// The values of a column as a statement writes them, and their type.
private struct SQLValues {
  let type: String
  private let column: Column
  private let dialect: SQLDialect
  private let isWhole: Bool

  /// Beyond these not every whole number is a double.
  private static let wholes = -9_007_199_254_740_992.0...9_007_199_254_740_992.0

  init(_ column: Column, _ dialect: SQLDialect) {
    (self.column, self.dialect) = (column, dialect)
    isWhole = column.numbers?.allSatisfy { $0.isNaN || Self.wholes.contains($0) && $0 == $0.rounded() } ?? false
    switch column.values {
    case .numbers: type = isWhole ? "BIGINT" : dialect.doubleType
    case .text: type = dialect.textType
    case .booleans: type = "BOOLEAN"
    case .dates(let dates): type = dialect.type(of: dates.precision)
    }
  }

  subscript(row: Int) -> String {
    switch column.values {
    case .numbers(let numbers):
      let number = numbers[row]
      if number.isNaN { return "NULL" }
      return isWhole ? String(Int64(number)) : dialect.number(number)
    case .text: return column.text(at: row).map(dialect.literal) ?? "NULL"
    case .booleans(let answers): return answers[row].map { $0 ? "TRUE" : "FALSE" } ?? "NULL"
    case .dates(let dates):
      guard let text = dates.text(at: row) else { return "NULL" }
      return dialect == .sqlite ? dialect.literal(text) : "CAST(\(dialect.literal(text)) AS \(type))"
    }
  }
}

extension Column {
  /// Whether a text of it has the character 0.
  var holdsNull: Bool {
    guard case .text(let text) = values else { return false }
    return text.categories.contains { $0.unicodeScalars.contains("\0") }
  }
}

extension SQLDialect {
  /// SQLite has no dates, only texts that read as such.
  fileprivate func type(of precision: DateColumn.Precision) -> String {
    if self == .sqlite { return textType }
    switch precision {
    case .day: return "DATE"
    case .time: return self == .spark ? "TIMESTAMP_NTZ" : "TIMESTAMP"
    case .timeUTC: return self == .spark ? "TIMESTAMP" : "TIMESTAMP WITH TIME ZONE"
    }
  }

  fileprivate func number(_ number: Double) -> String {
    guard number.isInfinite else { return sqlNumber(number) }
    let infinity = self == .sqlite ? "9e999" : "CAST('Infinity' AS \(doubleType))"
    return number > 0 ? infinity : "(-\(infinity))"
  }
}
