import Machine
import Testing

@testable import Analysis

@Suite("Decision trees")
struct DecisionTreeTests {
  /// Columns with ties, missing values and categories, and classes that follow some of them.
  private static func columns(_ n: Int, seed: UInt64) -> (columns: [TreeColumn], labels: [Int]) {
    var draws = Xoshiro256(seed: seed)
    let smooth = (0..<n).map { _ in draws.nextGaussian() }
    let coarse = (0..<n).map { _ in Double(Int.random(in: -2..<4, using: &draws)) }
    let mostlyZero = (0..<n).map { _ in
      draws.nextUnit() < 0.1 ? .nan : draws.nextUnit() < 0.6 ? 0 : 100 * draws.nextUnit()
    }
    let codes = (0..<n).map { _ in Int32.random(in: -1..<3, using: &draws) }
    let labels = (0..<n).map { row in
      if draws.nextUnit() < 0.15 { return Int.random(in: 0..<3, using: &draws) }
      if mostlyZero[row] > 0 { return coarse[row] > 1 ? 2 : 1 }
      return codes[row] == 2 || smooth[row] > 0.4 ? 0 : 1
    }
    return ([.numbers(smooth), .numbers(coarse), .numbers(mostlyZero), .categories(codes, count: 3)], labels)
  }

  private static func rows(of tree: DecisionTree, _ columns: [TreeColumn], _ n: Int) -> Set<[Int]> {
    Set(Dictionary(grouping: 0..<n) { tree.leaf(of: $0, in: columns) }.values)
  }

  @Test(
    "without slack, the leaves are those of recounting every split from nothing",
    arguments: 1...60 as ClosedRange<UInt64>)
  func oracle(seed: UInt64) throws {
    let n = 8 + Int(seed * 7 % 90)
    let (columns, labels) = Self.columns(n, seed: seed)
    let minimum = 1 + Int(seed % 6)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let tree = try DecisionTree.grow(sample, options: .init(leaves: 9, minimumLeaf: minimum, slack: 0))
    let naive = NaiveTree(columns, labels, 3, leaves: 9, minimum: minimum)
    #expect(Self.rows(of: tree, columns, n) == Set(naive.leaves))
    for leaves in 1...tree.leafCount {
      let naive = NaiveTree(columns, labels, 3, leaves: leaves, minimum: minimum)
      #expect(Self.rows(of: tree.limited(toLeaves: leaves), columns, n) == Set(naive.leaves))
    }
  }

  @Test("each node counts the rows that come to it", arguments: 1...10 as ClosedRange<UInt64>)
  func counts(seed: UInt64) throws {
    let (columns, labels) = Self.columns(200, seed: seed)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let tree = try DecisionTree.grow(sample, options: .init(leaves: 12, minimumLeaf: 3))
    for (leaf, rows) in Dictionary(grouping: labels.indices, by: { tree.leaf(of: $0, in: columns) }) {
      #expect(tree.nodes[leaf].counts == (0..<3).map { c in rows.count { labels[$0] == c } })
      #expect(rows.count >= 3)
    }
    #expect(tree.leaves.count == tree.leafCount)
  }

