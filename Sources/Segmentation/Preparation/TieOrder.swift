import Analysis
import Machine
import Tables

/// The order of rows by columns of any type, the first one first; rows that are equal in all keep theirs.
struct TieOrder: Sendable {
  private let rows: [Int]
  private let columns: [ColumnValues]
  /// A number for each row of the table that never falls where the first column's values rise.
  private let keys: [UInt64]

  /// - Parameters:
  ///   - rows: of the table.
  ///   - columns: of the table, one at least.
  init(of rows: [Int], by columns: [ColumnValues]) {
    self.rows = rows
    self.columns = columns
    keys = columns[0].orderKeys
  }

  /// Sorts stretches of places in the rows.
  /// - Parameter stretches: rising; they do not meet.
  /// - Throws: `CancellationError`.
  func sorted(
    _ places: [Int], within stretches: [Range<Int>], context: ComputeContext
  ) throws(CancellationError) -> [Int] {
    var sorted = places
    let long = stretches.filter { $0.count >= Self.longest }
    for stretch in long { try sortLong(&sorted, stretch, context) }
    try sortShort(&sorted, long.isEmpty ? stretches : stretches.filter { $0.count < Self.longest }, context)
    return sorted
  }

  private struct Tied {
    let key: UInt64
    let place: Int
  }

  /// Longer stretches are sorted by the digits of keys.
  private static let longest = 1 << 14

  private func sortLong(
    _ places: inout [Int], _ stretch: Range<Int>, _ context: ComputeContext
  ) throws(CancellationError) {
    let own = Array(places[stretch])
    let ownKeys = own.map { keys[rows[$0]] }
    var tied = try ascendingOrder(of: ownKeys, context: context).map { Tied(key: ownKeys[$0], place: own[$0]) }
    tied.withUnsafeMutableBufferPointer { settle($0, context) }
    for (place, tied) in zip(stretch, tied) { places[place] = tied.place }
    try context.checkCancellation()
  }

  private func sortShort(
    _ places: inout [Int], _ stretches: [Range<Int>], _ context: ComputeContext
  ) throws(CancellationError) {
    let count = stretches.reduce(0) { $0 + $1.count }
    let chunkSize = max(1, stretches.count * Self.longest / max(1, count))
    try places.withDisjointSlots { (slots) throws(CancellationError) in
      try parallelChunks(count: stretches.count, chunkSize: chunkSize, context: context) { chunk, _ in
        // All keys of a chunk at once: they lie far apart, and the processor waits for many together.
        var tied: [Tied] = []
        for stretch in stretches[chunk] {
          for place in stretch { tied.append(Tied(key: keys[rows[slots[place]]], place: slots[place])) }
        }
        tied.withUnsafeMutableBufferPointer { tied in
          var start = 0
          for stretch in stretches[chunk] where !context.cancelled {
            var own = UnsafeMutableBufferPointer(rebasing: tied[start..<start + stretch.count])
            own.sort { $0.key < $1.key }
            settle(own, context)
            // Stretches do not meet.
            for (place, tied) in zip(stretch, own) { slots[place] = tied.place }
            start += stretch.count
          }
        }
      }
    }
  }

  /// Sorts by whole values where a key, which may be the beginning of a value only, does not tell two apart.
  private func settle(_ tied: UnsafeMutableBufferPointer<Tied>, _ context: ComputeContext) {
    var start = 0
    for end in 1...tied.count where end == tied.count || tied[end].key != tied[start].key {
      if end - start > 1, !context.cancelled {
        var own = UnsafeMutableBufferPointer(rebasing: tied[start..<end])
        own.sort { a, b in
          let (x, y) = (rows[a.place], rows[b.place])
          for values in columns {
            if let isBefore = values.isBefore(x, y) { return isBefore }
          }
          return x < y
        }
      }
      start = end
    }
  }
}

extension ColumnValues {
  /// Whether the value of one row comes before that of another; nil where they are equal. Missing ones come first.
  fileprivate func isBefore(_ a: Int, _ b: Int) -> Bool? {
    switch self {
    case .numbers(let numbers):
      let (x, y) = (numbers[a], numbers[b])
      if x.isNaN || y.isNaN { return x.isNaN == y.isNaN ? nil : x.isNaN }
      return x == y ? nil : x < y
    case .text(let text):
      let (x, y) = (text.codes[a], text.codes[b])
      guard x != y else { return nil }
      return x < 0 || y < 0 ? x < 0 : text.categories.isBefore(Int(x), Int(y))
    case .booleans(let values):
      guard values[a] != values[b] else { return nil }
      return values[a] == nil || (values[a] == false && values[b] == true)
    case .dates(let dates):
      let (x, y) = (dates.microseconds[a], dates.microseconds[b])
      return x == y ? nil : x < y
    }
  }
  /// A number for each row that never falls where values rise; missing ones have 0.
  fileprivate var orderKeys: [UInt64] {
    switch self {
    case .numbers(let numbers): numbers.map { $0.isNaN ? 0 : $0.orderKey }
    case .text(let text):
      text.categories.prefixKeys.withUnsafeBufferPointer { keys in text.codes.map { $0 < 0 ? 0 : keys[Int($0)] } }
    case .booleans(let values): values.map { $0.map { $0 ? 2 : 1 } ?? 0 }
    case .dates(let dates): dates.microseconds.map { UInt64(bitPattern: $0) ^ 1 << 63 }
    }
  }
}
