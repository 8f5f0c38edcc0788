import Analysis
import Testing

/// HDBSCAN against its definition, written plainly, and what must not matter.
@Suite struct HDBSCANTests {
  @Test("Clusters, noise, probabilities and outlier scores are the definition's", arguments: DensityMatrix.allCases)
  func equalsDefinition(kind: DensityMatrix) throws {
    for seed in 0..<24 as Range<UInt64> {
      let matrix = kind.matrix(rows: 20 + Int(seed % 7) * 6, seed: seed)
      let (size, samples) = DensityMatrix.settings[Int(seed) % DensityMatrix.settings.count]
      let naive = NaiveDensity(matrix, minClusterSize: size, minSamples: samples)
      let found = try hdbscan(of: matrix, minClusterSize: size, minSamples: samples, context: .plain)
      expect(found, naive.labelling(), "seed \(seed)")
      expectSameTree(found, naive, "seed \(seed)")
    }
  }

  @Test("So are leaves, and one cluster where that is allowed", arguments: DensityMatrix.allCases)
  func otherSelections(kind: DensityMatrix) throws {
    for seed in 30..<42 as Range<UInt64> {
      let matrix = kind.matrix(rows: 24 + Int(seed % 5) * 7, seed: seed)
      let (size, samples) = DensityMatrix.settings[Int(seed) % DensityMatrix.settings.count]
      let naive = NaiveDensity(matrix, minClusterSize: size, minSamples: samples)
      for selection in ClusterSelection.allCases {
        for single in [false, true] {
          let found = try hdbscan(
            of: matrix, minClusterSize: size, minSamples: samples, selection: selection, allowSingleCluster: single,
            context: .plain)
          expect(found, naive.labelling(selection, allowSingleCluster: single), "seed \(seed), \(selection), \(single)")
        }
      }
    }
  }

  @Test(
    "Twelve orders of the rows give the same clusters, probabilities and scores to the bit",
    arguments: DensityMatrix.allCases)
  func orderOfRows(kind: DensityMatrix) throws {
    let matrix = kind.matrix(rows: 400, seed: 3)
    let first = try hdbscan(of: matrix, minClusterSize: 8, minSamples: 4, context: .plain)
    for seed in 0..<12 as Range<UInt64> {
      let (shuffled, order) = matrix.shuffled(seed: seed)
      let found = try hdbscan(of: shuffled, minClusterSize: 8, minSamples: 4, context: .plain)
      #expect(found.labels == order.map { first.labels[$0] })
      #expect(found.probabilities == order.map { first.probabilities[$0] })
      #expect(found.outlierScores == order.map { first.outlierScores[$0] })
      #expect(found.coreDistances == order.map { first.coreDistances[$0] })
      #expect(found.sizes == first.sizes && found.stabilities == first.stabilities)
    }
  }

