import Machine

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
  private var orders: [[RankedRow]]
  private var ranges: [Range<Int>]
  private var candidates = BinaryHeap<Candidate>()
  private var goesLeft: [Bool]

  init(_ sample: TreeSample, _ options: DecisionTree.Options) {
    self.sample = sample
    self.options = options
    orders = sample.orders
    goesLeft = [Bool](repeating: false, count: sample.labels.count)
    let rows = orders.first ?? sample.labels.indices.map { RankedRow(row: Int32($0), rank: 0) }
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
    let answers = sample.answers(to: split.test, about: split.column, orders[split.column][range])
    let missing = range.count - answers.yes - answers.no
    let middle = range.lowerBound + answers.yes + (split.missingGoesLeft ? missing : 0)
    split.forEachAnswer(of: orders[split.column][range].lazy.map(\.row), sample.columns) { row, isYes in
      goesLeft[Int(row)] = isYes
    }
    // Threads cost more than they save on small nodes.
    var context = context
    if range.count * orders.count < 50_000 { context.threads = 1 }
    let sides = goesLeft
    try orders.withDisjointSlots { (orders) throws(CancellationError) in
      try parallelChunks(count: orders.count, chunkSize: 1, context: context) { column, _ in
        part(&orders.base[column.lowerBound], range, sides)
      }
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

  private func counts(of rows: ArraySlice<RankedRow>) -> [Int] {
    var counts = [Int](repeating: 0, count: sample.classCount)
    for row in rows { counts[sample.labels[Int(row.row)]] += 1 }
    return counts
  }
}

/// Brings the rows that go left to the front of the range, both sides in their order.
private func part(_ order: inout [RankedRow], _ range: Range<Int>, _ goesLeft: [Bool]) {
  order.withUnsafeMutableBufferPointer { order in
    goesLeft.withUnsafeBufferPointer { goesLeft in
      withUnsafeTemporaryAllocation(of: RankedRow.self, capacity: range.count) { rest in
        var (left, right) = (range.lowerBound, 0)
        // Each row is written to both sides, and the place moves on at one: no branch to guess. Invariant: neither is ahead of the row read.
        for place in range {
          let row = order[place]
          let side = goesLeft[Int(row.row)]
          order[left] = row
          rest[right] = row
          left += side ? 1 : 0
          right += side ? 0 : 1
        }
        for place in 0..<right { order[left + place] = rest[place] }
      }
    }
  }
}
