/// Cells that are shown as one; the first has the value. Rows from 1, columns from 0.
struct MergedCells: Equatable {
  let rows: ClosedRange<Int>
  let columns: ClosedRange<Int>

  /// From a reference such as `B2:C4`; nil for what is none.
  init?(_ reference: String) {
    let corners = reference.split(separator: ":").map(Self.corner)
    guard corners.count == 2, let first = corners[0], let last = corners[1], first.row <= last.row,
      first.column <= last.column
    else { return nil }
    rows = first.row...last.row
    columns = first.column...last.column
  }

  private static func corner(_ text: Substring) -> (row: Int, column: Int)? {
    let letters = text.prefix { $0.isASCII && $0.isLetter }
    guard (1...3).contains(letters.count), let row = Int(text.dropFirst(letters.count)), row >= 1 else { return nil }
    let column = letters.uppercased().utf8.reduce(0) { $0 * 26 + Int($1) - 64 }
    return (row, column - 1)
  }

  var isWide: Bool { columns.count > 1 }
}

/// Names that stand over several rows, groups of columns above in merged cells: one name a column is made of them.
struct MergedHead {
  /// The rows of the names, from 1.
  let rows: ClosedRange<Int>
  /// The names, of the columns from the first in use on.
  let names: [String]
  /// One that was made of two.
  let example: String

  /// Rows in which a head may begin, and the most it may have.
  private static let (firstRows, mostRows) = (25, 4)

  /// Nil where no merged cell is part of the names.
  /// - Parameter lines: the first rows, each value by value from the first column in use on.
  init?(_ lines: [[String]], merges: [MergedCells], firstColumn: Int) {
    func cells(_ row: Int) -> [String] { lines.indices.contains(row - 1) ? lines[row - 1] : [] }
    func valueCount(_ row: Int) -> Int { cells(row).count { !$0.isEmpty } }
    // Titles are alone in their rows; the first row with two values or more holds names.
    guard let top = (1...Self.firstRows).first(where: { valueCount($0) > 1 }) else { return nil }
    func wide(_ row: Int) -> [MergedCells] { merges.filter { $0.rows.lowerBound == row && $0.isWide } }
    guard !wide(top).isEmpty else { return nil }
    var bottom = merges.filter { $0.rows.lowerBound == top }.map(\.rows.upperBound).max() ?? top
    let isTall = bottom > top
    while bottom - top + 1 < Self.mostRows, bottom == top || !wide(bottom).isEmpty { bottom += 1 }
    let below = cells(bottom).filter { !$0.isEmpty }
    // Names below the groups, and no row of values.
    let values = below.filter(Self.isValue)
    let areYears = Set(values).count == values.count && values.allSatisfy(Self.isYear) && values.count < below.count
    let areNames = !below.isEmpty && (values.isEmpty || areYears)
    guard bottom - top < Self.mostRows, isTall || areNames else { return nil }
    let width = lines.map(\.count).max() ?? 0
    var names = [[String]](repeating: [], count: width)
    for row in top...bottom {
      var values = cells(row) + Array(repeating: "", count: width - cells(row).count)
      for merged in merges where merged.rows.lowerBound == row && merged.isWide {
        let columns = merged.columns.clamped(to: firstColumn...firstColumn + width - 1)
        let text = values[columns.lowerBound - firstColumn]
        for column in columns { values[column - firstColumn] = text }
      }
      for (column, value) in values.enumerated() where !value.isEmpty && names[column].last != value {
        names[column].append(value)
      }
    }
    guard let joined = names.first(where: { $0.count > 1 }) else { return nil }
    rows = top...bottom
    self.names = names.map { $0.joined(separator: " ") }
    example = joined.joined(separator: " ")
  }

  /// Years stand below a group of columns as names do.
  private static func isYear(_ text: String) -> Bool {
    text.count == 4 && Int(text).map { (1900...2100).contains($0) } ?? false
  }

  private static func isValue(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return DecoratedNumber(bytes[...]) != nil || ISODate.parse(bytes[...]) != nil
  }
}
