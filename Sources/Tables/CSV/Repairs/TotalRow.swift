import Wording

/// A last row that sums up the rows above it, as reports have one.
enum TotalRow {
  private static let labels: Set<String> = [
    "total", "totals", "grand total", "sum", "sums", "summe", "gesamt", "gesamtsumme", "insgesamt", "totale", "somme",
    "suma", "total general", "total général", "totaal",
  ]
  private static let averageLabels: Set<String> = [
    "average", "averages", "mean", "avg", "durchschnitt", "mittelwert", "moyenne", "media", "promedio", "gemiddelde",
  ]

  /// Whether a row of sums may be called so.
  static func isName(_ text: String) -> Bool { labels.contains(folded(text)) || partLabels.contains(folded(text)) }

  /// Whether a row of means may be called so.
  static func isAverage(_ text: String) -> Bool { averageLabels.contains(folded(text)) }

  private static func folded(_ text: String) -> String { text.lowercased().filter { $0 != ":" }.trimmed }

  private static let partLabels: Set<String> = [
    "subtotal", "sub-total", "zwischensumme", "sous-total", "subtotale", "subtotaal",
  ]

  /// What makes a last row with such a name one of sums.
  enum Kind: Equatable {
    /// Its numbers are the sums or the means of their columns, one number in four aside, such as a mean that is weighted.
    case sums
    /// Nothing but the name, as of formulas without results.
    case empty
    /// It has numbers, and too few of them are sums: a row like any.
    case doubtful(sums: Int, of: Int)
  }

  /// A last row with such a name, and the column that has it.
  struct Found {
    let name: String
    let column: Int
    let kind: Kind

    var isLeftOut: Bool { kind == .sums || kind == .empty }

    func notice(line: Int) -> LoadNotice {
      switch kind {
      case .sums: .totalRow(line: line, label: name)
      case .empty: .emptyTotalRow(line: line, label: name)
      case .doubtful(let sums, let numbers):
        .doubtfulTotalRow(line: line, label: name, sums: sums, numbers: numbers)
      }
    }
  }

  /// What the last row is; nil where its first text is no such name.
  ///
  /// Cells may be empty. Sums of rounded numbers differ from rounded sums; what half a last digit a row explains is let pass, up to a
  /// thousandth.
  /// - Complexity: O(rows × columns) where the first text says so, else O(columns).
  static func found(in columns: [Column]) -> Found? {
    guard let last = columns.first.map({ $0.count - 1 }), last >= 2 else { return nil }
    guard let (column, text) = name(in: columns, row: last) else { return nameless(in: columns, row: last) }
    let isAverage = isAverage(text)
    guard isAverage || isName(text) else { return nil }
    let filled = columns.count { $0.text(at: last) != nil }
    if filled == 1 { return columns.count > 1 ? Found(name: text, column: column, kind: .empty) : nil }
    guard let (sums, means, others) = statistics(in: columns, row: last) else { return nil }
    let fitting = isAverage ? means : sums
    if fitting > 0 && 3 * others <= sums + means { return Found(name: text, column: column, kind: .sums) }
    let numbers = sums + means + others
    guard numbers > 0, !isAverage else { return nil }
    return Found(name: text, column: column, kind: .doubtful(sums: sums, of: numbers))
  }

  /// The first text of a row.
  private static func name(in columns: [Column], row: Int) -> (column: Int, text: String)? {
    columns.enumerated().lazy.compactMap { index, column in
      if case .text(let texts) = column.values, let text = texts[row] { (index, text) } else { nil }
    }.first
  }

  /// A row without any text or identifier of which two numbers or more are sums, and none is anything else.
  private static func nameless(in columns: [Column], row: Int) -> Found? {
    let isOpen = columns.contains { $0.text(at: row) == nil && $0.missingCount == 1 }
    guard isOpen, let (sums, _, others) = statistics(in: columns, row: row), sums >= 2, others == 0 else { return nil }
    return Found(name: "no name", column: 0, kind: .sums)
  }

  /// How many numbers of a row are the sums of those above, the means, or neither; nil where it has a date or an answer.
  private static func statistics(in columns: [Column], row: Int) -> (sums: Int, means: Int, others: Int)? {
    var (sums, means, others) = (0, 0, 0)
    for column in columns {
      switch column.values {
      case .text: continue
      case .booleans, .dates:
        guard column.text(at: row) == nil else { return nil }
      case .numbers(let numbers):
        guard !numbers[row].isNaN else { continue }
        switch statistic(of: numbers[row], below: numbers[..<row]) {
        case .sum: sums += 1
        case .mean: means += 1
        case nil: others += 1
        }
      }
    }
    return (sums, means, others)
  }

  private enum Statistic { case sum, mean }

  private static func statistic(of total: Double, below numbers: ArraySlice<Double>) -> Statistic? {
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
