import Analysis
import Testing

@Suite struct DendrogramTests {
  private let tree = Dendrogram(
    leafCount: 5,
    merges: [
      Merge(left: 1, right: 3, height: 1, size: 2), Merge(left: 0, right: 4, height: 2, size: 2),
      Merge(left: 5, right: 6, height: 2, size: 4), Merge(left: 2, right: 7, height: 5, size: 5),
    ])

  @Test("A cut into k gives k clusters, numbered by first appearance")
  func cuts() throws {
    #expect(
      try (1...5).map { try tree.cut(into: $0).labels } == [
        [0, 0, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 2, 1, 0], [0, 1, 2, 1, 3], [0, 1, 2, 3, 4],
      ])
  }

  @Test("A cut says when the merges on its two sides are equally high")
  func ties() throws {
    #expect(try (1...5).map { try tree.cut(into: $0).splitTie } == [false, false, true, false, false])
  }

  @Test(
    "A cut into 0, fewer or more clusters than there are rows is refused with what is allowed", arguments: [-1, 0, 6])
  func refusals(k: Int) {
    #expect(throws: ClusteringError.clusterCount(k, allowed: 1...5)) { try tree.cut(into: k) }
  }

  @Test("A chain of 200,000 merges is cut without running out of stack")
  func deepTree() throws {
    let n = 200_000
    let merges = (0..<n - 1).map { i in
      Merge(
        left: min(i + 1, i == 0 ? 0 : n + i - 1), right: max(i + 1, i == 0 ? 0 : n + i - 1), height: Double(i),
        size: i + 2)
    }
    let cut = try Dendrogram(leafCount: n, merges: merges).cut(into: 3)
    #expect(Set(cut.labels).count == 3)
    #expect(cut.labels.prefix(n - 2).allSatisfy { $0 == 0 })
  }
}