  @Test("1, 2 and 3 threads give the same bits", arguments: [DensityMatrix.groups, .scores, .copies])
  func threads(kind: DensityMatrix) throws {
    let matrix = kind.matrix(rows: 3000, seed: 8)
    let results = try [1, 2, 3].map {
      try hdbscan(of: matrix, minClusterSize: 10, minSamples: 5, context: ComputeContext(threads: $0))
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test("Rows that three clusters meet in leave them all: all edges of a length are removed at once")
  func threeAtOnce() throws {
    // Three groups at equal distances from the row in the middle, whose core distance that is.
    let arms = [1.0, 1.1, 1.2, 1.3]
    let column = arms.map { -$0 } + [0] + arms
    let found = try hdbscan(of: Matrix(columns: [column]), minClusterSize: 4, minSamples: 3, context: .plain)
    #expect(found.labels == [0, 0, 0, 0, -1, 1, 1, 1, 1])
    #expect(found.tree.clusters.map(\.parent) == [-1, 0, 0])
  }

  @Test("A cluster can fall apart into more than two at one length")
  func threeChildren() throws {
    let column = [0.0, 0.1, 0.3, 5.0, 5.1, 5.3, 10.0, 10.1, 10.3]
    let found = try hdbscan(
      of: Matrix(columns: [column.map { ($0 * 10).rounded() }]), minClusterSize: 3, minSamples: 1, context: .plain)
    #expect(found.tree.clusters.map(\.parent) == [-1, 0, 0, 0])
    #expect(found.labels == [0, 0, 0, 1, 1, 1, 2, 2, 2])
  }

  @Test("Many copies of two rows are two clusters, all of whose rows are certain, in finite numbers")
  func copiesOfTwoRows() throws {
    let column = (0..<40).map { Double($0 % 2) }
    let found = try hdbscan(of: Matrix(columns: [column]), minClusterSize: 5, minSamples: 5, context: .plain)
    #expect(found.labels == column.map { Int($0) })
    #expect(found.probabilities.allSatisfy { $0 == 1 })
    // λ is 2 for the distance of 0, half of 1: each of 20 rows stays from 1 to 2.
    #expect(found.stabilities == [20, 20])
    #expect(found.persistences == [0.5, 0.5])
  }

  @Test("Rows that are all equal are noise, or one cluster where that is allowed")
  func allEqual() throws {
    let matrix = Matrix(rowCount: 30, columnCount: 2, repeating: 3)
    let none = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 5, context: .plain)
    #expect(none.clusterCount == 0 && none.noiseCount == 30 && none.labels == [Int](repeating: -1, count: 30))
    let one = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 5, allowSingleCluster: true, context: .plain)
    #expect(one.labels == [Int](repeating: 0, count: 30) && one.probabilities == [Double](repeating: 1, count: 30))
    #expect(one.outlierScores == [Double](repeating: 0, count: 30))
  }

  @Test("Two rows, and constant columns beside others")
  func smallAndConstant() throws {
    let two = try hdbscan(of: Matrix([[1, 2], [4, 6]]), minClusterSize: 2, minSamples: 2, context: .plain)
    #expect(two.labels == [-1, -1] && two.coreDistances == [5, 5])
    let column = DensityMatrix.line.matrix(rows: 60, seed: 2).column(0)
    let constant = [Double](repeating: 7.25, count: 60)
    let alone = try hdbscan(of: Matrix(columns: [column]), minClusterSize: 4, minSamples: 3, context: .plain)
    let beside = try hdbscan(
      of: Matrix(columns: [constant, column, constant]), minClusterSize: 4, minSamples: 3, context: .plain)
    #expect(alone == beside)
  }

