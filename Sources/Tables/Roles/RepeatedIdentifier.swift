/// A column that would tell rows apart by its name, but for a few values that come again.
public struct RepeatedIdentifier: Sendable, Equatable {
  public let column: String
  /// The first value that comes again, as text.
  public let value: String
  /// The rows (from 0) that have it.
  public let rows: [Int]
  /// Rows whose value came before.
  public let repeats: Int

  /// Different values among those that are there, at least: of fewer it is no table of customers.
  private static let leastDifferent = 0.9

  /// nil where another column's name says it as well and keeps its word, and where no column is so.
  /// - Complexity: O(rows) for each column whose name says so.
  public init?(_ table: Table) {
    let strength = { (index: Int) in NameWords(table.columns[index].name).identifyingStrength }
    let known = table.identifier.map(strength) ?? 0
    for index in table.columns.indices where index != table.identifier && strength(index) > max(1, known) {
      guard table.role(of: index).role == .code, let found = Self(table.columns[index]) else { continue }
      self = found
      return
    }
    return nil
  }

  private init?(_ column: Column) {
    let mostRepeats = Int((1 - Self.leastDifferent) * Double(column.count))
    var firstRows: [String: Int] = [:]
    var (repeated, repeats): (String?, Int) = (nil, 0)
    for row in 0..<column.count {
      guard let text = column.text(at: row) else { continue }
      guard firstRows[text] != nil else {
        firstRows[text] = row
        continue
      }
      repeats += 1
      // A list of purchases is told apart early.
      guard repeats <= mostRepeats else { return nil }
      if repeated == nil { repeated = text }
    }
    guard let repeated, Double(repeats) <= (1 - Self.leastDifferent) * Double(firstRows.count + repeats) else {
      return nil
    }
    (self.column, value, self.repeats) = (column.name, repeated, repeats)
    rows = (0..<column.count).filter { column.text(at: $0) == repeated }
  }
}
