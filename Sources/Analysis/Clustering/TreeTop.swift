/// The part of a dendrogram above one of its cuts: all that coarser cuts ask for, in a byte a row.
public struct TreeTop: Sendable {
  /// The cluster of each row at the cut.
  private let clusters: [UInt8]
  /// The merges of these clusters.
  private let tree: Dendrogram
  /// The number of different rows, which no cut divides further.
  public let distinctRowCount: Int

  /// - Parameters:
  ///   - clusters: the most that will be asked for, 1 … 256; as many as there are different rows, where these are fewer.
  ///   - rows: of the tree's rows, those that are asked for.
  /// - Complexity: O(n), of the tree's rows.
  public init(of tree: Dendrogram, clusters: Int, rows: [Int]) throws(ClusteringError) {
    precondition((1...256).contains(clusters), "a byte tells 256 clusters apart")
    distinctRowCount = tree.distinctRowCount
    let count = min(clusters, distinctRowCount)
    let labels = try tree.cut(into: count).labels
    self.clusters = rows.map { UInt8(labels[$0]) }
    self.tree = tree.merging(labels, clusters: count)
  }

  /// The labels that the whole tree's cut into `k` clusters gives the rows that were asked for; nil where that cut lies below what was kept.
  /// - Throws: `ClusteringError.clusterCount` unless k ≥ 1.
  /// - Complexity: O(rows).
  public func cut(into k: Int) throws(ClusteringError) -> [Int]? {
    guard k <= tree.leafCount else { return nil }
    // Clusters are numbered by first appearance, here and there, so that those of which they are made come in the same order.
    let labels = try tree.cut(into: k).labels
    return clusters.map { labels[Int($0)] }
  }
}

extension Dendrogram {
  /// The tree of the clusters that a cut gives, each of them a leaf.
  fileprivate func merging(_ labels: [Int], clusters: Int) -> Dendrogram {
    let kept = leafCount - clusters
    // The number of each cluster in the new tree, by that in this one; below the cut, that of the leaf's cluster.
    var number = labels + [Int](repeating: 0, count: merges.count)
    for i in 0..<kept { number[leafCount + i] = number[merges[i].left] }
    var sizes = [Int](repeating: 1, count: clusters)
    var above: [Merge] = []
    for i in kept..<merges.count {
      let (a, b) = (number[merges[i].left], number[merges[i].right])
      number[leafCount + i] = clusters + above.count
      sizes.append(sizes[a] + sizes[b])
      above.append(Merge(left: min(a, b), right: max(a, b), height: merges[i].height, size: sizes[a] + sizes[b]))
    }
    return Dendrogram(leafCount: clusters, merges: above)
  }
}
