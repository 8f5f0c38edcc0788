/// A last row that holds the sums of the rows above it, as reports have one.
enum TotalRow {
  private static let labels: Set<String> = [
    "total", "totals", "grand total", "sum", "sums", "summe", "gesamt", "gesamtsumme", "insgesamt", "totale", "somme",
    "suma",
    "total general", "total général", "totaal",
  ]

  /// What the last row is called, and in which column, when it is one: its first text says so, and each of its numbers is the sum of
  /// its column.
  /// - Complexity: O(rows × columns) where the first text says so, else O(columns).
  static func label(in columns: [Column]) -> (text: String, column: Int)? {
    guard let last = columns.first.map({ $0.count - 1 }), last >= 2,
      let (column, text) = columns.enumerated().lazy.compactMap({ index, column -> (Int, String)? in
        guard case .text(let texts) = column.values, let text = texts[last] else { return nil }
        return (index, text)
      }).first,
      labels.contains(text.lowercased().filter { $0 != ":" }.trimmed)
    else { return nil }
    var sums = 0
    for column in columns {
      switch column.values {
      case .text: continue
      case .booleans, .dates:
        guard column.text(at: last) == nil else { return nil }
      case .numbers(let numbers):
        guard !numbers[last].isNaN else { continue }
        let (sum, size) = numbers[..<last].reduce(into: (0.0, 0.0)) { sums, value in
          guard !value.isNaN else { return }
          sums.0 += value
          sums.1 += abs(value)
        }
        // Sums of decimals differ in the last bits.
        guard abs(sum - numbers[last]) <= 1e-9 * size else { return nil }
        sums += 1
      }
    }
    return sums > 0 ? (text, column) : nil
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
