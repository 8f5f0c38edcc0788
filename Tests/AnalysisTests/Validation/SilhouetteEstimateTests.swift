import Machine
import Testing

@testable import Analysis

@Suite("Silhouettes estimated from some of the rows")
struct SilhouetteEstimateTests {
  /// Groups of unequal sizes that run into each other, and one of a few rows.
  private func groups(rows: Int, seed: UInt64) -> (matrix: Matrix, labels: [Int]) {
    var draws = Xoshiro256(seed: seed)
    var matrix = Matrix(rowCount: rows, columnCount: 3)
    let labels = (0..<rows).map { row in row < 40 ? 3 : [0, 0, 0, 0, 1, 1, 1, 2][Int.random(in: 0..<8, using: &draws)] }
    for (row, label) in labels.enumerated() {
      for j in 0..<3 { matrix[row, j] = draws.nextGaussian() + Double((label * (j + 1)) % 4) * 1.2 }
    }
    return (matrix, labels)
  }

  private func estimate(_ matrix: Matrix, _ labels: [Int], judged: Int, seed: UInt64) throws -> SilhouetteEstimate {
    let all = try silhouetteEstimates(
      of: matrix, partitions: [labels], judged: judged, seed: seed, context: ComputeContext(threads: 2))
    return try #require(all.first)
  }

  @Test("where every row is judged it is the silhouette, without an error")
  func everyone() throws {
    let (matrix, labels) = groups(rows: 1_500, seed: 1)
    let exact = try silhouette(of: matrix, labels: labels, context: .plain)
    let estimate = try estimate(matrix, labels, judged: 10_000, seed: 1)
    #expect(estimate.rows == Array(0..<1_500))
    #expect(zip(estimate.values, exact.values).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(estimate.neighbours == exact.neighbours)
    #expect(abs(estimate.mean.value - exact.mean) < 1e-12 && estimate.mean.standardError == 0)
    #expect(estimate.clusters.values.allSatisfy { $0.standardError == 0 })
  }

  @Test(
    "two standard errors hold the true mean as often as they say, over 200 seeds: of all, of each cluster, of cuts of one tree"
  )
  func coverage() throws {
    let (matrix, labels) = groups(rows: 9_000, seed: 2)
    let coarse = labels.map { [0, 1, 1, 0][$0] }
    let exact = try [labels, coarse].map { try silhouette(of: matrix, labels: $0, context: .plain) }
    var within = 0
    var asked = 0
    var misses = [0.0, 0.0]
    var errors = [0.0, 0.0]
    var ofClusters = [Int: Int]()
    for seed in 0..<200 as Range<UInt64> {
      let estimates = try silhouetteEstimates(
        of: matrix, partitions: [labels, coarse], judged: 2_000, seed: seed, context: ComputeContext(threads: 2))
      for (p, estimate) in estimates.enumerated() {
        let miss = estimate.mean.value - exact[p].mean
        asked += 1
        within += abs(miss) <= 2 * estimate.mean.standardError ? 1 : 0
        misses[p] += miss * miss / 200
        errors[p] += estimate.mean.standardError * estimate.mean.standardError / 200
      }
      for (cluster, mean) in estimates[0].clusters {
        let members = labels.indices.filter { labels[$0] == cluster }
        let truth = Analysis.mean(members.map { exact[0].values[$0] })
        ofClusters[cluster, default: 0] += abs(mean.value - truth) <= 2 * mean.standardError ? 1 : 0
      }
    }
    // Student's t with 24 degrees of freedom is within two errors in 94 of 100 draws; chance makes five of a hundred of that here.
    #expect((0.90...0.98).contains(Double(within) / Double(asked)), "\(within) of \(asked)")
    for p in 0..<2 {
      #expect((0.8...1.25).contains((errors[p] / misses[p]).squareRoot()), "\(errors[p]) for \(misses[p])")
    }
    // The cluster of forty rows is judged whole: only the distances to others are estimated.
    for cluster in 0..<4 { #expect(ofClusters[cluster, default: 0] >= 176, "cluster \(cluster): \(ofClusters)") }
  }

  @Test("the same to the bit with one thread and three, and for the same seed; another seed judges others")
  func repeatable() throws {
    let (matrix, labels) = groups(rows: 6_000, seed: 3)
    let estimates = try [1, 3].map { threads in
      try silhouetteEstimates(
        of: matrix, partitions: [labels], judged: 1_000, seed: 5, context: ComputeContext(threads: threads))
    }
    #expect(estimates[0] == estimates[1])
    #expect(try estimate(matrix, labels, judged: 1_000, seed: 6).rows != estimates[0][0].rows)
  }

  @Test("each cluster gives its share, and one of a few rows all of them")
  func shares() throws {
    let (matrix, labels) = groups(rows: 20_000, seed: 4)
    let judged = try estimate(matrix, labels, judged: 10_000, seed: 1).rows
    for cluster in 0..<4 {
      let size = labels.count { $0 == cluster }
      let drawn = judged.count { labels[$0] == cluster }
      #expect(cluster == 3 ? drawn == 40 : abs(drawn - size / 2) <= 1, "\(drawn) of \(size)")
    }
    #expect(judged == judged.sorted() && Set(judged).count == judged.count)
  }

  @Test("partitions with little in common are estimated one by one")
  func unrelated() throws {
    let (matrix, labels) = groups(rows: 8_000, seed: 5)
    let others = labels.indices.map { $0 % 5 }
    let together = try silhouetteEstimates(
      of: matrix, partitions: [labels, others], judged: 2_000, seed: 1, context: .plain)
    #expect(
      together == [
        try estimate(matrix, labels, judged: 2_000, seed: 1), try estimate(matrix, others, judged: 2_000, seed: 1),
      ])
  }

  @Test("of very many clusters all rows are judged")
  func manyClusters() throws {
    let matrix = groups(rows: 12_000, seed: 7).matrix
    let labels = (0..<12_000).map { row in Int((matrix[row, 0] + 8) * 4) * 40 + Int((matrix[row, 1] + 8) * 2) }
    let exact = try silhouette(of: matrix, labels: labels, context: .plain)
    let estimate = try estimate(matrix, labels, judged: 3_000, seed: 1)
    #expect(Set(labels).count > 300 && estimate.rows.count == 12_000)
    #expect(abs(estimate.mean.value - exact.mean) < 1e-12 && estimate.mean.standardError == 0)
    #expect(estimate.neighbours == exact.neighbours)
  }

  @Test("numbers that are left out, and a wrong partition")
  func labels() throws {
    let (matrix, labels) = groups(rows: 3_000, seed: 6)
    let sparse = labels.map { $0 * 10 + 7 }
    let estimate = try estimate(matrix, sparse, judged: 1_500, seed: 1)
    #expect(estimate.clusters.keys.sorted() == [7, 17, 27, 37])
    #expect(Set(estimate.neighbours).isSubset(of: [7, 17, 27, 37]))
    #expect(throws: ClusteringError.self) {
      try silhouetteEstimates(
        of: matrix, partitions: [labels.map { _ in 0 }], judged: 1_500, seed: 1, context: .plain)
    }
  }
}
