import Machine
import Testing

@testable import Analysis

@Suite("Silhouettes of several partitions at once")
struct SilhouettesOfSeveralTests {
  private func check(_ matrix: Matrix, _ partitions: [[Int]]) throws {
    let together = try silhouettes(of: matrix, partitions: partitions, context: ComputeContext(threads: 2))
    #expect(together.count == partitions.count)
    for (labels, several) in zip(partitions, together) {
      let one = try silhouette(of: matrix, labels: labels, context: .plain)
      #expect(agree(one.mean, several.mean))
      #expect(zip(one.values, several.values).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(one.neighbours == several.neighbours)
    }
  }

  @Test("cuts of a tree: each is what it is alone", arguments: 0..<8 as Range<UInt64>)
  func cuts(seed: UInt64) throws {
    let matrix = gaussianMatrix(rows: 400, columns: 3, seed: seed)
    let tree = try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain)
    try check(matrix, try (2...10).map { try tree.cut(into: $0).labels })
  }

  @Test("unrelated partitions, with cells too small to share, and numbers left out", arguments: 0..<8 as Range<UInt64>)
  func unrelated(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let matrix = gaussianMatrix(rows: 90, columns: 2, seed: seed)
    try check(matrix, (2...6).map { k in (0..<90).map { $0 < k ? $0 * 2 : Int.random(in: 0..<k, using: &draws) * 2 } })
  }

  @Test("one partition, and none")
  func few() throws {
    let matrix = gaussianMatrix(rows: 100, columns: 2, seed: 1)
    try check(matrix, [(0..<100).map { $0 % 3 }])
    #expect(try silhouettes(of: matrix, partitions: [], context: .plain).isEmpty)
  }

  @Test("the same to the bit with one thread and two")
  func threads() throws {
    let matrix = gaussianMatrix(rows: 3_000, columns: 3, seed: 4)
    let partitions = [(0..<3_000).map { $0 % 2 }, (0..<3_000).map { $0 % 4 }]
    let one = try silhouettes(of: matrix, partitions: partitions, context: ComputeContext(threads: 1))
    #expect(try silhouettes(of: matrix, partitions: partitions, context: ComputeContext(threads: 2)) == one)
  }

  @Test("an interrupt stops it")
  func cancelled() throws {
    let matrix = gaussianMatrix(rows: 600, columns: 3, seed: 4)
    let partitions = [(0..<600).map { $0 % 2 }, (0..<600).map { $0 % 4 }]
    #expect(throws: CancellationError.self) {
      try silhouettes(
        of: matrix, partitions: partitions, context: ComputeContext(threads: 1, isCancelled: { true }))
    }
  }
}
