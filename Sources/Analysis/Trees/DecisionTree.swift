import Machine

/// A tree of questions that tells the class of a row: CART with Gini impurity, grown best split first.
///
/// L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone (1984), Classification and Regression Trees,
/// doi:10.1201/9781315139470. Growing the best leaf first makes the trees of fewer leaves parts of the larger one:
/// `limited(toLeaves:)` gives each of them.
public struct DecisionTree: Sendable, Equatable {
  public struct Node: Sendable, Equatable {
    /// Rows of each class.
    public let counts: [Int]
    /// The node above; −1 for the root.
    public let parent: Int
    /// nil for a leaf.
    public internal(set) var split: TreeSplit?
    /// Nodes for the answers yes and no; −1 for a leaf.
    public internal(set) var left = -1
    public internal(set) var right = -1
    /// How much the split lowers the impurity, in rows: n·Gini of this node less that of its two parts; 0 for a leaf.
    public internal(set) var gain = 0.0

    /// Rows in all.
    public var size: Int { counts.reduce(0, +) }
    /// The class of most rows; between equals the first.
    public var majority: Int { counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0 }
    public var isLeaf: Bool { split == nil }
  }

  /// How large a tree may become, and how its thresholds are written.
  public struct Options: Sendable, Equatable {
    /// Leaves at most, at least 1.
    public var leaves: Int
    /// Rows of a leaf at least, at least 1.
    public var minimumLeaf: Int
    /// The share of a split's gain, 0 ..< 1, that may be given up for a threshold with fewer digits, or at zero.
    /// With 0 the rounded threshold parts the same rows.
    public var slack: Double

    public init(leaves: Int, minimumLeaf: Int = 1, slack: Double = 0.02) {
      self.leaves = max(1, leaves)
      self.minimumLeaf = max(1, minimumLeaf)
      self.slack = min(0.999, max(0, slack))
    }
  }

  /// The root first, then the two parts of each split, in the order in which the splits were made.
  public internal(set) var nodes: [Node]
  public let classCount: Int

  /// The number of leaves.
  public var leafCount: Int { (nodes.count + 1) / 2 }

  /// Rows of which the tree tells the class, of those it was grown from.
  public var hits: Int { nodes.reduce(0) { $0 + ($1.isLeaf ? $1.counts.max() ?? 0 : 0) } }

  /// The leaves from left to right.
  public var leaves: [Int] {
    var result: [Int] = []
    var open = [0]
    while let node = open.popLast() {
      if nodes[node].isLeaf { result.append(node) } else { open += [nodes[node].right, nodes[node].left] }
    }
    return result
  }

  /// The tree as it was when it had so many leaves.
  public func limited(toLeaves count: Int) -> DecisionTree {
    let kept = max(1, min(nodes.count, 2 * count - 1))
    var tree = self
    tree.nodes.removeLast(nodes.count - kept)
    for index in tree.nodes.indices where tree.nodes[index].left >= kept {
      tree.nodes[index].split = nil
      tree.nodes[index].left = -1
      tree.nodes[index].right = -1
      tree.nodes[index].gain = 0
    }
    return tree
  }

  /// The leaf that a row comes to.
  /// - Complexity: O(depth).
  public func leaf(of row: Int, in columns: [TreeColumn]) -> Int {
    var index = 0
    while let split = nodes[index].split {
      index = split.goesLeft(row, columns) ? nodes[index].left : nodes[index].right
    }
    return index
  }

  /// How many of some rows of each class come to each node, leaves or not: node by node, `classCount` numbers each.
  /// - Throws: `CancellationError` once cancelled.
  /// - Complexity: O(depth) a row.
  public func arrivals(
    of rows: [Int32], in sample: TreeSample, context: ComputeContext = .plain
  ) throws(CancellationError) -> [Int] {
    try parallelMap(count: rows.count, chunkSize: 1 << 14, context: context) { range, _ in
      var counts = [Int](repeating: 0, count: nodes.count * classCount)
      var here = [[Int32]](repeating: [], count: nodes.count)
      here[0] = Array(rows[range])
      // A node stands before those below it.
      for node in nodes.indices {
        for row in here[node] { counts[node * classCount + Int(sample.classes[Int(row)])] += 1 }
        guard let split = nodes[node].split else { continue }
        var (yes, no): ([Int32], [Int32]) = ([], [])
        split.forEachAnswer(of: here[node], sample.columns) { row, isYes in
          if isYes { yes.append(row) } else { no.append(row) }
        }
        (here[node], here[nodes[node].left], here[nodes[node].right]) = ([], yes, no)
      }
      return counts
    }.reduce([Int](repeating: 0, count: nodes.count * classCount)) { zip($0, $1).map { $0 + $1 } }
  }

  /// The class that the tree tells for a row.
  public func prediction(for row: Int, in columns: [TreeColumn]) -> Int {
    nodes[leaf(of: row, in: columns)].majority
  }

  /// The tree without questions whose answers all lead to the same class; its nodes stand level by level.
  public var merged: DecisionTree {
    var tells = [Int?](repeating: nil, count: nodes.count)
    for index in nodes.indices.reversed() {
      let node = nodes[index]
      tells[index] = node.isLeaf ? node.majority : tells[node.left] == tells[node.right] ? tells[node.left] : nil
    }
    var result = DecisionTree(nodes: [], classCount: classCount)
    // A split is made before those below it, so a queue keeps the order of the nodes.
    var queue = [(index: 0, parent: -1)]
    var next = 0
    while next < queue.count {
      let (index, parent) = queue[next]
      var node = Node(counts: nodes[index].counts, parent: parent)
      if tells[index] == nil {
        node.split = nodes[index].split
        node.gain = nodes[index].gain
        node.left = queue.count
        node.right = queue.count + 1
        queue += [(nodes[index].left, next), (nodes[index].right, next)]
      }
      result.nodes.append(node)
      next += 1
    }
    return result
  }
}
