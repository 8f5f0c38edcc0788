import Machine

extension Dendrogram {
  /// The tree with those merges marked that were tied; see `tiedMerges`.
  ///
  /// A search meets clusters as they are at that moment, in whatever order pairs are merged. Whether a tie that it met is one of
  /// the tree is seen when the tree is known: what it met must be left, or have become part of a cluster that is equally
  /// near, when all lower merges are made. Under Ward's linkage the union of two clusters that are nearer to each other lies
  /// farther away than the nearer of them does, so that a union is tied only as a whole; under average and complete linkage it is
  /// tied where all of its parts are.
  /// - Complexity: O(n + ties); nothing where there are none.
  func marking(
    _ ties: [TiedNeighbours], linkage: Linkage, context: ComputeContext
  ) throws(CancellationError) -> Dendrogram {
    guard !ties.isEmpty else { return self }
    var nodes = try TreeNodes(of: self, naming: ties, context)
    try forEachStretch(of: ties.count, context) { stretch in
      for tie in ties[stretch] { nodes.mark(tie, takesUnions: linkage != .ward) }
    }
    return Dendrogram(leafCount: leafCount, merges: merges, tiedMerges: nodes.tiedMerges)
  }
}

/// The rows and clusters of a tree in SciPy's numbering, with what ties ask of them.
private struct TreeNodes {
  private let leafCount: Int
  private var height: [Double]
  private var size: [Int]
  /// The merge's cluster that each is a part of; -1 for the last.
  private var parent: [Int]
  /// Leaves in the order of the tree: those of a node are `size` from here on.
  private var firstLeaf: [Int]
  private var nodeOfName: [ClusterName: Int] = [:]
  private var isTied: [Bool]

  init(of tree: Dendrogram, naming ties: [TiedNeighbours], _ context: ComputeContext) throws(CancellationError) {
    let n = tree.leafCount
    leafCount = n
    height = [Double](repeating: 0, count: n) + tree.heights
    size = [Int](repeating: 1, count: n) + tree.merges.map(\.size)
    parent = [Int](repeating: -1, count: height.count)
    firstLeaf = [Int](repeating: 0, count: height.count)
    isTied = [Bool](repeating: false, count: tree.merges.count)
    try forEachStretch(of: ties.count, context) { stretch in
      for tie in ties[stretch] {
        nodeOfName[tie.cluster] = -1
        for neighbour in tie.neighbours { nodeOfName[neighbour] = -1 }
      }
    }
    var label = Array(0..<n)
    for row in 0..<n { name(row, label: row) }
    for (i, merge) in tree.merges.enumerated() {
      label.append(max(label[merge.left], label[merge.right]))
      parent[merge.left] = n + i
      parent[merge.right] = n + i
      name(n + i, label: label[n + i])
    }
    try context.checkCancellation()
    for (i, merge) in tree.merges.enumerated().reversed() {
      firstLeaf[merge.left] = firstLeaf[n + i]
      firstLeaf[merge.right] = firstLeaf[n + i] + size[merge.left]
    }
  }

  private mutating func name(_ node: Int, label: Int) {
    let name = ClusterName(label: label, size: size[node])
    if nodeOfName[name] != nil { nodeOfName[name] = node }
  }

  var tiedMerges: [Int] { isTied.indices.filter { isTied[$0] } }

  mutating func mark(_ tie: TiedNeighbours, takesUnions: Bool) {
    let own = nodeOfName[tie.cluster, default: -1]
    guard isLeft(own, by: tie.height) else { return }
    // Rows of each cluster that is left which are known to be equally near.
    var rows: [Int: Int] = [:]
    for name in tie.neighbours {
      var node = nodeOfName[name, default: -1]
      guard node >= 0, isBelow(height[node], tie.height) else { continue }
      let part = size[node]
      while takesUnions, parent[node] >= 0, isBelow(height[parent[node]], tie.height) { node = parent[node] }
      rows[node, default: 0] += part
    }
    for (other, known) in rows where known == size[other] && isLeft(other, by: tie.height) {
      mark(mergeOf: own, beside: other, tie.height)
      mark(mergeOf: other, beside: own, tie.height)
    }
  }

  private mutating func mark(mergeOf node: Int, beside other: Int, _ tiedHeight: Double) {
    let merge = parent[node]
    guard isTie(height[merge], tiedHeight), !contains(merge, other) else { return }
    isTied[merge - leafCount] = true
  }

  /// Whether a node is one of the clusters that all merges lower than a height leave.
  private func isLeft(_ node: Int, by limit: Double) -> Bool {
    node >= 0 && parent[node] >= 0 && isBelow(height[node], limit) && !isBelow(height[parent[node]], limit)
  }

  private func isBelow(_ a: Double, _ b: Double) -> Bool { a < b && !isTie(a, b) }

  private func contains(_ node: Int, _ other: Int) -> Bool {
    firstLeaf[node] <= firstLeaf[other] && firstLeaf[other] < firstLeaf[node] + size[node]
  }
}
