import Testing

@testable import Analysis

/// Levels of a spanning tree and what is made of them, on their own.
@Suite struct LevelTreeTests {
  private static let rows = 300_000

  @Test("Edges of one length are one node for each component, also where they chain")
  func oneLevel() throws {
    let edges = [(0, 1, 4.0), (3, 4, 1.0), (1, 2, 4.0 + 1e-14), (5, 3, 4.0), (2, 5, 9.0)]
      .map { Edge(a: $0.0, b: $0.1, squaredLength: $0.2) }
    let tree = try LevelTree(pointCount: 6, edges: edges, context: .plain)
    // 3 and 4 at 1; 0, 1, 2 and the first with 5 at 4; all at 9.
    #expect(tree.squaredLengths == [1, 4, 4, 9])
    #expect(tree.sizes.suffix(4) == [2, 3, 3, 6])
    #expect(tree.parents == [7, 7, 7, 6, 6, 8, 8, 9, 9, -1])
  }

  @Test("Levels and the condensed tree look for an interrupt in every pass, several times")
  func interrupts() throws {
    let edges = (1..<Self.rows).map { Edge(a: $0 - 1, b: $0, squaredLength: Double($0)) }
    let polls = Counter()
    let context = ComputeContext(threads: 1) { polls.next() < 0 }
    let levels = try LevelTree(pointCount: Self.rows, edges: edges, context: context)
    #expect(polls.count >= 5 * Self.rows / 65_536)
    let before = polls.count
    _ = try CondensedTree(levels, minClusterSize: 5, context: context)
    #expect(polls.count - before >= 5 * Self.rows / 65_536)
  }

  @Test("A level of all edges looks for an interrupt as well")
  func oneLongLevel() throws {
    let edges = (1..<Self.rows).map { Edge(a: $0 - 1, b: $0, squaredLength: 1) }
    let polls = Counter()
    let levels = try LevelTree(
      pointCount: Self.rows, edges: edges, context: ComputeContext(threads: 1) { polls.next() < 0 })
    #expect(levels.squaredLengths == [1] && levels.sizes.last == Int32(Self.rows))
    #expect(polls.count >= 5 * Self.rows / 65_536)
  }
}