  @Test("a part of the sample gives the tree of a sample of that part", arguments: 1...10 as ClosedRange<UInt64>)
  func part(seed: UInt64) throws {
    let (columns, labels) = Self.columns(150, seed: seed)
    let keeps = labels.indices.map { $0 % 3 != 0 }
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let rows = labels.indices.filter { keeps[$0] }
    let own = columns.map { column -> TreeColumn in
      switch column {
      case .numbers(let values): .numbers(rows.map { values[$0] })
      case .categories(let codes, let count): .categories(rows.map { codes[$0] }, count: count)
      }
    }
    let options = DecisionTree.Options(leaves: 7)
    let small = try TreeSample(columns: own, labels: rows.map { labels[$0] }, classCount: 3)
    #expect(
      try DecisionTree.grow(sample.keeping(keeps), options: options) == DecisionTree.grow(small, options: options))
  }

  @Test("thresholds with slack gain at least that share of the best", arguments: 1...20 as ClosedRange<UInt64>)
  func slack(seed: UInt64) throws {
    let (columns, labels) = Self.columns(300, seed: seed)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let tree = try DecisionTree.grow(sample, options: .init(leaves: 2, slack: 0.1))
    let best = try #require(NaiveTree(columns, labels, 3, leaves: 1, minimum: 1).split(Array(labels.indices)))
    #expect(tree.nodes[0].gain >= 0.9 * best.gain)
    func purity(_ node: DecisionTree.Node) -> Double {
      Double(node.counts.reduce(0) { $0 + $1 * $1 }) / Double(node.size)
    }
    let gain = purity(tree.nodes[1]) + purity(tree.nodes[2]) - purity(tree.nodes[0])
    #expect(agree(tree.nodes[0].gain, gain, 1e-9), "the gain is that of the threshold that is written")
  }

  @Test("a column of which most is zero is split at zero")
  func zero() throws {
    let values = (0..<200).map { $0 % 3 == 0 ? Double($0) + 0.37 : 0 }
    let labels = values.map { $0 > 0 ? 1 : 0 }
    let sample = try TreeSample(columns: [.numbers(values)], labels: labels, classCount: 2)
    let tree = try DecisionTree.grow(sample, options: .init(leaves: 5))
    #expect(tree.nodes[0].split == TreeSplit(column: 0, test: .atMost(0), missingGoesLeft: true))
    #expect(tree.leafCount == 2)
  }

  @Test("threads change nothing")
  func threads() throws {
    let (columns, labels) = Self.columns(30_000, seed: 5)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let options = DecisionTree.Options(leaves: 15)
    let alone = try DecisionTree.grow(sample, options: options)
    #expect(try DecisionTree.grow(sample, options: options, context: ComputeContext(threads: 4)) == alone)
  }

  @Test("a cancelled growth throws")
  func cancelled() throws {
    let (columns, labels) = Self.columns(100, seed: 6)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    #expect(throws: CancellationError.self) {
      try DecisionTree.grow(
        sample, options: .init(leaves: 15), context: ComputeContext(threads: 1, isCancelled: { true }))
    }
  }

  @Test("one row, one class, constant and missing columns make a single leaf")
  func single() throws {
    func leaves(_ columns: [TreeColumn], _ labels: [Int]) throws -> Int {
      let sample = try TreeSample(columns: columns, labels: labels, classCount: 2)
      return try DecisionTree.grow(sample, options: .init(leaves: 8)).leafCount
    }
    #expect(try leaves([.numbers([1])], [0]) == 1)
    #expect(try leaves([.numbers([1, 2, 3])], [1, 1, 1]) == 1)
    #expect(try leaves([.numbers([4, 4, 4])], [0, 1, 0]) == 1)
    #expect(try leaves([.numbers([.nan, .nan])], [0, 1]) == 1)
    #expect(try leaves([.categories([-1, -1], count: 0)], [0, 1]) == 1)
    #expect(try leaves([], [0, 1]) == 1)
    #expect(try leaves([.numbers([-.infinity, .infinity])], [0, 1]) == 2)
  }

  @Test("all rows at once come to the leaves that each comes to alone, missing values and categories included")
  func arrivals() throws {
    let (columns, labels) = Self.columns(300, seed: 11)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let tree = try DecisionTree.grow(sample, options: .init(leaves: 25))
    var counted = [Int](repeating: 0, count: tree.nodes.count * tree.classCount)
    for row in labels.indices { counted[tree.leaf(of: row, in: columns) * tree.classCount + labels[row]] += 1 }
    let arrivals = try tree.arrivals(of: labels.indices.map { Int32($0) }, in: sample)
    for (node, leaf) in tree.nodes.enumerated() where leaf.isLeaf {
      let own = node * tree.classCount..<(node + 1) * tree.classCount
      #expect(arrivals[own] == counted[own])
    }
  }

  @Test("merging takes away questions that change no answer")
  func merged() throws {
    let (columns, labels) = Self.columns(300, seed: 11)
    let sample = try TreeSample(columns: columns, labels: labels, classCount: 3)
    let tree = try DecisionTree.grow(sample, options: .init(leaves: 25))
    let merged = tree.merged
    #expect(merged.leafCount < tree.leafCount)
    #expect(
      labels.indices.allSatisfy { tree.prediction(for: $0, in: columns) == merged.prediction(for: $0, in: columns) })
    for node in merged.nodes where !node.isLeaf {
      let pair = [merged.nodes[node.left], merged.nodes[node.right]]
      #expect(!pair.allSatisfy(\.isLeaf) || pair[0].majority != pair[1].majority)
    }
  }

  @Test(
    "training hits are scikit-learn's (DecisionTreeClassifier, max_leaf_nodes and min_samples_leaf)",
    arguments: [
      (1, [142, 142, 200, 200, 238, 238, 258, 257, 264, 257, 274, 257]),
      (2, [143, 143, 200, 200, 246, 246, 261, 261, 269, 266, 280, 266]),
      (3, [160, 160, 208, 208, 251, 251, 258, 258, 268, 263, 280, 263]),
    ] as [(UInt64, [Int])])
  func scikit(seed: UInt64, hits: [Int]) throws {
    let x = linearCongruentialMatrix(rows: 300, columns: 5, seed: seed)
    let labels = (0..<300).map { i in
      let label = (x[i, 0] > 0.6 ? 1 : 0) + (x[i, 1] + 0.5 * x[i, 2] > 0.7 ? 2 : 0)
      return x[i, 4] < 0.1 ? (label + 1) % 4 : label
    }
    let sample = try TreeSample(columns: (0..<4).map { .numbers(x.column($0)) }, labels: labels, classCount: 4)
    var own: [Int] = []
    for leaves in [2, 3, 5, 8, 12, 20] {
      for minimum in [1, 7] {
        let tree = try DecisionTree.grow(sample, options: .init(leaves: leaves, minimumLeaf: minimum, slack: 0))
        own.append(tree.leaves.reduce(0) { $0 + (tree.nodes[$1].counts.max() ?? 0) })
      }
    }
    #expect(own == hits)
  }
}