  @Test("Numbers near the ends of the range of a double change no cluster and no probability")
  func extremes() throws {
    let matrix = DensityMatrix.groups.matrix(rows: 50, seed: 5)
    let plain = try hdbscan(of: matrix, minClusterSize: 4, minSamples: 3, context: .plain)
    for exponent in [-900, 900] {
      var scaled = matrix
      scaled.elements = matrix.elements.map { Double(sign: .plus, exponent: exponent, significand: $0) }
      let found = try hdbscan(of: scaled, minClusterSize: 4, minSamples: 3, context: .plain)
      #expect(found.labels == plain.labels && found.probabilities == plain.probabilities)
      #expect(
        found.coreDistances == plain.coreDistances.map { Double(sign: .plus, exponent: exponent, significand: $0) })
      #expect(found.stabilities == plain.stabilities.map { Double(sign: .plus, exponent: -exponent, significand: $0) })
    }
  }

  @Test("What cannot be clustered is refused, with what would be possible")
  func refusals() {
    func error(_ matrix: Matrix, _ size: Int = 2, _ samples: Int = 1) -> ClusteringError? {
      #expect(throws: ClusteringError.self) {
        try hdbscan(of: matrix, minClusterSize: size, minSamples: samples, context: .plain)
      }
    }
    let five = Matrix(columns: [[1, 2, 3, 4, 5]])
    #expect(error(Matrix(rowCount: 0, columnCount: 3)) == .empty(rows: 0, columns: 3))
    #expect(error(Matrix(columns: [[1, .nan]])) == .nonFinite(row: 1, column: 0, value: .nan))
    #expect(error(Matrix(columns: [[1, .infinity]])) == .nonFinite(row: 1, column: 0, value: .infinity))
    #expect(error(Matrix(columns: [[1]])) == .tooFewRows(1, needed: 2))
    #expect(error(five, 1) == .minClusterSize(1, allowed: 2...5))
    #expect(error(five, 6) == .minClusterSize(6, allowed: 2...5))
    #expect(error(five, 2, 0) == .minSamples(0, allowed: 1...5))
    #expect(error(five, 2, 6) == .minSamples(6, allowed: 1...5))
    #expect(
      ClusteringError.minClusterSize(1, allowed: 2...5).message
        == "clusters of at least 1 row are not possible: the rows allow 2 to 5")
    #expect(
      ClusteringError.minSamples(6, allowed: 1...5).message
        == "6 rows within a core distance are not possible: the rows allow 1 to 5")
  }

  @Test(
    "A cancelled clustering stops with CancellationError at whatever moment",
    arguments: [DensityMatrix.groups, .scores])
  func cancellation(kind: DensityMatrix) throws {
    let matrix = kind.matrix(rows: 500, seed: 2)
    let polls = Counter()
    _ = try hdbscan(
      of: matrix, minClusterSize: 5, minSamples: 5, context: ComputeContext(threads: 1) { polls.next() < 0 })
    #expect(polls.count > 20)
    for stop in 0..<polls.count {
      let counter = Counter()
      #expect(throws: CancellationError.self) {
        try hdbscan(
          of: matrix, minClusterSize: 5, minSamples: 5, context: ComputeContext(threads: 1) { counter.next() >= stop })
      }
    }
  }

  @Test("Progress does not fall, and ends at 1")
  func progress() throws {
    let shares = Shares()
    let context = ComputeContext(threads: 1, report: { shares.append($0) })
    _ = try hdbscan(
      of: DensityMatrix.groups.matrix(rows: 3000, seed: 2), minClusterSize: 5, minSamples: 5, context: context)
    #expect(shares.all.last == 1)
    #expect(shares.all.count > 5)
    #expect(zip(shares.all, shares.all.dropFirst()).allSatisfy { $0 <= $1 + 1e-9 })
  }

  private func expect(
    _ found: HDBSCAN, _ expected: NaiveDensity.Labelling, _ comment: Comment,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // The definition numbers clusters of one size by their lowest row, the program by values.
    #expect(
      labelsByFirstAppearance([-1] + found.labels) == labelsByFirstAppearance([-1] + expected.labels), comment,
      sourceLocation: sourceLocation)
    #expect(found.sizes == found.sizes.sorted(by: >), comment, sourceLocation: sourceLocation)
    #expect(found.sizes == found.sizes.indices.map { label in found.labels.count { $0 == label } }, comment)
    for (a, b) in [
      (found.probabilities, expected.probabilities), (found.outlierScores, expected.outlierScores),
      (found.stabilities.sorted(), expected.stabilities.sorted()),
    ] {
      #expect(
        a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }, comment,
        sourceLocation: sourceLocation)
    }
  }

  private func expectSameTree(_ found: HDBSCAN, _ naive: NaiveDensity, _ comment: Comment) {
    func lines(_ clusters: [(birth: Double, death: Double, size: Int)]) -> [[Double]] {
      clusters.map { [Double($0.size), $0.birth, $0.death] }.sorted { $0.lexicographicallyPrecedes($1) }
    }
    let ours = lines(found.tree.clusters.map { ($0.birth, $0.death, $0.size) })
    let theirs = lines(naive.clusters.map { ($0.birth, $0.death, $0.size) })
    #expect(ours.count == theirs.count, comment)
    #expect(zip(ours.joined(), theirs.joined()).allSatisfy { agree($0, $1) }, comment)
    #expect(found.coreDistances == naive.cores, comment)
    #expect(zip(found.tree.rowLambdas, naive.rowLambdas).allSatisfy { agree($0, $1) }, comment)
  }
}
