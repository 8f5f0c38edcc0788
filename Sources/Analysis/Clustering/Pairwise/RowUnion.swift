/// Gives clusters that have merged their distances to each other, in place.
///
/// Eight rows at a time, column by column: the distances of eight clusters that follow each other to one before them lie
/// in one line of the cache, and row by row each line would be fetched eight times from memory.
struct RowUnion {
  private let survivors: [Int]
  private let partner: [Int]
  private let elements: DisjointSlots<Double>
  private let count: Int
  private let combination: Combination

  /// - Parameters:
  ///   - survivors: the clusters that stay, rising.
  ///   - partner: for each cluster the one, before it, that it takes in; -1 for none.
  init(
    _ survivors: [Int], _ partner: [Int], _ elements: DisjointSlots<Double>, _ count: Int, _ combination: Combination
  ) {
    self.survivors = survivors
    self.partner = partner
    self.elements = elements
    self.count = count
    self.combination = combination
  }

  /// One of the rows at work: its cluster, the cluster taken in, and where the rows of both start.
  private struct Row {
    var cluster = 0
    var start = 0
    var partner = -1
    var partnerStart = 0
  }

  /// Combines some rows of the survivors with all later columns.
  func combine(_ range: Range<Int>) {
    withUnsafeTemporaryAllocation(of: Row.self, capacity: range.count) { rows in
      for (r, place) in range.enumerated() {
        let i = survivors[place]
        let low = partner[i]
        rows[r] = Row(
          cluster: i, start: condensedStart(i, count), partner: low,
          partnerStart: low < 0 ? 0 : condensedStart(low, count))
      }
      for c in range.lowerBound + 1..<max(range.lowerBound + 1, survivors.count) {
        let above = UnsafeBufferPointer(rebasing: rows.prefix(c - range.lowerBound))
        let j = survivors[c]
        if partner[j] < 0 {
          combine(above, column: j)
        } else {
          combine(above, column: j, and: partner[j])
        }
      }
    }
  }

  // Invariant of both: a row's cluster and its partner lie before column j, so their rows hold it; j's partner
  // may lie on either side of them.

  private func combine(_ rows: UnsafeBufferPointer<Row>, column j: Int) {
    for row in rows where row.partner >= 0 {
      elements[row.start + j] = combination(elements[row.start + j], elements[row.partnerStart + j])
    }
  }

  private func combine(_ rows: UnsafeBufferPointer<Row>, column j: Int, and other: Int) {
    let otherStart = condensedStart(other, count)
    for row in rows {
      let i = row.cluster
      var value = elements[row.start + j]
      if row.partner >= 0 { value = combination(value, elements[row.partnerStart + j]) }
      value = combination(value, elements[i < other ? row.start + other : otherStart + i])
      if row.partner >= 0 {
        let low = row.partner
        value = combination(value, elements[low < other ? row.partnerStart + other : otherStart + low])
      }
      elements[row.start + j] = value
    }
  }
}
