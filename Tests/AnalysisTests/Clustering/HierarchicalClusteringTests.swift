import Analysis
import Testing

@Suite struct HierarchicalClusteringTests {
  @Test("Without ties the tree is SciPy's", arguments: Linkage.allCases)
  func equalsSciPy(linkage: Linkage) throws {
    let matrix = linearCongruentialMatrix(rows: 24, columns: 3, seed: 1)
    let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
    expectSame(tree.merges, try #require(scipyTrees[linkage]))
  }

  @Test("Without ties the tree is the definition's, for sizes around the width of a block", arguments: Linkage.allCases)
  func equalsDefinition(linkage: Linkage) throws {
    for (seed, n) in [2, 3, 7, 8, 9, 15, 16, 17, 30, 40].enumerated() {
      let matrix = gaussianMatrix(rows: n, columns: 1 + seed % 4, seed: UInt64(seed))
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      expectSame(tree.merges, NaiveClustering.merges(of: matrix, linkage: linkage), "seed \(seed)")
    }
  }

  @Test("The same where the tree of boxes has several levels", arguments: Linkage.allCases)
  func equalsDefinitionInLevels(linkage: Linkage) throws {
    for seed in 0..<4 {
      var matrix = gaussianMatrix(rows: 66 + seed, columns: 2 + seed * 3, seed: UInt64(seed))
      // A row far out takes digits from the single-precision coordinates of the others.
      if seed == 3 { matrix[40, 0] = 1e7 }
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      expectSame(tree.merges, NaiveClustering.merges(of: matrix, linkage: linkage), "seed \(seed)")
    }
  }

  @Test("The same where rows are done in bands and many clusters merge at once", arguments: Linkage.allCases)
  func equalsDefinitionInBands(linkage: Linkage) throws {
    for (seed, n) in [131, 160].enumerated() {
      let matrix = gaussianMatrix(rows: n, columns: 2 + seed * 4, seed: UInt64(seed + 50))
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: ComputeContext(threads: 2))
      expectSame(tree.merges, NaiveClustering.merges(of: matrix, linkage: linkage), "seed \(seed)")
    }
  }

  @Test("With ties each merge is the least, the lowest index first", arguments: Linkage.allCases)
  func equalsDefinitionWithTies(linkage: Linkage) throws {
    for seed in 0..<60 {
      let rows = gridRows(rows: 10 + seed % 25, columns: 1 + seed % 3, levels: 3 + seed % 5, seed: UInt64(seed))
      let tree = try hierarchicalClustering(of: Matrix(rows), linkage: linkage, context: .plain)
      expectSame(tree.merges, NaiveClustering.merges(ofWhole: rows, linkage: linkage), "seed \(seed)")
    }
  }

  @Test("Ties stay ties when scaling has rounded the data", arguments: Linkage.allCases)
  func equalsDefinitionWithRoundedTies(linkage: Linkage) throws {
    for seed in 100..<130 {
      let rows = gridRows(rows: 24, columns: 2, levels: 5, seed: UInt64(seed))
      let matrix = Matrix(rows, factor: 1 / 3.0, offset: 0.1)
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      let expected = NaiveClustering.merges(ofWhole: rows, linkage: linkage).map {
        Merge(left: $0.left, right: $0.right, height: $0.height / 3, size: $0.size)
      }
      expectSame(tree.merges, expected, "seed \(seed)")
    }
  }

  @Test("Chains, in which a round merges one pair, come out the same", arguments: Linkage.allCases)
  func chains(linkage: Linkage) throws {
    for growth in [1.05, 1.3, 2] {
      var place = 1.0
      let column = (0..<45).map { _ in
        place *= growth
        return place
      }
      let matrix = Matrix(columns: [column])
      let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      expectSame(tree.merges, NaiveClustering.merges(of: matrix, linkage: linkage), "growth \(growth)")
    }
  }

  @Test("A large chain gives the tree that its reversal gives", arguments: Linkage.allCases)
  func longChains(linkage: Linkage) throws {
    let column = (0..<1500).map { 1000 * power(1.004, $0) }
    let forth = try hierarchicalClustering(of: Matrix(columns: [column]), linkage: linkage, context: .plain)
    let back = try hierarchicalClustering(of: Matrix(columns: [column.reversed()]), linkage: linkage, context: .plain)
    #expect(zip(forth.heights, back.heights).allSatisfy { agree($0, $1) })
    #expect(forth.merges.map(\.size) == back.merges.map(\.size))
  }

  @Test("Equal rows merge first, at height 0", arguments: Linkage.allCases)
  func equalRows(linkage: Linkage) throws {
    let matrix = Matrix([[1, 1], [5, 5], [1, 1], [9, 0], [5, 5], [1, 1]])
    let tree = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
    let firstThree = tree.merges.prefix(3)
    #expect(firstThree.map(\.height) == [0, 0, 0])
    #expect(firstThree.map { [$0.left, $0.right] } == [[0, 2], [1, 4], [5, 6]])
  }

  @Test("Rows that are all equal make a tree of height 0", arguments: Linkage.allCases)
  func allEqual(linkage: Linkage) throws {
    let tree = try hierarchicalClustering(
      of: Matrix(rowCount: 50, columnCount: 2, repeating: 3), linkage: linkage, context: .plain)
    #expect(tree.heights == [Double](repeating: 0, count: 49))
  }

