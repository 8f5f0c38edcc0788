import Machine

/// Rows in the order of their values: by the first column, where that ties by the second, and so on.
public struct LexicographicOrder: Sendable {
  /// The rows, from the least to the greatest; equal ones in the order of their numbers.
  public let rows: [Int]
  /// The stretches of `rows`, rising, whose rows are equal in every column; of two rows at least.
  public let equal: [Range<Int>]

  /// - Parameters:
  ///   - columns: of one length; −0 counts as 0, NaN (which is equal to itself here) comes after everything else.
  ///   - rowCount: their length, for the case of no columns, when all rows are equal.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n) for columns of different values, O(n·d·log n) at worst.
  public init(of columns: [[Double]], rowCount: Int, context: ComputeContext) throws(CancellationError) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "a value for each row")
    var sort = LexicographicSort(columns, rowCount: rowCount)
    try sort.run(context)
    rows = sort.rows
    equal = sort.equal.sorted { $0.lowerBound < $1.lowerBound }
  }
}

extension Double {
  /// Rises as numbers do; 0 and −0 have the same, and NaN has the greatest.
  var orderKey: UInt64 {
    if isNaN { return .max }
    let bits = (self + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }
}

/// Sorts from the first column on: long stretches by the digits of one column, half a key at a time, short ones by comparison.
///
/// The upper half of a key tells nearly all real amounts apart, so that half of the passes are spared; scores and counts, whose
/// stretches of equal values are long, have few digits that differ.
private struct LexicographicSort {
  /// Rows that lie in one stretch as far as is known, and what is to be looked at next.
  private struct Stretch {
    var places: Range<Int>
    var column: Int
    var isLowerHalf: Bool
  }

  /// Shorter stretches are sorted by comparison.
  private static let shortest = 512

  private let columns: [[Double]]
  private(set) var rows: [Int]
  private(set) var equal: [Range<Int>] = []
  private var open: [Stretch]

  init(_ columns: [[Double]], rowCount: Int) {
    self.columns = columns
    rows = Array(0..<rowCount)
    open = [Stretch(places: 0..<rowCount, column: 0, isLowerHalf: false)]
  }

  mutating func run(_ context: ComputeContext) throws(CancellationError) {
    while let next = open.popLast() {
      try context.checkCancellation()
      if next.column == columns.count {
        if next.places.count > 1 { equal.append(next.places) }
      } else if next.places.count < Self.shortest {
        compare(next)
      } else {
        try divide(next, context)
      }
    }
  }

  /// Sorts a stretch by half a key of one column.
  private mutating func divide(_ stretch: Stretch, _ context: ComputeContext) throws(CancellationError) {
    let (values, own) = (columns[stretch.column], Array(rows[stretch.places]))
    let shift: UInt64 = stretch.isLowerHalf ? 0 : 32
    let keys = try [UInt64](items: own.count, chunkSize: 1 << 13, context: context) { places, keys in
      for place in places { keys[place] = values[own[place]].orderKey >> shift & 0xFFFF_FFFF }
    }
    let order = try ascendingOrder(of: keys, context: context)
    let next = Stretch(
      places: 0..<0, column: stretch.isLowerHalf ? stretch.column + 1 : stretch.column,
      isLowerHalf: !stretch.isLowerHalf)
    let base = stretch.places.lowerBound
    var start = 0
    try forEachStretch(of: own.count, context) { places in
      for place in places {
        rows[base + place] = own[order[place]]
        if place > 0, keys[order[place]] != keys[order[place - 1]] {
          leave(base + start..<base + place, for: next)
          start = place
        }
      }
    }
    leave(base + start..<base + own.count, for: next)
  }

  private mutating func leave(_ places: Range<Int>, for next: Stretch) {
    guard places.count > 1 else { return }
    let stretch = Stretch(places: places, column: next.column, isLowerHalf: next.isLowerHalf)
    // Millions of pairs need no place in the list.
    if places.count < 16, next.column < columns.count { compare(stretch) } else { open.append(stretch) }
  }

  private mutating func compare(_ stretch: Stretch) {
    let (columns, first) = (columns, stretch.column)
    rows[stretch.places].sort { a, b in
      for column in first..<columns.count {
        let (x, y) = (columns[column][a].orderKey, columns[column][b].orderKey)
        if x != y { return x < y }
      }
      return a < b
    }
    var start = stretch.places.lowerBound
    for place in stretch.places.dropFirst() where !isEqual(rows[place - 1], rows[place], from: first) {
      if place - start > 1 { equal.append(start..<place) }
      start = place
    }
    if stretch.places.upperBound - start > 1 { equal.append(start..<stretch.places.upperBound) }
  }

  private func isEqual(_ a: Int, _ b: Int, from first: Int) -> Bool {
    (first..<columns.count).allSatisfy { columns[$0][a].orderKey == columns[$0][b].orderKey }
  }
}
