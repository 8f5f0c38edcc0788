import Machine
import Tables

/// Rows that are the same as an earlier one in all columns but the identifier, where that is a surprise.
///
/// Of few columns with few values equal rows are to be expected, and nothing is said.
public struct DuplicateRows: Sendable, Equatable {
  /// Rows that repeat an earlier one.
  public let count: Int
  /// The first of them, and the row that it repeats, from 0.
  public let first: (row: Int, of: Int)
  /// The identifier that was not looked at.
  public let identifier: String?

  /// As often as chance would have it, times this, equal rows are no surprise.
  private static let surprise = 10.0
  /// The chance that two rows agree in a column from which on it is one of few values.
  private static let fewValues = 0.01
  /// Rows for each different value from which on a column has few.
  private static let coarseness = 10

  /// nil where there are none, or no more than one would expect.
  /// - Throws: `CancellationError` once cancelled.
  /// - Complexity: O(rows × columns), and O(rows log rows) for each column where there are equal rows.
  public init?(_ table: Table, context: ComputeContext = .plain) throws(CancellationError) {
    let columns = table.columns.indices.filter { $0 != table.identifier }.map { table.columns[$0] }
    let keys = columns.map(RowKeys.init)
    guard !keys.isEmpty, table.rowCount > 1, let found = try Self.search(keys, rows: table.rowCount, context)
    else { return nil }
    let expected = try Self.expected(keys, besides: found.pairs, rows: Double(table.rowCount), context)
    guard Double(found.pairs) > Self.surprise * expected else { return nil }
    count = found.count
    first = found.first
    identifier = table.identifier.map { table.columns[$0].name }
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.count == b.count && a.first == b.first && a.identifier == b.identifier
  }

  private struct Found {
    var count = 0
    var pairs = 0
    var first = (row: 0, of: 0)
  }

  /// Rows by a number made of all their values; of rows with one number the values are compared.
  private static func search(
    _ columns: [RowKeys], rows: Int, _ context: ComputeContext
  ) throws(CancellationError) -> Found? {
    let digests = try [UInt64](items: rows, chunkSize: 1 << 14, context: context) { range, digests in
      for row in range { digests[row] = 0 }
      for column in columns { column.mix(range, into: digests) }
    }
    var slots = 1
    while slots < 2 * rows { slots *= 2 }
    // Row + 1 at each taken slot, and how often it came.
    var taken = [Int32](repeating: 0, count: slots)
    var repeats = [Int: Int]()
    var found = Found()
    for row in 0..<rows {
      if row % (1 << 16) == 0 { try context.checkCancellation() }
      var slot = Int(truncatingIfNeeded: digests[row] & UInt64(slots - 1))
      while taken[slot] > 0 {
        let other = Int(taken[slot]) - 1
        if digests[other] == digests[row], columns.allSatisfy({ $0.areEqual(other, row) }) {
          if found.count == 0 { found.first = (row, other) }
          found.count += 1
          let before = repeats[other, default: 1]
          found.pairs += before
          repeats[other] = before + 1
          break
        }
        slot = (slot + 1) & (slots - 1)
      }
      if taken[slot] == 0 { taken[slot] = Int32(row + 1) }
    }
    return found.count > 0 ? found : nil
  }

  /// The pairs of equal rows that chance would make.
  ///
  /// The chance that two rows agree in a column, over all columns, by the pairs that agree there and not everywhere. Columns of few values
  /// often go together, so that only half of each counts as news (the root of the chance): rather too many are expected than too few.
  private static func expected(
    _ columns: [RowKeys], besides equal: Int, rows: Double, _ context: ComputeContext
  ) throws(CancellationError) -> Double {
    let pairs = rows * (rows - 1) / 2
    let all = try parallelItems(columns, context: context) { (column, context) throws(CancellationError) in
      try context.checkCancellation()
      return column.equalPairs()
    }
    return all.reduce(pairs) { expected, agreeing in
      // Of few values most agree by chance, of many only where whole rows do.
      let isCoarse = Double(coarseness * agreeing.different) < rows
      let chance = Double(max(isCoarse ? agreeing.pairs : agreeing.pairs - equal, 1)) / pairs
      return expected * (chance < fewValues ? chance : chance.squareRoot())
    }
  }
}

/// The values of a column as whole numbers that are equal where the values are; missing ones are equal too.
///
/// Made when asked for: a copy of every column would take as much memory as the table.
private struct RowKeys: Sendable {
  private let column: Column

  init(_ column: Column) { self.column = column }

  private func key(_ row: Int) -> UInt64 {
    switch column.values {
    case .numbers(let numbers): Self.key(numbers[row])
    case .text(let text): UInt64(bitPattern: Int64(text.codes[row]))
    case .booleans(let booleans): booleans[row] == nil ? 2 : booleans[row] == true ? 1 : 0
    case .dates(let dates): UInt64(bitPattern: dates.microseconds[row])
    }
  }

  private static func key(_ number: Double) -> UInt64 {
    number.isNaN ? Double.nan.bitPattern : number == 0 ? 0 : number.bitPattern
  }

  func areEqual(_ a: Int, _ b: Int) -> Bool { key(a) == key(b) }

  /// Makes the digests of some rows depend on their values.
  func mix(_ rows: Range<Int>, into digests: DisjointSlots<UInt64>) {
    // Numbers are most of most tables: their loop need not ask for the type in each row.
    if case .numbers(let numbers) = column.values {
      for row in rows { digests[row] = Self.mixed(digests[row], Self.key(numbers[row])) }
    } else {
      for row in rows { digests[row] = Self.mixed(digests[row], key(row)) }
    }
  }

  /// G. Steele et al. (2014), doi:10.1145/2660193.2660195.
  private static func mixed(_ digest: UInt64, _ key: UInt64) -> UInt64 {
    var z = digest &+ key &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Pairs of rows that have the same value, and different values.
  func equalPairs() -> (pairs: Int, different: Int) {
    let sorted = (0..<column.count).map(key).sorted()
    var (pairs, different, run) = (0, 1, 1)
    for (a, b) in zip(sorted, sorted.dropFirst()) {
      run = a == b ? run + 1 : 1
      pairs += run - 1
      if a != b { different += 1 }
    }
    return (pairs, different)
  }
}

extension DuplicateRows {
  /// How many there are, and which is the first.
  /// - Parameter name: what a row (from 0) is called.
  public func sentence(name: (Int) -> String) -> String {
    let rest = identifier.map { "in all columns but \($0)" } ?? "in all columns"
    let verb = count == 1 ? "row is" : "rows are"
    return
      "\(grouped(count)) \(verb) the same as an earlier one \(rest), \(count == 1 ? "" : "first ")\(name(first.row)) as "
      + "\(name(first.of)): each counts as a \(identifier == nil ? "row" : "customer") of its own."
  }
}
