import Machine

/// The different rows of a matrix in a tree of boxes, each with how many rows it stands for.
struct DensityPoints {
  let tree: BoxTree
  /// The different row at each place of the tree.
  let order: [Int]
  /// How many rows each place stands for.
  let counts: [Int32]

  /// - Parameter counts: how many rows each row of `points` stands for.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(n·d·log n).
  init(_ points: Matrix, counts: [Int], context: ComputeContext) throws(CancellationError) {
    let coordinates = try PrincipalCoordinates(of: points, context: context)
    let rows = try coordinates.of(points, context: context)
    let order = try spatialOrder(of: rows, panels: coordinates.panels, context: context)
    tree = try BoxTree(points.rows(order, context: context), rows, at: order, coordinates, context: context)
    self.order = order
    self.counts = order.map { Int32(truncatingIfNeeded: counts[$0]) }
  }

  /// The value that `combine` makes of those of all places under each node of the tree.
  func nodeValues<Value>(
    of values: [Value], _ context: ComputeContext, combine: (ArraySlice<Value>) -> Value
  ) throws(CancellationError) -> [Value] {
    var nodes: [Value] = []
    nodes.reserveCapacity(tree.closedBlockCount + tree.firstChildren.count)
    try forEachStretch(of: tree.closedBlockCount, context) { blocks in
      for block in blocks { nodes.append(combine(values[block * 8..<min(block * 8 + 8, values.count)])) }
    }
    for first in tree.firstChildren { nodes.append(combine(nodes[first..<min(first + 8, nodes.count)])) }
    return nodes
  }
}
