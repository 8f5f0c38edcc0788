import Machine
import Testing

@testable import Analysis

@Suite("The part of a tree above a cut")
struct TreeTopTests {
  /// Whole numbers, so that rows repeat and merges tie, or none of both.
  private func tree(_ seed: UInt64) throws -> Dendrogram {
    var random = Xoshiro256(seed: seed)
    let n = Int.random(in: 1...60, using: &random)
    let isCoarse = seed % 2 == 0
    let elements = (0..<2 * n).map { _ in
      isCoarse ? Double(Int.random(in: 0..<5, using: &random)) : Double.random(in: 0..<1, using: &random)
    }
    return try hierarchicalClustering(
      of: Matrix(rowCount: n, columnCount: 2, elements: elements),
      linkage: Linkage.allCases[Int(seed) % Linkage.allCases.count], context: .plain)
  }

  @Test("is cut as the whole tree is, down to where it ends", arguments: 0..<200 as Range<UInt64>)
  func cuts(seed: UInt64) throws {
    let tree = try tree(seed)
    let rows = Array(stride(from: Int(seed % 3), to: tree.leafCount, by: 1 + Int(seed % 4)))
    let kept = 1 + Int(seed % 30)
    let top = try TreeTop(of: tree, clusters: kept, rows: rows)
    #expect(top.distinctRowCount == tree.distinctRowCount)
    let last = min(kept, tree.distinctRowCount)
    for k in 1...last {
      let whole = try tree.cut(into: k).labels
      #expect(try top.cut(into: k) == rows.map { whole[$0] })
    }
    #expect(try top.cut(into: last + 1) == nil)
  }

  @Test("tells as many clusters apart as a byte has values")
  func byte() throws {
    let values = (0..<300).map { Double($0 * $0) }
    let tree = try hierarchicalClustering(
      of: Matrix(rowCount: 300, columnCount: 1, elements: values), linkage: .single, context: .plain)
    let top = try TreeTop(of: tree, clusters: 256, rows: Array(0..<300))
    #expect(try top.cut(into: 256) == tree.cut(into: 256).labels)
  }

  @Test("no number of clusters below one is a cut")
  func refusal() throws {
    let top = try TreeTop(of: try tree(1), clusters: 5, rows: [])
    #expect(throws: ClusteringError.self) { try top.cut(into: 0) }
  }
}
