/// Where points lie densest, which unlike their mean is never between two clouds.
struct DensityMode {
  let point: Point

  /// - Complexity: O(n) for n positions.
  init(positions: [Point], in box: Box, cells: Int = 24) {
    var counts = [Int](repeating: 0, count: cells * cells)
    func index(_ value: Double, _ start: Double, _ extent: Double) -> Int {
      min(cells - 1, max(0, Int((value - start) / max(extent, 1e-9) * Double(cells))))
    }
    let places = positions.map { (index($0.x, box.left, box.width), index($0.y, box.top, box.height)) }
    for (column, row) in places { counts[row * cells + column] += 1 }
    var best = (weight: -1, column: 0, row: 0)
    for row in 0..<cells {
      for column in 0..<cells where counts[row * cells + column] > 0 {
        let weight = Self.neighbourhood(counts, cells, column, row)
        if weight > best.weight { best = (weight, column, row) }
      }
    }
    let near = zip(positions, places).filter {
      abs($0.1.0 - best.column) <= 1 && abs($0.1.1 - best.row) <= 1
    }.map(\.0)
    let count = Double(max(1, near.count))
    point = Point(near.reduce(0) { $0 + $1.x } / count, near.reduce(0) { $0 + $1.y } / count)
  }

  /// The cell's count twice and those of its eight neighbours once.
  private static func neighbourhood(_ counts: [Int], _ cells: Int, _ column: Int, _ row: Int) -> Int {
    var sum = counts[row * cells + column]
    for y in max(0, row - 1)...min(cells - 1, row + 1) {
      for x in max(0, column - 1)...min(cells - 1, column + 1) { sum += counts[y * cells + x] }
    }
    return sum
  }
}
