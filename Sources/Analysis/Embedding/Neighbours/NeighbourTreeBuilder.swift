/// Orders the rows of a matrix as the leaves of a `NeighbourTree`.
///
/// Long loops ask after every few thousand rows whether to go on: at a million rows the first halving alone takes
/// a tenth of a second.
struct NeighbourTreeBuilder {
  private static let pollInterval = 16_384

  let x: Matrix
  private(set) var order: [Int32]
  private var keys: [Double]

  init(_ x: Matrix) {
    self.x = x
    order = (0..<Int32(x.rowCount)).map { $0 }
    keys = [Double](repeating: 0, count: x.rowCount)
  }

  mutating func build(context: ComputeContext) throws {
    try build(leaves: 0..<NeighbourTree.leafCount(rows: x.rowCount), context: context)
  }

  /// Visits nodes in preorder; a node covers a range of leaves, so every leaf but the last is full.
  private mutating func build(leaves: Range<Int>, context: ComputeContext) throws {
    try context.checkCancellation()
    let rows = leaves.lowerBound * NeighbourTree.leafSize..<min(leaves.upperBound * NeighbourTree.leafSize, x.rowCount)
    guard leaves.count > 1 else { return }
    let middle = leaves.lowerBound + leaves.count / 2
    let widest = try widestDimension(of: rows, context)
    try partition(rows, at: middle * NeighbourTree.leafSize, dimension: widest, context)
    try build(leaves: leaves.lowerBound..<middle, context: context)
    try build(leaves: middle..<leaves.upperBound, context: context)
  }

  /// The dimension in which the box around `rows` is widest, the first of equals.
  private func widestDimension(of rows: Range<Int>, _ context: ComputeContext) throws -> Int {
    let d = x.columnCount
    let first = Int(order[rows.lowerBound]) * d
    var lower = Array(x.elements[first..<first + d])
    var upper = lower
    for place in rows.dropFirst() {
      if place % Self.pollInterval == 0 { try context.checkCancellation() }
      let start = Int(order[place]) * d
      for j in 0..<d {
        let value = x.elements[start + j]
        lower[j] = min(lower[j], value)
        upper[j] = max(upper[j], value)
      }
    }
    var widest = 0
    for j in 1..<max(1, d) where upper[j] - lower[j] > upper[widest] - lower[widest] { widest = j }
    return widest
  }

  /// Rearranges `rows` so that the places before `middle` hold the smallest by (coordinate, row number).
  private mutating func partition(_ rows: Range<Int>, at middle: Int, dimension: Int, _ context: ComputeContext) throws
  {
    for place in rows {
      if place % Self.pollInterval == 0 { try context.checkCancellation() }
      keys[place] = x.elements[Int(order[place]) * x.columnCount + dimension]
    }
    var low = rows.lowerBound
    var high = rows.upperBound - 1
    while low < high {
      try context.checkCancellation()
      let pivot = medianOfThree(low, low + (high - low) / 2, high)
      var i = low
      var j = high
      while i <= j {
        while isBefore((keys[i], order[i]), pivot) { i += 1 }
        while isBefore(pivot, (keys[j], order[j])) { j -= 1 }
        if i <= j {
          keys.swapAt(i, j)
          order.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if middle <= j { high = j } else if middle >= i { low = i } else { return }
    }
  }

  private func medianOfThree(_ a: Int, _ b: Int, _ c: Int) -> (Double, Int32) {
    let values = [(keys[a], order[a]), (keys[b], order[b]), (keys[c], order[c])].sorted(by: isBefore)
    return values[1]
  }

  private func isBefore(_ a: (Double, Int32), _ b: (Double, Int32)) -> Bool {
    a.0 < b.0 || (a.0 == b.0 && a.1 < b.1)
  }
}
