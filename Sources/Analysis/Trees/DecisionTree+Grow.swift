extension DecisionTree {
  /// Grows a tree, always splitting the leaf that gains most; between equals the one made first.
  ///
  /// A leaf is split no further when it is pure, when either part would have fewer than `minimumLeaf` rows, or when
  /// nothing gains. Between equal splits the first column counts, then the lowest value.
  /// - Throws: `CancellationError`.
  /// - Complexity: O(d·n) for each level of the tree.
  public static func grow(
    _ sample: TreeSample, options: Options, context: ComputeContext = .plain
  ) throws(CancellationError) -> DecisionTree {
    var growth = TreeGrowth(sample, options)
    try growth.run(context)
    return growth.tree
  }
}

/// A tree while it grows: each node's rows lie side by side in the order of every column.
private struct TreeGrowth {
  /// A leaf with its best split; the largest gain comes first out of a heap, between equals the oldest.
  private struct Candidate: Comparable {
    let node: Int
    let found: SplitSearch.Found

    static func < (a: Candidate, b: Candidate) -> Bool { (b.found.gain, a.node) < (a.found.gain, b.node) }
    static func == (a: Candidate, b: Candidate) -> Bool { a.node == b.node }
  }

  private(set) var tree: DecisionTree
  private let sample: TreeSample
  private let options: DecisionTree.Options
  private var orders: [[Int32]]
  private var ranges: [Range<Int>]
  private var candidates = BinaryHeap<Candidate>()
  private var goesLeft: [Bool]

  init(_ sample: TreeSample, _ options: DecisionTree.Options) {
    self.sample = sample
    self.options = options
    orders = sample.orders
    goesLeft = [Bool](repeating: false, count: sample.labels.count)
    let rows = orders.first ?? sample.labels.indices.map { Int32($0) }
    ranges = [0..<rows.count]
    tree = DecisionTree(nodes: [], classCount: sample.classCount)
    tree.nodes = [DecisionTree.Node(counts: counts(of: rows[...]), parent: -1)]
  }

  mutating func run(_ context: ComputeContext) throws(CancellationError) {
    try consider(0, context)
    while tree.leafCount < options.leaves, let next = candidates.pop() {
      try context.checkpoint(Double(tree.leafCount) / Double(options.leaves))
      try divide(next, context)
      guard tree.leafCount < options.leaves else { return }
      for node in tree.nodes.count - 2..<tree.nodes.count { try consider(node, context) }
    }
  }

  private mutating func consider(_ node: Int, _ context: ComputeContext) throws(CancellationError) {
    let search = SplitSearch(
      sample: sample, options: options, orders: orders, range: ranges[node], counts: tree.nodes[node].counts)
    if let found = try search.best(context) { candidates.push(Candidate(node: node, found: found)) }
  }

  private mutating func divide(_ candidate: Candidate, _ context: ComputeContext) throws(CancellationError) {
    let (node, split) = (candidate.node, candidate.found.split)
    let range = ranges[node]
    var middle = range.lowerBound
    for place in range {
      let row = Int(orders[split.column][place])
      let side = split.goesLeft(row, sample.columns)
      goesLeft[row] = side
      if side { middle += 1 }
    }
    for column in orders.indices {
      try context.checkCancellation()
      part(column, range)
    }
    tree.nodes[node].split = split
    tree.nodes[node].gain = candidate.found.gain
    tree.nodes[node].left = tree.nodes.count
    tree.nodes[node].right = tree.nodes.count + 1
    for part in [range.lowerBound..<middle, middle..<range.upperBound] {
      ranges.append(part)
      tree.nodes.append(DecisionTree.Node(counts: counts(of: orders[split.column][part]), parent: node))
    }
  }

  /// Brings the rows that go left to the front of the range, both sides in their order.
  private mutating func part(_ column: Int, _ range: Range<Int>) {
    var rest: [Int32] = []
    rest.reserveCapacity(range.count)
    var place = range.lowerBound
    for i in range {
      let row = orders[column][i]
      if goesLeft[Int(row)] {
        orders[column][place] = row
        place += 1
      } else {
        rest.append(row)
      }
    }
    for row in rest {
      orders[column][place] = row
      place += 1
    }
  }

  private func counts(of rows: ArraySlice<Int32>) -> [Int] {
    var counts = [Int](repeating: 0, count: sample.classCount)
    for row in rows { counts[sample.labels[Int(row)]] += 1 }
    return counts
  }
}
