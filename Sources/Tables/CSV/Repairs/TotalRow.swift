/// A last row that sums up the rows above it, as reports have one.
enum TotalRow {
  private static let labels: Set<String> = [
    "total", "totals", "grand total", "sum", "sums", "summe", "gesamt", "gesamtsumme", "insgesamt", "totale", "somme",
    "suma", "total general", "total général", "totaal",
  ]
  private static let averageLabels: Set<String> = [
    "average", "averages", "mean", "avg", "durchschnitt", "mittelwert", "moyenne", "media", "promedio", "gemiddelde",
  ]

  /// What the last row is called, and in which column, when it is one: its first text says so, and its numbers are the sums or the
  /// means of their columns, one number in four aside, such as a mean that is weighted.
  ///
  /// Cells may be empty. Sums of rounded numbers differ from rounded sums; what half a last digit a row explains is let pass, up to a
  /// thousandth.
  /// - Complexity: O(rows × columns) where the first text says so, else O(columns).
  static func label(in columns: [Column]) -> (text: String, column: Int)? {
    guard let last = columns.first.map({ $0.count - 1 }), last >= 2,
      let (column, text) = columns.enumerated().lazy.compactMap({ index, column -> (Int, String)? in
        guard case .text(let texts) = column.values, let text = texts[last] else { return nil }
        return (index, text)
      }).first
    else { return nil }
    let label = text.lowercased().filter { $0 != ":" }.trimmed
    let isAverage = averageLabels.contains(label)
    guard labels.contains(label) || isAverage else { return nil }
    var (sums, means, others) = (0, 0, 0)
    for column in columns {
      switch column.values {
      case .text: continue
      case .booleans, .dates:
        guard column.text(at: last) == nil else { return nil }
      case .numbers(let numbers):
        guard !numbers[last].isNaN else { continue }
        switch kind(of: numbers[last], below: numbers[..<last]) {
        case .sum: sums += 1
        case .mean: means += 1
        case nil: others += 1
        }
      }
    }
    let fitting = isAverage ? means : sums
    return fitting > 0 && 3 * others <= sums + means ? (text, column) : nil
  }

  private enum Kind { case sum, mean }

  private static func kind(of total: Double, below numbers: ArraySlice<Double>) -> Kind? {
    var (sum, size, count, places) = (0.0, 0.0, 0, 0)
    for value in numbers where !value.isNaN {
      sum += value
      size += abs(value)
      count += 1
      if places < 6 { places = max(places, decimals(value)) }
    }
    guard count > 0 else { return nil }
    let half = 0.5 * unit(places) * Double(count)
    let last = 0.51 * unit(decimals(total))
    // A whole total beside whole numbers has nothing to round.
    let isWhole = places == 0 && decimals(total) == 0
    let slack = isWhole ? 0 : max(last, min(half, 1e-3 * size))
    if abs(sum - total) <= max(1e-9 * size, slack) { return .sum }
    let mean = sum / Double(count)
    return abs(mean - total) <= max(1e-9 * size / Double(count), last) ? .mean : nil
  }

  /// Digits behind the point, at most 6.
  private static func decimals(_ value: Double) -> Int {
    var (scaled, places) = (abs(value), 0)
    while places < 6, abs(scaled - scaled.rounded()) > 1e-6 * max(1, scaled) * 1e-3 {
      (scaled, places) = (scaled * 10, places + 1)
    }
    return places
  }

  private static func unit(_ places: Int) -> Double { (0..<places).reduce(1.0) { unit, _ in unit / 10 } }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
