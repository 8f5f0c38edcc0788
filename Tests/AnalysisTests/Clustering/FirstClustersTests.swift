import Machine
import Testing

@testable import Analysis

@Suite("First clusters")
struct FirstClustersTests {
  @Test(
    "found without the distances of all pairs are those that these give: even rows, grids with ties, groups, copies",
    arguments: 0..<240 as Range<UInt64>)
  func sameTree(seed: UInt64) throws {
    let matrix = matrix(seed: seed)
    for linkage in [Linkage.average, .complete] {
      // Searches that may look at everything go on as long as clusters have few points; others end after the first round.
      let (few, many) = (try tree(of: matrix, linkage, share: 1), try tree(of: matrix, linkage, share: 0))
      #expect(few.merges.map { [$0.left, $0.right, $0.size] } == many.merges.map { [$0.left, $0.right, $0.size] })
      #expect(few.tiedMerges == many.tiedMerges)
      for (a, b) in zip(few.heights, many.heights) { #expect(abs(a - b) <= 1e-12 * b) }
    }
  }

  @Test("of grouped rows are fewer than half of them, which a quarter of the pairs is left of")
  func fewerPairs() throws {
    var generator = Xoshiro256(seed: 7)
    var elements: [Double] = []
    for i in 0..<4000 {
      for f in 0..<6 { elements.append(Double(i % 40 * (f + 1)) + generator.nextUnit()) }
    }
    let rows = Matrix(rowCount: 4000, columnCount: 6, elements: elements)
    let first = try FirstClusters(
      of: try DistinctRows(of: rows, context: .plain), .sum, share: LinkageSearch.worthwhileShare, context: .plain)
    #expect(first.clusters.count < 2000)
    #expect(first.found.merges.count + first.clusters.count == 4000)
  }

  private func tree(of matrix: Matrix, _ linkage: Linkage, share: Double) throws -> Dendrogram {
    let rows = try DistinctRows(of: matrix, context: .plain)
    let found = try PairwiseClustering.merges(of: rows, linkage: linkage, share: share, context: .plain)
    return try Dendrogram(
      leafCount: matrix.rowCount, labelled: rows.merges + found.merges, context: .plain
    ).marking(found.ties, linkage: linkage, context: .plain)
  }

  private func matrix(seed: UInt64) -> Matrix {
    var generator = Xoshiro256(seed: seed)
    let (n, d) = (2 + Int(seed) % 190, 1 + Int(seed) % 20)
    let rows = (0..<n).map { i in
      (0..<d).map { _ -> Double in
        switch seed % 4 {
        case 0: generator.nextUnit()
        case 1: Double(generator.next(below: 3))
        case 2: Double(i % 5) * 1e3 + generator.nextUnit()
        default: Double(i / 3) * 0x1p-20 + 1e9
        }
      }
    }
    return Matrix(rowCount: n, columnCount: d, elements: rows.flatMap { $0 })
  }
}
