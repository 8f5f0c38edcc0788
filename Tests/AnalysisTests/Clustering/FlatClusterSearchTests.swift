import Machine
import Testing

@testable import Analysis

@Suite("Looking at every cluster")
struct FlatClusterSearchTests {
  @Test(
    "finds the neighbours and the ties that the walk through the boxes finds: even rows, grids with ties, groups, copies",
    arguments: 0..<200 as Range<UInt64>)
  func sameNeighbours(seed: UInt64) throws {
    let tree = try tree(seed: seed)
    let places = Array(0..<tree.count)
    let norms = try tree.norms(.plain)
    let results = [false, true].map { looksEverywhere in
      var found = [NearestCluster](repeating: .unknown, count: tree.count)
      // A stretch whose length is no multiple of four.
      let ties =
        looksEverywhere
        ? tree.forEachNearest(to: places[1...], lookingEverywhere: norms) { found[$0] = $1 }
        : tree.forEachNearest(to: places[1...]) { found[$0] = $1 }
      return (found: found.map { [Double($0.place), $0.distance] }, ties: ties.map { "\($0)" })
    }
    #expect(results[0].found == results[1].found)
    #expect(results[0].ties == results[1].ties)
  }

  @Test("is chosen where there is no structure, and not where there is")
  func share() throws {
    var generator = Xoshiro256(seed: 1)
    let even = Matrix(
      rowCount: 4000, columnCount: 17, elements: (0..<4000 * 17).map { _ in generator.nextUnit() })
    let groups = Matrix(
      rowCount: 4000, columnCount: 17,
      elements: (0..<4000 * 17).map { Double($0 / 17 % 400) + 0.01 * generator.nextUnit() })
    for (matrix, isFlat) in [(even, true), (groups, false)] {
      let tree = try tree(of: matrix, sizes: [Double](repeating: 1, count: 4000))
      let share = tree.shareLookedAt(from: stride(from: 0, to: 4000, by: 250).map { $0 })
      #expect((share > FlatClusterSearch.worthwhileShare) == isFlat)
    }
  }

  private func tree(seed: UInt64) throws -> WardTree {
    var generator = Xoshiro256(seed: seed)
    let (n, d) = (9 + Int(seed) % 150, 1 + Int(seed) % 20)
    let rows = (0..<n).map { i in
      (0..<d).map { _ -> Double in
        switch seed % 4 {
        case 0: generator.nextUnit()
        case 1: Double(generator.next(below: 3))
        case 2: Double(i % 5) * 1e3 + generator.nextUnit()
        default: Double(i / 3) * 0x1p-20 + 1
        }
      }
    }
    let largest = [1, 40, 1_000_000][Int(seed % 3)]
    let sizes = (0..<n).map { _ in Double(1 + generator.next(below: largest)) }
    return try tree(of: Matrix(rowCount: n, columnCount: d, elements: rows.flatMap { $0 }), sizes: sizes)
  }

  private func tree(of matrix: Matrix, sizes: [Double]) throws -> WardTree {
    let coordinates = try PrincipalCoordinates(of: matrix, context: .plain)
    let rows = try coordinates.of(matrix, context: .plain)
    let order = try spatialOrder(of: rows, panels: coordinates.panels, context: .plain)
    let ordered = Matrix(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount, elements: order.flatMap { matrix.row($0) })
    return try WardTree(
      ordered, sizes: order.map { sizes[$0] }, labels: order, rows, at: order, coordinates, context: .plain)
  }
}
