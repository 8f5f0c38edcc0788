/// The tree of an agglomerative clustering: n − 1 merges of n rows, in the order they are made.
///
/// Heights never fall from one merge to the next. A row or a cluster is merged once.
public struct Dendrogram: Sendable, Equatable, Codable {
  /// The number of rows, at least 1.
  public let leafCount: Int
  /// The merges, lowest first; `leafCount - 1` of them.
  public let merges: [Merge]
  /// The places in `merges`, rising, of those that another pair could have taken the place of: where there are any, an equally
  /// good tree exists, and the rule for ties chose.
  ///
  /// Take the clusters that all merges lower than a merge leave. The merge is tied when one of them that it takes in lies equally near
  /// (to 1e-12) to another of them that it does not take in. Merges at height 0, of equal rows, never are. The last of several that
  /// only follow from each other is not: of three points equally far apart, the first merge is tied, and the second is what is left.
  /// Of a cluster with more than 64 nearest clusters only the first 64 are looked at: with such data there may be more of them.
  public let tiedMerges: [Int]

  public init(leafCount: Int, merges: [Merge], tiedMerges: [Int] = []) {
    precondition(leafCount >= 1 && merges.count == leafCount - 1, "a tree of n rows has n − 1 merges")
    self.leafCount = leafCount
    self.merges = merges
    self.tiedMerges = tiedMerges
    assert(isWellFormed, "a merge uses a cluster twice, or before it is made, or lies below the merge before it")
  }

  /// The heights of the merges, lowest first.
  public var heights: [Double] { merges.map(\.height) }

  /// The number of rows that differ: equal ones are merged first, at height 0.
  public var distinctRowCount: Int { leafCount - merges.prefix { $0.height == 0 }.count }

  /// The partition into exactly `k` clusters that undoing the last k − 1 merges gives.
  /// - Throws: `ClusteringError.clusterCount` unless 1 ≤ k ≤ n.
  /// - Complexity: O(n).
  public func cut(into k: Int) throws(ClusteringError) -> Cut {
    guard k >= 1 && k <= leafCount else {
      throw .clusterCount(k, allowed: 1...leafCount)
    }
    let kept = leafCount - k
    // Downwards, every node takes the root of its parent, so that a chain of merges costs no recursion.
    var root = Array(0..<leafCount + kept)
    for i in stride(from: kept - 1, through: 0, by: -1) {
      let parent = root[leafCount + i]
      root[merges[i].left] = parent
      root[merges[i].right] = parent
    }
    let labels = labelsByFirstAppearance(root[..<leafCount])
    // With k = 1 or k = n there is no merge on one side of the cut, so nothing was divided.
    let splitTie = kept > 0 && k > 1 && isTie(merges[kept - 1].height, merges[kept].height)
    return Cut(labels: labels, k: k, splitTie: splitTie)
  }

  private var isWellFormed: Bool {
    var size = [Int](repeating: 1, count: leafCount) + merges.map(\.size)
    var previous = 0.0
    for (i, merge) in merges.enumerated() {
      guard merge.left >= 0, merge.left < merge.right, merge.right < leafCount + i, merge.height >= previous,
        size[merge.left] > 0, size[merge.right] > 0, size[merge.left] + size[merge.right] == merge.size
      else { return false }
      size[merge.left] = 0
      size[merge.right] = 0
      previous = merge.height
    }
    return true
  }
}

/// A partition that a cut through a dendrogram gives.
public struct Cut: Sendable, Equatable {
  /// The cluster of each row, 0 ..< k, numbered by first appearance.
  public let labels: [Int]
  /// The number of clusters.
  public let k: Int
  /// True when the first merge undone is as high as the last one kept: the rule for ties, not the data, then
  /// decided which clusters are apart.
  public let splitTie: Bool
}

/// Renames labels to 0, 1, … in the order in which they first appear.
public func labelsByFirstAppearance<Labels: Sequence>(_ labels: Labels) -> [Int] where Labels.Element: Hashable {
  var names: [Labels.Element: Int] = [:]
  return labels.map { label in
    if let known = names[label] { return known }
    names[label] = names.count
    return names.count - 1
  }
}
