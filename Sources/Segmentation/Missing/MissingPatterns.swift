import Tables

/// Which columns of a table lack values, and in which rows they lack them together.
public struct MissingPatterns: Sendable, Equatable {
  /// Rows that lack exactly the same columns.
  public struct Pattern: Sendable, Equatable {
    /// Indices of columns, rising.
    public let columns: [Int]
    public let rows: Int
  }

  public let rowCount: Int
  /// Missing values of each column.
  public let counts: [Int]
  /// Rows that lack nothing, columns without any value aside.
  public let completeRows: Int
  /// The patterns of the other rows, the most frequent first; between equals, the one of earlier columns.
  public let patterns: [Pattern]

  /// Columns without any value; no pattern has them, since they would be in every one.
  public var empty: [Int] { counts.indices.filter { counts[$0] == rowCount && rowCount > 0 } }

  /// Columns that lack some values, the most first; between equals, the first in the table.
  public var incomplete: [Int] {
    counts.indices.filter { counts[$0] > 0 && counts[$0] < rowCount }.sorted { (-counts[$0], $0) < (-counts[$1], $1) }
  }

  /// Of patterns that something else has counted.
  /// - Parameters:
  ///   - counts: missing values of each column.
  ///   - rowsByPattern: the rows that lack exactly these columns (indices, rising), columns without any value aside.
  public init(rowCount: Int, counts: [Int], rowsByPattern: [[Int]: Int]) {
    self.rowCount = rowCount
    self.counts = counts
    completeRows = rowsByPattern[[]] ?? 0
    patterns = Self.ranked(rowsByPattern.filter { !$0.key.isEmpty }.map { Pattern(columns: $0.key, rows: $0.value) })
  }

  /// - Complexity: O(rows × columns).
  public init(_ table: Table) {
    rowCount = table.rowCount
    var counts: [Int] = []
    // A pattern is a shorter one and one column more; pattern 0 lacks nothing.
    var patternOfRow = [Int32](repeating: 0, count: table.rowCount)
    var columns: [[Int]] = [[]]
    for (j, column) in table.columns.enumerated() {
      let missing = column.missingRows()
      counts.append(missing.count)
      if missing.count == table.rowCount { continue }
      var longer: [Int32: Int32] = [:]
      for row in missing {
        let shorter = patternOfRow[row]
        if longer[shorter] == nil {
          longer[shorter] = Int32(columns.count)
          columns.append(columns[Int(shorter)] + [j])
        }
        patternOfRow[row] = longer[shorter] ?? 0
      }
    }
    var rows = [Int](repeating: 0, count: columns.count)
    for pattern in patternOfRow { rows[Int(pattern)] += 1 }
    self.counts = counts
    completeRows = rows[0]
    patterns = Self.ranked(
      columns.indices.dropFirst().filter { rows[$0] > 0 }.map { Pattern(columns: columns[$0], rows: rows[$0]) })
  }

  private static func ranked(_ patterns: [Pattern]) -> [Pattern] {
    patterns.sorted { a, b in a.rows == b.rows ? a.columns.lexicographicallyPrecedes(b.columns) : a.rows > b.rows }
  }
}

extension Column {
  /// The rows without a value, rising.
  /// - Complexity: O(rows).
  func missingRows() -> [Int] {
    switch values {
    case .numbers(let numbers): numbers.indices.filter { numbers[$0].isNaN }
    case .text(let text): text.codes.indices.filter { text.codes[$0] < 0 }
    case .booleans(let booleans): booleans.indices.filter { booleans[$0] == nil }
    case .dates(let dates): dates.microseconds.indices.filter { dates.microseconds[$0] == DateColumn.missing }
    }
  }
}
