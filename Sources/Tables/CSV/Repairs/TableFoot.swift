/// What stands below the rows of a table: rows of sums, and below these empty ones or remarks such as a source.
struct TableFoot {
  /// A row at the end that is perhaps no row of the table.
  struct Line {
    var row: Int
    var kind: Kind

    /// The column that it has text in.
    fileprivate var namedColumn: Int? {
      switch kind {
      case .total(let found): found.column
      case .remark: 0
      case .empty: nil
      }
    }
  }

  enum Kind {
    case total(TotalRow.Found)
    /// A text in the first column and nothing else.
    case remark(String)
    case empty
  }

  /// The lines, the first of them first; those that count as rows all the same are the last of the rows that stay.
  let lines: [Line]
  /// Rows that stay.
  let rowCount: Int
  /// The columns in which the lines that go have text.
  let namedColumns: Set<Int>

  private static let mostLines = 10

  /// - Complexity: O(rows × columns) for each row that is called a total, else O(columns).
  init(of columns: [Column]) {
    let all = columns.first?.count ?? 0
    var (rows, lines, named) = (all, [Line](), Set<Int>())
    // Rows below a row of sums go with it: what they are shows when it is found.
    var below: [Int] = []
    while rows - below.count > 2, all - rows + below.count < Self.mostLines {
      let row = rows - 1 - below.count
      // A row of sums without a name is told at the very end alone, where nothing has to be copied.
      if row + 1 == all || Self.isCalledTotal(row, in: columns),
        let found = TotalRow.found(in: Self.rows(0..<row, and: row, of: columns))
      {
        guard found.isLeftOut else {
          if below.isEmpty { lines.insert(Line(row: row, kind: .total(found)), at: 0) }
          break
        }
        let kinds = below.map { Self.kind(of: $0, rows: row, in: columns) }
        guard !kinds.contains(where: { $0 == nil }) else { break }
        let foot = zip(below, kinds).compactMap { row, kind in kind.map { Line(row: row, kind: $0) } }
        lines = [Line(row: row, kind: .total(found))] + foot + lines
        named.formUnion(lines.compactMap(\.namedColumn))
        (rows, below) = (row, [])
      } else if Self.couldBeBelow(row, in: columns) {
        below.insert(row, at: 0)
      } else {
        break
      }
    }
    (self.lines, rowCount, namedColumns) = (lines, rows, named)
  }

  /// Some rows of the columns and one more.
  private static func rows(_ range: Range<Int>, and row: Int, of columns: [Column]) -> [Column] {
    if row + 1 == columns.first?.count, range.upperBound == row { return columns }
    return columns.map { Column(name: $0.name, values: $0.values.selecting(rows: Array(range) + [row])) }
  }

  /// Whether the first value of a row is a name of sums or means.
  private static func isCalledTotal(_ row: Int, in columns: [Column]) -> Bool {
    let first = columns.first { $0.text(at: row) != nil }
    guard case .text(let texts)? = first?.values, let text = texts[row] else { return false }
    return TotalRow.isName(text) || TotalRow.isAverage(text)
  }

  /// Whether a row holds nothing, one text in the first of three columns or more, or has the name of a row of sums or means.
  private static func couldBeBelow(_ row: Int, in columns: [Column]) -> Bool {
    guard columns.count > 1 else { return false }
    let filled = columns.indices.filter { columns[$0].text(at: row) != nil }
    guard let first = filled.first else { return true }
    guard case .text = columns[first].values else { return false }
    return isCalledTotal(row, in: columns) || (filled.count == 1 && first == 0 && columns.count > 2)
  }

  /// What a row below the sums of the first `rows` rows is; nil for one that has values of its own.
  private static func kind(of row: Int, rows: Int, in columns: [Column]) -> Kind? {
    let filled = columns.indices.filter { columns[$0].text(at: row) != nil }
    guard let first = filled.first else { return .empty }
    if let found = TotalRow.found(in: Self.rows(0..<rows, and: row, of: columns)), found.isLeftOut {
      return .total(found)
    }
    return filled.count == 1 ? .remark(columns[first].text(at: row) ?? "") : nil
  }
}
