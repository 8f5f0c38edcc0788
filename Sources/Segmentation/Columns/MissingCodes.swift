import Machine
import Tables

/// Values that look like codes for missing, which %load can read as such: −999 far from all amounts, "unknown" among words.
///
/// Nothing is changed by it: whoever knows the table decides.
public struct MissingCodes: Sendable, Equatable {
  public struct Code: Sendable, Equatable {
    /// As %load's `missing=` takes it.
    public let token: String
    public let column: String
    public let rows: Int

    /// `-999 in income (42 rows)`.
    fileprivate var inWords: String { "\(token) in \(column) (\(count(rows, "row")))" }
  }

  /// In the order of the columns, and within one of the code.
  public let codes: [Code]

  private static let numbers: Set<Double> = [
    -1, -9, -99, -999, -9_999, -99_999, -999_999, 99, 999, 9_999, 99_999, 999_999, 9_999_999, 99_999_999,
  ]
  private static let words: Set<String> = [
    "unknown", "unk", "not known", "n/a", "na", "n.a.", "#n/a", "nan", "null", "nil", "missing", "not available",
    "not stated", "not provided", "no data", "undefined", "?", "??", "-", "--", "unbekannt", "keine angabe", "k.a.",
    "inconnu",
    "desconocido", "sconosciuto", "onbekend", "desconhecido",
  ]
  /// As many times the middle half as a code stands off the other values, at least.
  private static let farOff = 3.0
  /// How often a code comes that is told by that, and how much oftener than any other value, and further off than two others are.
  private static let fewestRepeats = 5
  private static let oftener = 3

  /// - Throws: `CancellationError` once cancelled.
  /// - Complexity: O(rows log rows) for a column of numbers whose least or largest value is such a code, else O(rows).
  public init(_ table: Table, context: ComputeContext = .plain) throws(CancellationError) {
    let indices = table.columns.indices.filter { $0 != table.identifier }
    codes = try parallelItems(indices, context: context) { (index, context) throws(CancellationError) in
      try context.checkCancellation()
      let column = table.columns[index]
      switch column.values {
      case .numbers(let numbers): return Self.codes(in: numbers, of: column.name)
      case .text(let text): return Self.codes(in: text, of: column.name)
      case .booleans, .dates: return []
      }
    }.flatMap { $0 }
  }

  private static func codes(in text: TextColumn, of column: String) -> [Code] {
    let counts = text.counts()
    return text.categories.indices.compactMap { place -> Code? in
      let word = text.categories[place]
      guard words.contains(word.lowercased()), counts[place] > 0 else { return nil }
      return Code(token: word, column: column, rows: counts[place])
    }.sorted { $0.token < $1.token }
  }

  private static func codes(in numbers: [Double], of column: String) -> [Code] {
    var (least, largest) = (Double.infinity, -Double.infinity)
    for value in numbers where value.isFinite {
      if value < least { least = value }
      if value > largest { largest = value }
    }
    guard least < largest else { return [] }
    // Two codes do not hide each other.
    let (low, high) = (least, largest)
    return [low, high].compactMap { code in
      // Low codes are negative and the least, high ones the largest.
      guard Self.numbers.contains(code), (code < 0) == (code == least) else { return nil }
      let rows = numbers.count { $0 == code }
      let other = code == low ? high : low
      let rest = numbers.filter { $0.isFinite && $0 != code && !(Self.numbers.contains($0) && $0 == other) }.sorted()
      guard rows > 1, isCode(code, rows, beside: rest) else { return nil }
      return Code(token: shortest(code), column: column, rows: rows)
    }
  }

  /// Whether a repeated least or largest value is most of the column, stands far off all others, comes much oftener than they and
  /// off them, or is the only negative one: −9 and below of any column, −1 among whole numbers from 0 to 3 or more. Among other
  /// negative ones it stands far below them, or comes much oftener than any.
  private static func isCode(_ code: Double, _ rows: Int, beside rest: [Double]) -> Bool {
    guard let first = rest.first, let last = rest.last, first < last else { return false }
    // A negative one among other negatives is a value like any, unless these are few and it comes much oftener than any value, or it
    // stands far off all of them.
    if code < 0, first < 0 {
      let isOften =
        rows >= fewestRepeats && rows > oftener * mostRepeats(rest) && rows > oftener * rest.count { $0 < 0 }
      return code < -1 && (isOften || isFarBelow(code, rest))
    }
    if code < -1 { return true }
    if code == -1, last >= 3, rest.allSatisfy({ $0 == $0.rounded() }) { return true }
    let gap = code < 0 ? first - code : code - last
    let middle = quartile(rest, 3) - quartile(rest, 1)
    let isMost = 2 * rows >= rows + rest.count
    let widest = largestGap(rest)
    let isOften = rows >= fewestRepeats && rows > oftener * mostRepeats(rest) && gap > Double(oftener) * widest
    return isMost || isOften || gap > farOff * (middle > 0 ? middle : last - first) && gap > widest
  }

  /// Whether a code below other negative values lies many times the middle half below the least of them, across the widest gap there
  /// is, and further from it than it lies from the median: a tail, however long, thins out on its way down.
  private static func isFarBelow(_ code: Double, _ rest: [Double]) -> Bool {
    let gap = rest[0] - code
    let middle = quartile(rest, 3) - quartile(rest, 1)
    return gap > farOff * (middle > 0 ? middle : rest[rest.count - 1] - rest[0]) && gap > largestGap(rest)
      && gap > quartile(rest, 2) - rest[0]
  }

  private static func quartile(_ sorted: [Double], _ number: Int) -> Double { sorted[(sorted.count - 1) * number / 4] }

  /// How often the commonest value comes.
  private static func mostRepeats(_ sorted: [Double]) -> Int {
    var (most, run) = (0, 0)
    for (place, value) in sorted.enumerated() {
      run = place > 0 && value == sorted[place - 1] ? run + 1 : 1
      most = max(most, run)
    }
    return most
  }

  private static func largestGap(_ sorted: [Double]) -> Double {
    zip(sorted, sorted.dropFirst()).reduce(0) { max($0, $1.1 - $1.0) }
  }

  /// What to say of codes that a segmentation took as values; nil where there are none among its features.
  public func warning(on segmentation: CustomerSegmentation) -> String? {
    let features = Set(segmentation.preparation.transforms.map(\.column))
    let taken = codes.filter { features.contains($0.column) }
    guard !taken.isEmpty else { return nil }
    return
      "Among the features are perhaps codes for missing, taken as values: \(list(taken.map(\.inWords))). %load has the line that reads them as missing."
  }

  /// What is offered, with the line that reads the codes as missing; nil where there are none.
  /// - Parameter line: turns the tokens into that line.
  public func sentence(line: ([String]) -> String) -> String? {
    guard !codes.isEmpty else { return nil }
    let named = codes.map(\.inWords)
    var tokens: [String] = []
    for code in codes where !tokens.contains(code.token) { tokens.append(code.token) }
    return
      "Perhaps codes for missing, read as values: \(list(named)). \(line(tokens)) reads them as missing in every column."
  }
}
