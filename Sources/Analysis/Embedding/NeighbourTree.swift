/// A balanced k-d tree over the rows of a matrix (Bentley 1975, doi:10.1145/361002.361007).
///
/// Each node halves its rows at the median of the dimension in which they spread most, until a leaf holds
/// `leafSize` rows. Nodes keep the tight box around their rows, which prunes far better than the splitting planes.
/// Leaves store their rows dimension by dimension, so that distances to eight rows are computed side by side without
/// horizontal sums. The rows in the tree's order are near each other in space, which later loops use for locality.
struct NeighbourTree: Sendable {
  static let leafSize = 32

  let dimension: Int
  /// The row at each place of the tree.
  let order: [Int32]
  /// Box of each node: its lower corner, then its upper corner. The left child of node `v` is `v + 1`.
  let boxes: [Double]
  /// Blocks of `leafSize` rows: all first coordinates, all second coordinates … The last block is padded by
  /// not-a-number, which is never nearer than anything.
  let blocks: [Double]

  var rowCount: Int { order.count }
  var leafCount: Int { Self.leafCount(rows: order.count) }

  static func leafCount(rows: Int) -> Int { (rows + leafSize - 1) / leafSize }

  /// Builds the tree over `x`, n × d, n ≥ 1, all finite.
  /// - Complexity: O(n d log n)
  init(of x: Matrix, context: ComputeContext) throws {
    var builder = NeighbourTreeBuilder(x)
    try builder.build(context: context)
    dimension = x.columnCount
    order = builder.order
    boxes = builder.boxes
    var blocks = [Double](
      repeating: .nan, count: Self.leafCount(rows: x.rowCount) * Self.leafSize * x.columnCount)
    for (place, row) in order.enumerated() {
      if place % 4096 == 0 { try context.checkCancellation() }
      let start = place / Self.leafSize * Self.leafSize * x.columnCount + place % Self.leafSize
      for j in 0..<x.columnCount {
        blocks[start + j * Self.leafSize] = x.elements[Int(row) * x.columnCount + j]
      }
    }
    self.blocks = blocks
  }
}

/// Orders the rows and collects the boxes while a tree is built.
private struct NeighbourTreeBuilder {
  let x: Matrix
  var order: [Int32]
  var boxes: [Double] = []
  private var keys: [Double]

  init(_ x: Matrix) {
    self.x = x
    order = (0..<Int32(x.rowCount)).map { $0 }
    keys = [Double](repeating: 0, count: x.rowCount)
    boxes.reserveCapacity((2 * NeighbourTree.leafCount(rows: x.rowCount) - 1) * 2 * x.columnCount)
  }

  mutating func build(context: ComputeContext) throws {
    try build(leaves: 0..<NeighbourTree.leafCount(rows: x.rowCount), context: context)
  }

  /// Visits nodes in preorder; a node covers a range of leaves, so every leaf but the last is full.
  private mutating func build(leaves: Range<Int>, context: ComputeContext) throws {
    try context.checkCancellation()
    let rows = leaves.lowerBound * NeighbourTree.leafSize..<min(leaves.upperBound * NeighbourTree.leafSize, x.rowCount)
    let widest = appendBox(of: rows)
    guard leaves.count > 1 else { return }
    let middle = leaves.lowerBound + leaves.count / 2
    partition(rows, at: middle * NeighbourTree.leafSize, dimension: widest)
    try build(leaves: leaves.lowerBound..<middle, context: context)
    try build(leaves: middle..<leaves.upperBound, context: context)
  }

  /// Appends the box around `rows` and returns the dimension in which it is widest, the first of equals.
  private mutating func appendBox(of rows: Range<Int>) -> Int {
    let d = x.columnCount
    let first = Int(order[rows.lowerBound]) * d
    var lower = Array(x.elements[first..<first + d])
    var upper = lower
    for place in rows.dropFirst() {
      let start = Int(order[place]) * d
      for j in 0..<d {
        let value = x.elements[start + j]
        lower[j] = min(lower[j], value)
        upper[j] = max(upper[j], value)
      }
    }
    boxes += lower
    boxes += upper
    var widest = 0
    for j in 1..<max(1, d) where upper[j] - lower[j] > upper[widest] - lower[widest] { widest = j }
    return widest
  }

  /// Rearranges `rows` so that the places before `middle` hold the smallest by (coordinate, row number).
  private mutating func partition(_ rows: Range<Int>, at middle: Int, dimension: Int) {
    for place in rows { keys[place] = x.elements[Int(order[place]) * x.columnCount + dimension] }
    var low = rows.lowerBound
    var high = rows.upperBound - 1
    while low < high {
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
