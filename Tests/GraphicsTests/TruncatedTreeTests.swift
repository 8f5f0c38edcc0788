import Testing

@testable import Graphics

@Suite("Truncated trees")
struct TruncatedTreeTests {
  @Test("leaves hold all rows, as many leaves as wanted, each node over the middle of its two", arguments: 0..<40)
  func structure(seed: UInt64) throws {
    var random = Fixtures(seed: seed)
    let n = 2 + Int(random.unit() * 200)
    let limit = 2 + Int(random.unit() * 40)
    let (merges, segments) = random.tree(leaves: n, k: min(n, 3))
    let tree = TruncatedTree(merges: merges, limit: limit, segments: segments)
    #expect(tree.leaves.count == min(n, limit))
    #expect(tree.leaves.reduce(0) { $0 + tree.nodes[$1].size } == n)
    #expect(tree.leaves.map { tree.nodes[$0].position } == (0..<tree.leaves.count).map(Double.init))
    let root = try #require(tree.nodes.last)
    #expect(root.size == n)
    for node in tree.nodes {
      guard let children = node.children else { continue }
      let (left, right) = (tree.nodes[children.left], tree.nodes[children.right])
      #expect(node.size == left.size + right.size)
      #expect(node.position == (left.position + right.position) / 2)
      #expect(left.height <= node.height && right.height <= node.height)
      #expect(node.segment == (left.segment == right.segment ? left.segment : nil))
    }
  }

  @Test("a cut into k crosses k branches", arguments: 1...10)
  func cut(k: Int) throws {
    var random = Fixtures(seed: 11)
    let (merges, _) = random.tree(leaves: 50, k: 3)
    let tree = TruncatedTree(merges: merges, limit: 50, segments: [])
    let level = try #require(tree.cutHeight(into: k))
    #expect(merges.filter { $0.height > level }.count == k - 1)
  }

  @Test("there is no cut into nothing or into more than there is", arguments: [0, -1, 51])
  func noCut(k: Int) {
    var random = Fixtures(seed: 11)
    let (merges, _) = random.tree(leaves: 50, k: 3)
    #expect(TruncatedTree(merges: merges, limit: 50, segments: []).cutHeight(into: k) == nil)
  }
}
