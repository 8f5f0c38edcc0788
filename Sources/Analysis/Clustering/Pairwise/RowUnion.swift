import Machine

/// Gives clusters that have merged their distances to each other, in place, and closes the gaps.
///
/// A row that stays is united with that of the cluster it takes in, side by side, in memory that the cache holds; there
/// its columns are united. All of that reads and writes from front to back. The exception are distances to clusters before the row,
/// which lie in their rows; of those only the ones are needed that a cluster behind the row takes in.
///
/// Rows that are taken in are only read, and a row that stays is read and written by its own step only: rows can be
/// done in any order. They move only within themselves, so that no other memory is needed.
struct RowUnion: Sendable {
  /// A cluster that is taken in, and the one after it that does.
  private struct Pair: Sendable {
    var low: Int
    var high: Int
  }

  /// Where the rows that stay hold column 0 when all is done.
  let newStarts: [Int]
  private let survivors: [Int]
  /// For each old cluster the one, before it, that it takes in; -1 for none.
  private let partner: [Int]
  /// Rising in `low`.
  private let pairs: [Pair]
  private let elements: DisjointSlots<Double>
  private let starts: [Int]
  private let columns: ColumnUnion
  private let combination: Combination

  /// - Parameters:
  ///   - pairs: clusters that merge, the lower one first; they do not overlap.
  ///   - survivors: the clusters that stay, rising.
  ///   - starts: element (i, j), i < j, is at `starts[i] + j`.
  init(
    of pairs: [(Int, Int)], left survivors: [Int], _ elements: DisjointSlots<Double>, starts: [Int],
    _ combination: Combination
  ) {
    self.survivors = survivors
    self.elements = elements
    self.starts = starts
    self.combination = combination
    self.pairs = pairs.map { Pair(low: $0.0, high: $0.1) }.sorted { $0.low < $1.low }
    var partner = [Int](repeating: -1, count: starts.count)
    for (low, high) in pairs { partner[high] = low }
    self.partner = partner
    // The first element stays where it is, and is element (r, r + 1).
    newStarts = survivors.enumerated().map { r, i in starts[i] + i - r }
    columns = ColumnUnion(
      own: survivors, other: survivors.map { partner[$0] < 0 ? starts.count : partner[$0] }, combination)
  }

  /// Unites the given rows of those that stay.
  /// - Parameter isDone: gets each; unites no more when it answers no.
  func unite(_ rows: Range<Int>, isDone: (Int) -> Bool) {
    let count = starts.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count + 1) { row in
      row.initialize(repeating: 0)
      var next = 0
      var open: [Pair] = []
      for r in rows {
        let i = survivors[r]
        uniteRight(of: i, into: row)
        open.removeAll { $0.high <= i }
        while next < pairs.count && pairs[next].low < i {
          if pairs[next].high > i { open.append(pairs[next]) }
          next += 1
        }
        uniteLeft(of: i, open, into: row)
        // What is the partner of none is combined with a 0.
        row[count] = 0
        columns.write(UnsafePointer(row.baseAddress!), from: r + 1, to: elements.base + newStarts[r])
        guard isDone(r) else { return }
      }
    }
  }

  /// The distances of i to what comes after it.
  private func uniteRight(of i: Int, into row: UnsafeMutableBufferPointer<Double>) {
    let own = elements.base + starts[i]
    let target = row.baseAddress!
    let count = starts.count
    guard partner[i] >= 0 else {
      if i + 1 < count { (target + i + 1).update(from: own + i + 1, count: count - i - 1) }
      return
    }
    let other = elements.base + starts[partner[i]]
    var j = i + 1
    // Invariant: both rows have the elements up to column `count`, not included.
    while j + 8 <= count {
      combination(EightDoubles(at: own + j), EightDoubles(at: other + j)).store(at: target + j)
      j += 8
    }
    while j < count {
      target[j] = combination(own[j], other[j])
      j += 1
    }
  }

  /// The distances of i to those before it that are taken in by a cluster after it.
  private func uniteLeft(of i: Int, _ open: [Pair], into row: UnsafeMutableBufferPointer<Double>) {
    let low = partner[i]
    for pair in open {
      let q = pair.low
      let distance = elements[starts[q] + i]
      // i's own partner is not open: it is not taken in by a cluster after i.
      row[q] = low < 0 ? distance : combination(distance, elements[starts[min(low, q)] + max(low, q)])
    }
  }
}
