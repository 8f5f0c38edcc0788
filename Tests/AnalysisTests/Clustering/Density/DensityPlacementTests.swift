import Analysis
import Foundation
import Testing

/// New rows among clustered ones, against the definition.
@Suite struct DensityPlacementTests {
  @Test(
    "New rows get the cluster and the probability that the definition gives them", arguments: DensityMatrix.allCases)
  func equalsDefinition(kind: DensityMatrix) throws {
    for seed in 0..<12 as Range<UInt64> {
      let both = kind.matrix(rows: 70, seed: seed)
      let matrix = Matrix(
        rowCount: 50, columnCount: both.columnCount, elements: Array(both.elements.prefix(50 * both.columnCount)))
      let new = Matrix(
        rowCount: 20, columnCount: both.columnCount, elements: Array(both.elements.dropFirst(50 * both.columnCount)))
      let (size, samples) = DensityMatrix.settings[Int(seed) % DensityMatrix.settings.count]
      let clusters = try hdbscan(of: matrix, minClusterSize: size, minSamples: samples, context: .plain)
      let placed = try clusters.place(new, among: matrix, context: .plain)
      let naive = NaiveDensity(matrix, minClusterSize: size, minSamples: samples)
      let labelling = naive.labelling()
      // The definition's cluster with the rows of ours.
      func chosen(_ label: Int) -> Int {
        let birth = clusters.tree.clusters[clusters.chosen[label]].birth
        return naive.clusters.indices.first { cluster in
          agree(naive.clusters[cluster].birth, birth)
            && naive.isWithin(naive.rowClusters[clusters.labels.firstIndex(of: label) ?? 0], cluster)
        } ?? -1
      }
      for row in new.rows {
        let expected = naive.placement(of: Array(new.row(row)), labelling, chosenOf: chosen)
        #expect(placed.labels[row] == expected.label, "seed \(seed), row \(row)")
        #expect(abs(placed.probabilities[row] - expected.probability) <= 1e-12, "seed \(seed), row \(row)")
      }
    }
  }

  @Test("Clustered rows, and copies of them, get what they had", arguments: DensityMatrix.allCases)
  func copies(kind: DensityMatrix) throws {
    for seed in 0..<6 as Range<UInt64> {
      let matrix = kind.matrix(rows: 120, seed: seed)
      for single in [false, true] {
        let clusters = try hdbscan(
          of: matrix, minClusterSize: 5, minSamples: 4, allowSingleCluster: single, context: .plain)
        let placed = try clusters.place(matrix, among: matrix, context: ComputeContext(threads: 2))
        #expect(placed.labels == clusters.labels)
        #expect(placed.probabilities == clusters.probabilities)
      }
    }
  }

  @Test("The order of the clustered rows does not matter, nor what else is placed", arguments: DensityMatrix.allCases)
  func order(kind: DensityMatrix) throws {
    let matrix = kind.matrix(rows: 150, seed: 1)
    let new = kind.matrix(rows: 60, seed: 4)
    let clusters = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 4, context: .plain)
    let placed = try clusters.place(new, among: matrix, context: .plain)
    let (shuffled, _) = matrix.shuffled(seed: 2)
    let again = try hdbscan(of: shuffled, minClusterSize: 5, minSamples: 4, context: .plain)
    #expect(try again.place(new, among: shuffled, context: .plain) == placed)
    for row in 0..<20 {
      let alone = Matrix(rowCount: 1, columnCount: new.columnCount, elements: Array(new.row(row)))
      let one = try clusters.place(alone, among: matrix, context: .plain)
      #expect(one.labels == [placed.labels[row]] && one.probabilities == [placed.probabilities[row]])
    }
  }

  @Test("Rows as far out as a double goes are noise and do not disturb the others")
  func farOut() throws {
    let matrix = DensityMatrix.groups.matrix(rows: 90, seed: 6)
    let clusters = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 4, context: .plain)
    var new = matrix
    for column in 0..<matrix.columnCount { new[3, column] = 1e300 }
    let placed = try clusters.place(new, among: matrix, context: .plain)
    #expect(placed.labels[3] == -1 && placed.probabilities[3] == 0)
  }

  @Test("What was saved places as what was found")
  func saved() throws {
    let matrix = DensityMatrix.copies.matrix(rows: 90, seed: 6)
    let clusters = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 4, context: .plain)
    let restored = try JSONDecoder().decode(HDBSCAN.self, from: JSONEncoder().encode(clusters))
    #expect(restored == clusters)
  }

  @Test("Other rows than were clustered, and other columns, are refused")
  func refusals() throws {
    let matrix = DensityMatrix.groups.matrix(rows: 30, seed: 0)
    let clusters = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 4, context: .plain)
    func error(_ rows: Matrix, among clustered: Matrix) -> ClusteringError? {
      #expect(throws: ClusteringError.self) { try clusters.place(rows, among: clustered, context: .plain) }
    }
    #expect(error(matrix, among: Matrix([[1, 2], [3, 4]])) == .labelCount(30, rows: 2))
    #expect(error(Matrix([[1, 2, 3]]), among: matrix) == .columnCount(3, needed: 2))
    #expect(error(Matrix(columns: [[.nan], [1]]), among: matrix) == .nonFinite(row: 0, column: 0, value: .nan))
    #expect(
      ClusteringError.columnCount(3, needed: 2).message == "there are 3 columns, and the clustered rows have 2")
  }

  @Test("A cancelled placement stops with CancellationError at whatever moment")
  func cancellation() throws {
    let matrix = DensityMatrix.groups.matrix(rows: 300, seed: 2)
    let new = DensityMatrix.groups.matrix(rows: 200, seed: 5)
    let clusters = try hdbscan(of: matrix, minClusterSize: 5, minSamples: 5, context: .plain)
    let polls = Counter()
    _ = try clusters.place(new, among: matrix, context: ComputeContext(threads: 1) { polls.next() < 0 })
    for stop in 0..<polls.count {
      let counter = Counter()
      #expect(throws: CancellationError.self) {
        try clusters.place(new, among: matrix, context: ComputeContext(threads: 1) { counter.next() >= stop })
      }
    }
  }
}