@Suite("Round thresholds")
struct RoundThresholdTests {
  @Test(
    "the fewest digits that part two values",
    arguments: [
      (0.0, 12.5, 0.0), (-3, 4, 0), (11, 12, 11), (1_203.2, 1_251.7, 1_250), (1_203.2, 1_219.9, 1_210),
      (0.0812, 0.0837, 0.082), (99, 104, 100), (0.3, 0.31, 0.3), (-12.5, -0.5, -10), (412.37, 412.38, 412.37),
      (3_999.99, 8_000, 5_000), (0.1, 0.9, 0.5),
    ])
  func digits(low: Double, high: Double, expected: Double) {
    #expect(roundThreshold(from: low, below: high) == expected)
  }

  @Test("a threshold always parts the two")
  func parts() {
    var draws = Xoshiro256(seed: 3)
    for _ in 0..<20_000 {
      let scale = power(10, Double(Int.random(in: -20...20, using: &draws)))
      let low = draws.nextGaussian() * scale
      let high = draws.nextUnit() < 0.3 ? low.nextUp : low + draws.nextUnit() * scale * 0.1
      guard low < high else { continue }
      let threshold = roundThreshold(from: low, below: high)
      #expect(low <= threshold && threshold < high)
    }
    let largest = Double.greatestFiniteMagnitude
    for (low, high) in [
      (-Double.infinity, Double.infinity), (5, .infinity), (-.infinity, -5), (largest, .infinity),
      (-.infinity, -largest), (-largest, largest), (1e300, largest),
    ] {
      let threshold = roundThreshold(from: low, below: high)
      #expect(low <= threshold && threshold < high, "\(low), \(high): \(threshold)")
    }
  }
}
