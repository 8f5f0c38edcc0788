import Testing

@testable import Analysis

@Suite("Distances between two panels of points")
struct PanelPairTests {
  @Test("Every distance has its digits, however close two points are for where they lie", arguments: Shape.allCases)
  func everyDistance(shape: Shape) throws {
    for seed in 0..<20 as Range<UInt64> {
      let columns = 1 + Int(seed) % 12
      let scene = try Scene(shape.matrix(rows: 150, columns: columns, seed: seed), clusters: 3)
      var furthest = 0.0
      scene.forEachTile { found, expected in
        furthest = max(furthest, abs(found - expected) / max(expected, .leastNormalMagnitude))
      }
      #expect(furthest < 1e-13, "seed \(seed)")
    }
  }

  @Test("Distances of whole numbers are the nearest numbers to the true ones")
  func wholeNumbers() throws {
    for seed in 0..<20 as Range<UInt64> {
      let scene = try Scene(Shape.wholeNumbers.matrix(rows: 150, columns: 6, seed: seed), clusters: 3)
      var unequal = 0
      scene.forEachTile { found, expected in unequal += found == expected ? 0 : 1 }
      #expect(unequal == 0, "seed \(seed)")
    }
  }

  @Test("Sums over many blocks are those of the distances, on both sides, whatever is close", arguments: Shape.allCases)
  func sums(shape: Shape) throws {
    let scene = try Scene(shape.matrix(rows: 700, columns: 5, seed: 3), clusters: 2)
    let layout = scene.layout
    var pair = PanelPair(layout, scene.a, scene.b)
    var columnSums = [EightDoubles](repeating: EightDoubles(), count: layout.blockCount)
    for row in scene.a.blocks {
      for half in 0..<2 where layout.pointsInBlock[row] > 4 * half {
        let rowSums = columnSums.withUnsafeMutableBufferPointer {
          pair.addDistances(ofHalf: half, of: row, to: scene.b.blocks, columnSums: $0.baseAddress!)
        }
        for (lane, sum) in zip(4 * half..<4 * half + 4, [rowSums.a, rowSums.b, rowSums.c, rowSums.d]) {
          let expected = scene.b.blocks.reduce(0) { total, column in
            total + (0..<8).reduce(0) { $0 + scene.distance(row, lane, column, $1) }
          }
          #expect(agree(orderedSum(sum), expected))
        }
      }
    }
    for column in scene.b.blocks {
      for lane in 0..<8 {
        let expected = scene.a.blocks.reduce(0) { total, row in
          total + (0..<8).reduce(0) { $0 + scene.distance(row, $1, column, lane) }
        }
        #expect(agree(columnSums[column][lane], expected))
      }
    }
  }
}

/// Points in clusters of uneven sizes, and two panels of their blocks that together have all.
private struct Scene {
  let matrix: Matrix
  let layout: ClusteredBlocks
  let a, b: Panel

  init(_ matrix: Matrix, clusters: Int) throws {
    self.matrix = matrix
    let partition = try Partition(labels: (0..<matrix.rowCount).map { $0 % 5 % clusters }, of: matrix)
    layout = try ClusteredBlocks(matrix, partition, context: .plain)
    a = Panel(0..<layout.blockCount / 2, of: layout)
    b = Panel(layout.blockCount / 2..<layout.blockCount, of: layout)
  }

  /// The distance of two places by its definition; 0 where one has no point.
  func distance(_ row: Int, _ rowLane: Int, _ column: Int, _ columnLane: Int) -> Double {
    let (i, j) = (layout.rowAtPlace[8 * row + rowLane], layout.rowAtPlace[8 * column + columnLane])
    return i < 0 || j < 0 ? 0 : rowDistance(matrix, i, j)
  }

  /// Every distance that the pair of panels finds when asked for one block at a time, and the one it should be.
  func forEachTile(_ body: (_ found: Double, _ expected: Double) -> Void) {
    var columnSums = [EightDoubles](repeating: EightDoubles(), count: layout.blockCount)
    for row in a.blocks {
      for half in 0..<2 where layout.pointsInBlock[row] > 4 * half {
        // A new one each time: one that has met many close pairs would look for no more.
        var pair = PanelPair(layout, a, b)
        for column in b.blocks {
          let four = columnSums.withUnsafeMutableBufferPointer {
            pair.addDistances(ofHalf: half, of: row, to: column..<column + 1, columnSums: $0.baseAddress!)
          }
          for (lane, distances) in zip(4 * half..<4 * half + 4, [four.a, four.b, four.c, four.d]) {
            for other in 0..<8 { body(distances[other], distance(row, lane, column, other)) }
          }
        }
      }
    }
  }
}
