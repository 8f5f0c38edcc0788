import Analysis
import Machine
import Testing

@Suite struct ValidationTests {
  private let matrix = linearCongruentialMatrix(rows: 24, columns: 3, seed: 1)
  private let labels = (0..<24).map { $0 % 3 }

  @Test("The silhouette is scikit-learn's")
  func silhouetteGolden() throws {
    let result = try silhouette(of: matrix, labels: labels, context: .plain)
    #expect(agree(result.mean, -0.08858050180864889))
    let expected = [-0.1391837886214454, -0.20460662420413195, -0.13174473251083507, -0.1314950623439081]
    #expect(zip(result.values, expected).allSatisfy { agree($0, $1) })
  }

  @Test("Calinski–Harabasz and Davies–Bouldin are scikit-learn's")
  func indicesGolden() throws {
    #expect(agree(try calinskiHarabasz(of: matrix, labels: labels), 0.13762931114284163))
    #expect(agree(try daviesBouldin(of: matrix, labels: labels), 10.872086792100353))
  }

  @Test("The silhouette is the definition's, with clusters of any size and numbers left out")
  func silhouetteOracle() throws {
    for seed in 0..<40 as Range<UInt64> {
      var generator = Xoshiro256(seed: seed)
      let n = 4 + Int(seed)
      let matrix = gaussianMatrix(rows: n, columns: 1 + Int(seed) % 5, seed: seed)
      let labels = [0, 5] + (2..<n).map { _ in [0, 2, 5, 9][Int.random(in: 0..<4, using: &generator)] }
      guard Set(labels).count < n else { continue }
      let result = try silhouette(of: matrix, labels: labels, context: .plain)
      let expected = naiveSilhouette(matrix, labels)
      #expect(zip(result.values, expected.map(\.value)).allSatisfy { abs($0 - $1) < 1e-12 })
      #expect(result.neighbours == expected.map(\.neighbour))
    }
  }

  @Test(
    "Many rows, few clusters or many: the definition's values still",
    arguments: [(300, 2), (400, 30), (270, 70), (900, 4)])
  func silhouetteOfMany(rows: Int, clusters: Int) throws {
    var generator = Xoshiro256(seed: UInt64(rows + clusters))
    let matrix = gaussianMatrix(rows: rows, columns: 4, seed: 8)
    let labels = (0..<rows).map { $0 < clusters ? $0 : Int.random(in: 0..<clusters, using: &generator) }
    let result = try silhouette(of: matrix, labels: labels, context: ComputeContext(threads: 2))
    let expected = naiveSilhouette(matrix, labels)
    #expect(zip(result.values, expected.map(\.value)).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(result.neighbours == expected.map(\.neighbour))
  }

  @Test("Clumps far apart, outliers, copies: the definition's values still", arguments: Shape.allCases)
  func silhouetteOfShapes(shape: Shape) throws {
    let matrix = shape.matrix(rows: 700, columns: 5, seed: 6)
    let labels = (0..<700).map { $0 % 5 % 3 }
    let result = try silhouette(of: matrix, labels: labels, context: ComputeContext(threads: 2))
    #expect(zip(result.values, naiveSilhouette(matrix, labels)).allSatisfy { abs($0 - $1.value) < 1e-12 })
  }

  @Test("A row alone in its cluster has silhouette 0, and so have rows among copies of themselves")
  func silhouetteEdges() throws {
    let alone = try silhouette(of: Matrix([[0], [1], [9]]), labels: [0, 0, 1], context: .plain)
    #expect(alone.values[2] == 0)
    let copies = try silhouette(of: Matrix([[1], [1], [1], [1]]), labels: [0, 1, 0, 1], context: .plain)
    #expect(copies.values == [0, 0, 0, 0])
  }

