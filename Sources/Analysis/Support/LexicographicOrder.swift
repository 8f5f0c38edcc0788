import Machine

/// Rows in the order of their values: by the first column, where that ties by the second, and so on.
public struct LexicographicOrder: Sendable {
  /// The rows, from the least to the greatest; equal ones in the order of their numbers.
  public let rows: [Int]
  /// The stretches of `rows`, rising, whose rows are equal in every column; of two rows at least.
  public let equal: [Range<Int>]

  /// - Parameters:
  ///   - columns: of one length; −0 counts as 0, NaN (which is equal to itself here) comes after everything else.
  ///   - rowCount: their length, below 2³²; for the case of no columns, when all rows are equal.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n) for columns of different values, O(n·d·log n) at worst.
  public init(of columns: [[Double]], rowCount: Int, context: ComputeContext) throws(CancellationError) {
    precondition(columns.allSatisfy { $0.count == rowCount }, "a value for each row")
    precondition(rowCount <= Int(UInt32.max), "rows are numbered in 32 bits")
    var sort = LexicographicSort(columns, rowCount: rowCount)
    try sort.run(context)
    rows = sort.rows
    equal = sort.equal.sorted { $0.lowerBound < $1.lowerBound }
  }
}

/// Sorts from the first column on: long stretches by the digits of codes, short ones by comparison.
///
/// A division sorts by 32 bits: codes of as many columns as they hold, one after the other, and of the next column the
/// upper bits. Columns of scores and counts are so decided several at a time, and of amounts, which the upper bits nearly
/// all tell apart, half of the passes are spared.
private struct LexicographicSort {
  /// Rows that lie in one stretch as far as is known, and the first column that may tell them apart.
  private struct Stretch {
    var places: Range<Int>
    var column: Int
  }

  /// Shorter stretches are sorted by comparison.
  private static let shortest = 512
  private static let keyBits = 32

  private let columns: [[Double]]
  private(set) var rows: [Int]
  private(set) var equal: [Range<Int>] = []
  private var open: [Stretch]

  init(_ columns: [[Double]], rowCount: Int) {
    self.columns = columns
    rows = Array(0..<rowCount)
    open = [Stretch(places: 0..<rowCount, column: 0)]
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

  /// Sorts a stretch by codes, and leaves the stretches that these do not tell apart.
  private mutating func divide(_ stretch: Stretch, _ context: ComputeContext) throws(CancellationError) {
    let own = Array(rows[stretch.places])
    let (codes, nextColumn) = try codes(from: stretch.column, own, context)
    guard let first = codes.first else { return open.append(Stretch(places: stretch.places, column: nextColumn)) }
    // Keys take their rows along in the lower half: nothing is looked up in a sorted order.
    var keyed = try [UInt64](items: own.count, chunkSize: 1 << 13, context: context) { places, keyed in
      for place in places { keyed[place] = first(own[place]) }
      for code in codes.dropFirst() {
        for place in places { keyed[place] = keyed[place] << code.bits | code(own[place]) }
      }
      for place in places { keyed[place] = keyed[place] << 32 | UInt64(own[place]) }
    }
    try sortByUpperHalf(&keyed, context: context)
    let (sorted, base) = (keyed, stretch.places.lowerBound)
    try rows.withDisjointSlots { (rows) throws(CancellationError) in
      try parallelChunks(count: sorted.count, chunkSize: 1 << 14, context: context) { places, _ in
        for place in places { rows[base + place] = Int(sorted[place] & 0xFFFF_FFFF) }
      }
    }
    var start = 0
    try forEachStretch(of: sorted.count, context) { places in
      for place in places where sorted[place] >> 32 != sorted[start] >> 32 {
        leave(base + start..<base + place, from: nextColumn)
        start = place
      }
    }
    leave(base + start..<base + sorted.count, from: nextColumn)
  }

  /// Codes of 32 bits together at most, and the first column that they do not decide.
  private func codes(
    from first: Int, _ rows: [Int], _ context: ComputeContext
  ) throws(CancellationError) -> (codes: [OrderCode], next: Int) {
    var codes: [OrderCode] = []
    var (column, left) = (first, Self.keyBits)
    while column < columns.count && left > 0 {
      let code = try OrderCode(columns[column], rows: rows, context: context)
      if code.bits > 0 { codes.append(code.shortened(to: left)) }
      // What is left out of it is looked at among the rows that its upper bits do not tell apart.
      guard code.bits <= left else { break }
      left -= code.bits
      column += 1
    }
    return (codes, column)
  }

  private mutating func leave(_ places: Range<Int>, from column: Int) {
    guard places.count > 1 else { return }
    // Millions of pairs need no place in the list.
    if column == columns.count {
      equal.append(places)
    } else if places.count < 16 {
      compare(Stretch(places: places, column: column))
    } else {
      open.append(Stretch(places: places, column: column))
    }
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