  @Test("Zero and minus zero are the same number")
  func signedZeros() throws {
    let matrix = Matrix(rowCount: 2, columnCount: 1, elements: [0, -0.0])
    let tree = try hierarchicalClustering(of: matrix, linkage: .ward, context: .plain)
    #expect(tree.heights == [0])
  }

  @Test("One row is a tree without merges", arguments: Linkage.allCases)
  func oneRow(linkage: Linkage) throws {
    let tree = try hierarchicalClustering(of: Matrix([[1, 2]]), linkage: linkage, context: .plain)
    #expect(tree.merges.isEmpty)
  }

  @Test("Numbers near the ends of the range of a double scale the heights", arguments: Linkage.allCases)
  func extremes(linkage: Linkage) throws {
    let matrix = gaussianMatrix(rows: 12, columns: 2, seed: 3)
    let plain = try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
    for exponent in [-900, 900] {
      var scaled = matrix
      scaled.elements = matrix.elements.map { Double(sign: .plus, exponent: exponent, significand: $0) }
      let tree = try hierarchicalClustering(of: scaled, linkage: linkage, context: .plain)
      #expect(tree.heights == plain.heights.map { Double(sign: .plus, exponent: exponent, significand: $0) })
    }
  }

  @Test("An offset takes no digits from the heights", arguments: Linkage.allCases)
  func offset(linkage: Linkage) throws {
    let rows = gridRows(rows: 30, columns: 2, levels: 50, seed: 8)
    let plain = try hierarchicalClustering(of: Matrix(rows), linkage: linkage, context: .plain)
    let moved = try hierarchicalClustering(of: Matrix(rows, offset: 1e9), linkage: linkage, context: .plain)
    expectSame(moved.merges, plain.merges)
  }

  @Test("The tree is the same to the bit on 1, 2 and 3 threads", arguments: Linkage.allCases)
  func threads(linkage: Linkage) throws {
    let matrix = gaussianMatrix(rows: 700, columns: 5, seed: 11)
    let trees = try [1, 2, 3].map {
      try hierarchicalClustering(of: matrix, linkage: linkage, context: ComputeContext(threads: $0))
    }
    #expect(trees[0] == trees[1])
    #expect(trees[0] == trees[2])
  }

  @Test("No row, no column, and entries that are not finite are refused with their place", arguments: Linkage.allCases)
  func refusals(linkage: Linkage) {
    func error(_ matrix: Matrix) -> ClusteringError? {
      #expect(throws: ClusteringError.self) {
        try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      }
    }
    #expect(error(Matrix(rowCount: 0, columnCount: 3)) == .empty(rows: 0, columns: 3))
    #expect(error(Matrix(rowCount: 4, columnCount: 0)) == .empty(rows: 4, columns: 0))
    #expect(
      error(Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, .nan, 4]))
        == .nonFinite(row: 1, column: 0, value: .nan))
    #expect(
      error(Matrix(rowCount: 2, columnCount: 2, elements: [1, 2, 3, -.infinity]))
        == .nonFinite(row: 1, column: 1, value: -.infinity))
  }

  @Test(
    "What does not fit is refused before it is taken, with what would fit", arguments: [Linkage.complete, .average])
  func memory(linkage: Linkage) throws {
    let matrix = Matrix(columns: [(0..<200_000).map(Double.init)])
    let error = try #require(
      #expect(throws: ClusteringError.self) {
        try hierarchicalClustering(of: matrix, linkage: linkage, context: .plain)
      })
    guard case .memory(let needed, let available, let fitting) = error else {
      Issue.record("\(error) is about something else")
      return
    }
    // The first two have each other as nearest and are one cluster by then.
    #expect(needed == 199_999 * 199_998 / 2 * 8)
    #expect(available < needed)
    #expect(fitting == [.ward, .single])
  }

  @Test("A cancelled clustering stops with CancellationError at whatever moment", arguments: Linkage.allCases)
  func cancellation(linkage: Linkage) throws {
    let matrix = gaussianMatrix(rows: 400, columns: 4, seed: 2)
    let polls = Counter()
    _ = try hierarchicalClustering(
      of: matrix, linkage: linkage, context: ComputeContext(threads: 1) { polls.next() < 0 })
    #expect(polls.count > 5)
    for stop in stride(from: 0, to: polls.count, by: max(1, polls.count / 20)) {
      let counter = Counter()
      #expect(throws: CancellationError.self) {
        try hierarchicalClustering(
          of: matrix, linkage: linkage, context: ComputeContext(threads: 1) { counter.next() >= stop })
      }
    }
  }

  @Test("Progress begins near 0, does not fall, and ends at 1", arguments: Linkage.allCases)
  func progress(linkage: Linkage) throws {
    let shares = Shares()
    let context = ComputeContext(threads: 1, report: { shares.append($0) })
    _ = try hierarchicalClustering(
      of: gaussianMatrix(rows: 500, columns: 4, seed: 2), linkage: linkage, context: context)
    #expect(shares.all.last == 1)
    #expect(zip(shares.all, shares.all.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  (0..<exponent).reduce(1) { product, _ in product * base }
}

/// The same merges, heights to 1e-12 relative.
func expectSame(
  _ merges: [Merge], _ expected: [Merge], _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(
    merges.map { [$0.left, $0.right, $0.size] } == expected.map { [$0.left, $0.right, $0.size] }, comment,
    sourceLocation: sourceLocation)
  let pairs = zip(merges, expected)
  #expect(pairs.allSatisfy { agree($0.height, $1.height) }, comment, sourceLocation: sourceLocation)
}
