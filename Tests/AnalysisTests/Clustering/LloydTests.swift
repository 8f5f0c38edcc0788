import Machine
import Testing

@testable import Analysis

@Suite("Lloyd's algorithm, against the plain version of it")
struct LloydTests {
  @Test("One start ends where plain rounds from the same seeds end", arguments: 0..<20 as Range<UInt64>)
  func sameEnd(seed: UInt64) throws {
    let k = 1 + Int(seed) % 11
    let rows = 40 + 13 * Int(seed)
    let matrix = gaussianMatrix(rows: rows, columns: 1 + Int(seed) % 6, seed: seed)
    var generator = Xoshiro256(seed: seed, stream: .kMeansStarts, index: 0)
    let seeds = try #require(LloydPoints(matrix, context: .plain).plusPlusSeeds(k: k, &generator, .plain))
    let (labels, inertia) = plainLloyd(matrix, from: seeds)
    let found = try kMeans(of: matrix, k: k, starts: 1, seed: seed, context: .plain)
    #expect(found.labels == labelsByFirstAppearance(labels))
    #expect(agree(found.inertia, inertia))
  }

  @Test("Seeds are rows, no two of them equal", arguments: 0..<10 as Range<UInt64>)
  func seeds(seed: UInt64) throws {
    let matrix = Matrix(gridRows(rows: 37, columns: 2, levels: 3, seed: seed))
    let distinct = try matrix.countOfDistinctRows(upTo: .max, context: .plain)
    var generator = Xoshiro256(seed: seed)
    let seeds = try #require(LloydPoints(matrix, context: .plain).plusPlusSeeds(k: distinct, &generator, .plain))
    let chosen = Set((0..<distinct).map { Array(seeds.row($0)) })
    #expect(chosen == Set((0..<matrix.rowCount).map { Array(matrix.row($0)) }))
  }

  @Test("Different rows are counted as far as asked, zeros of either sign being equal")
  func distinctRows() throws {
    let matrix = Matrix(rowCount: 5, columnCount: 2, elements: [0, 1, -0.0, 1, 2, 1, 0, 1, 3, 1])
    #expect(try matrix.countOfDistinctRows(upTo: .max, context: .plain) == 3)
    #expect(try matrix.countOfDistinctRows(upTo: 2, context: .plain) == 2)
  }
}

/// Rounds until no row changes its cluster.
private func plainLloyd(_ matrix: Matrix, from seeds: Matrix) -> (labels: [Int], inertia: Double) {
  var centres = seeds
  var labels: [Int] = []
  while true {
    let nearest = (0..<matrix.rowCount).map { i in
      let squares = (0..<seeds.rowCount).map { squaredDistance(matrix, i, centres, $0) }
      return squares.indices.min { squares[$0] < squares[$1] } ?? 0
    }
    if nearest == labels {
      return (labels, labels.indices.reduce(0) { $0 + squaredDistance(matrix, $1, centres, labels[$1]) })
    }
    labels = nearest
    centres = centroids(of: matrix, clusters: labels, k: seeds.rowCount)
  }
}