  @Test("The silhouette is the same to the bit on 1, 2 and 3 threads")
  func silhouetteThreads() throws {
    let matrix = gaussianMatrix(rows: 3001, columns: 3, seed: 4)
    let labels = (0..<3001).map { $0 * 7 % 5 }
    let results = try [1, 2, 3].map { try silhouette(of: matrix, labels: labels, context: ComputeContext(threads: $0)) }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test("Partitions that no index is defined for are refused with the reason")
  func refusals() {
    let x = Matrix([[0], [1], [2], [3]])
    func error(_ labels: [Int], _ matrix: Matrix) -> [ClusteringError?] {
      [
        #expect(throws: ClusteringError.self) { try silhouette(of: matrix, labels: labels, context: .plain) },
        #expect(throws: ClusteringError.self) { try calinskiHarabasz(of: matrix, labels: labels) },
        #expect(throws: ClusteringError.self) { try daviesBouldin(of: matrix, labels: labels) },
      ]
    }
    #expect(error([0, 0, 0, 0], x) == [ClusteringError?](repeating: .clusterCount(1, allowed: 2...3), count: 3))
    #expect(error([0, 1, 2, 3], x) == [ClusteringError?](repeating: .clusterCount(4, allowed: 2...3), count: 3))
    #expect(error([0, 1], x) == [ClusteringError?](repeating: .labelCount(2, rows: 4), count: 3))
    #expect(error([0, 1, -1, 0], x) == [ClusteringError?](repeating: .negativeLabel(-1, row: 2), count: 3))
    #expect(error([0, 1], Matrix([[0], [1]])) == [ClusteringError?](repeating: .tooFewRows(2, needed: 3), count: 3))
  }

  @Test("Clusters without spread: no penalty by Davies–Bouldin, infinite by Calinski–Harabasz")
  func noSpread() throws {
    let x = Matrix([[0], [0], [3], [3]])
    #expect(try daviesBouldin(of: x, labels: [0, 0, 1, 1]) == 0)
    #expect(try calinskiHarabasz(of: x, labels: [0, 0, 1, 1]) == .infinity)
    // Two clusters on one point are not apart at all, with spread or without.
    #expect(try daviesBouldin(of: Matrix([[0], [0], [3], [3]]), labels: [0, 1, 2, 2]) == .infinity)
    #expect(try daviesBouldin(of: Matrix([[-1], [1], [-2], [2]]), labels: [0, 0, 1, 1]) == .infinity)
  }

  @Test("The adjusted Rand index is scikit-learn's, and does not see numbering")
  func adjustedRand() {
    #expect(agree(adjustedRandIndex((0..<24).map { $0 % 3 }, (0..<24).map { $0 / 8 }), -0.078125))
    #expect(agree(adjustedRandIndex([0, 0, 1, 1, 2, 2], [0, 0, 1, 2, 2, 2]), 4.0 / 9))
    #expect(adjustedRandIndex([0, 0, 1, 2], [7, 7, 3, 5]) == 1)
    #expect(adjustedRandIndex([0, 0, 0], [1, 1, 1]) == 1)
    #expect(adjustedRandIndex([0, 1, 2], [2, 1, 0]) == 1)
    #expect(adjustedRandIndex([], []) == 1)
  }

  @Test("The knee of the paper's example is at 2/9")
  func knees() throws {
    let x = (0..<10).map { Double($0) / 9 }
    let y = x.map { -1 / ($0 + 0.1) + 5 }
    #expect(try #require(knee(x: x, y: y, shape: .concaveIncreasing)).index == 2)
    #expect(try #require(knee(x: x, y: y.map { -$0 }, shape: .convexDecreasing)).index == 2)
    #expect(try #require(knee(x: x, y: Array(y.reversed()), shape: .concaveDecreasing)).index == 7)
    #expect(try #require(knee(x: x, y: y.reversed().map { -$0 }, shape: .convexIncreasing)).index == 7)
  }

  @Test("A straight line, a constant and two points have no knee")
  func noKnee() {
    #expect(knee(x: [1, 2, 3, 4], y: [4, 3, 2, 1]) == nil)
    #expect(knee(x: [1, 2, 3, 4], y: [2, 2, 2, 2]) == nil)
    #expect(knee(x: [1, 2], y: [2, 1]) == nil)
  }
}

private func naiveSilhouette(_ x: Matrix, _ labels: [Int]) -> [(value: Double, neighbour: Int)] {
  let sizes = Dictionary(grouping: labels) { $0 }.mapValues { Double($0.count) }
  return labels.indices.map { i in
    var sums = sizes.mapValues { _ in 0.0 }
    for j in labels.indices { sums[labels[j], default: 0] += rowDistance(x, i, j) }
    let others = sums.filter { $0.key != labels[i] }.map { (label: $0.key, mean: $0.value / sizes[$0.key, default: 1]) }
    let nearest = others.min { ($0.mean, $0.label) < ($1.mean, $1.label) } ?? (-1, 0)
    let (own, size) = (sums[labels[i], default: 0], sizes[labels[i], default: 1])
    guard size > 1 else { return (0, nearest.label) }
    let (a, b) = (own / (size - 1), nearest.mean)
    return ((b - a) / max(a, b), nearest.label)
  }
}
