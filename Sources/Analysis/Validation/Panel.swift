/// Blocks that follow each other, and a middle of their points.
struct Panel: Sendable {
  let blocks: Range<Int>
  /// For each feature the value nearest to the mean of all: differences from it are whole where the values are.
  let middle: [Double]

  /// - Precondition: there are blocks.
  /// - Complexity: O(blocks·d).
  init(_ blocks: Range<Int>, of layout: ClusteredBlocks) {
    self.blocks = blocks
    let points = blocks.reduce(0) { $0 + layout.pointsInBlock[$1] }
    middle = (0..<layout.dimension).map { f in
      let lanes = { (block: Int) in layout.lanes[block * layout.dimension + f] }
      let sum = blocks.reduce(into: EightDoubles()) { $0 += lanes($1).replacing(with: 0, where: layout.vacant($1)) }
      let mean = orderedSum(sum) / Double(points)
      var nearest = EightDoubles(repeating: .infinity)
      for block in blocks {
        let lane = lanes(block)
        nearest.replace(with: lane, where: distance(lane, mean) .< distance(nearest, mean))
      }
      return (0..<8).map { nearest[$0] }.min { abs($0 - mean) < abs($1 - mean) } ?? mean
    }
  }
}

private func distance(_ lanes: EightDoubles, _ value: Double) -> EightDoubles {
  let difference = lanes - value
  return difference.replacing(with: -difference, where: difference .< 0)
}
