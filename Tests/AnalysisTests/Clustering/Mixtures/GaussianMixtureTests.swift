import Foundation
import Machine
import Testing

@testable import Analysis

@Suite struct GaussianMixtureTests {
  @Test(
    "Rounds come to what the formulas of a book come to",
    arguments: CovarianceShape.allCases, 0..<12 as Range<UInt64>)
  func naive(shape: CovarianceShape, seed: UInt64) throws {
    let k = 1 + Int(seed) % 4
    // One column to nine: strips of four are full and are not; groups of rows are full and are not.
    let matrix = clumps(rows: 90 + 37 * Int(seed), columns: 1 + Int(seed * 5 % 9), k: k, seed: seed)
    let labels = (0..<matrix.rowCount).map { ($0 + $0 / 7 % 2) % k }
    let rounds = 1 + Int(seed) % 9
    let found = try gaussianMixture(
      of: matrix, k: k, shape: shape, startingLabels: [labels], limits: MixtureLimits(tolerance: 0, iterations: rounds),
      context: .plain)
    let plain = NaiveMixture(matrix, labels: labels, k: k, shape: shape, rounds: rounds)
    #expect(found.iterations == rounds && !found.converged)
    var differences = Difference()
    differences.add(found.meanLogLikelihood, plain.score)
    differences.add(found.weights, plain.weights)
    differences.add(found.means.elements, plain.means.flatMap { $0 })
    differences.add(found.memberships.elements, plain.memberships.flatMap { $0 })
    for c in 0..<k {
      differences.add(found.parameters.covariance(of: c).elements, plain.covariances[c].flatMap { $0 })
    }
    differences.expect(atMost: 1e-10, "mixture")
  }

  @Test("No round lowers the likelihood", arguments: CovarianceShape.allCases, 0..<8 as Range<UInt64>)
  func rises(shape: CovarianceShape, seed: UInt64) throws {
    let matrix = gaussianMatrix(rows: 150, columns: 3, seed: seed)
    let found = try gaussianMixture(
      of: matrix, k: 2 + Int(seed) % 3, shape: shape, starts: 1, seed: seed,
      limits: MixtureLimits(tolerance: 0, iterations: 60, regularisation: 1e-14), context: .plain)
    #expect(found.path.count == 60)
    let path = found.path + [found.meanLogLikelihood]
    #expect(zip(path, path.dropFirst()).allSatisfy { $1 >= $0 - 1e-12 })
  }

  @Test("Components that lie far apart are found", arguments: CovarianceShape.allCases)
  func recovers(shape: CovarianceShape) throws {
    let k = 3
    let centres = [[0.0, 0], [20, 5], [-10, 30]]
    var generator = Xoshiro256(seed: 3)
    // One row in two is of the first, one in four of the others each.
    let truth = (0..<4000).map { [0, 1, 0, 2][$0 % 4] }
    var matrix = Matrix(rowCount: truth.count, columnCount: 2)
    for (row, c) in truth.enumerated() {
      for f in 0..<2 { matrix[row, f] = centres[c][f] + 2 * generator.nextGaussian() }
    }
    let found = try gaussianMixture(of: matrix, k: k, shape: shape, context: .plain)
    #expect(found.converged && found.labels == labelsByFirstAppearance(truth))
    for c in 0..<k {
      #expect(abs(found.weights[c] - (c == 0 ? 0.5 : 0.25)) < 1e-6)
      for f in 0..<2 {
        // Four standard errors.
        #expect(abs(found.means[c, f] - centres[c][f]) < 0.25)
        #expect(abs(found.parameters.covariance(of: c)[f, f] - 4) < 0.75)
      }
    }
  }

  @Test("A row's memberships add up to 1, and its label is the first of the largest")
  func memberships() throws {
    for (seed, shape) in zip(1...4 as ClosedRange<UInt64>, CovarianceShape.allCases) {
      let found = try gaussianMixture(
        of: gaussianMatrix(rows: 333, columns: 4, seed: seed), k: 5, shape: shape, seed: seed, context: .plain)
      for row in 0..<333 {
        let own = Array(found.memberships.row(row))
        #expect(abs(own.reduce(0, +) - 1) < 1e-14 && own.allSatisfy { $0 >= 0 })
        #expect(own.firstIndex(of: own.max() ?? 0) == found.labels[row])
      }
    }
  }

  @Test("Criteria count the free numbers, and mclust's sign is the other one")
  func criteria() throws {
    let matrix = gaussianMatrix(rows: 200, columns: 3, seed: 1)
    // Weights but one, means, and covariances: 1 + 6 + …
    for (shape, free) in zip(CovarianceShape.allCases, [7 + 12, 7 + 6, 7 + 6, 7 + 2]) {
      let found = try gaussianMixture(of: matrix, k: 2, shape: shape, context: .plain)
      #expect(found.freeParameters == free)
      #expect(agree(found.bic, -2 * found.logLikelihood + Double(free) * log(200.0)))
      #expect(agree(found.mclustBIC, 2 * found.logLikelihood - Double(free) * log(200.0)))
      #expect(agree(found.aic, -2 * found.logLikelihood + 2 * Double(free)))
      #expect(agree(found.meanLogLikelihood * 200, found.logLikelihood))
    }
  }

  @Test("The result is the same to the bit on 1, 2 and 3 threads, and each time", arguments: CovarianceShape.allCases)
  func deterministic(shape: CovarianceShape) throws {
    let matrix = clumps(rows: 3000, columns: 5, k: 4, seed: 2)
    let results = try [1, 2, 3, 1].map {
      try gaussianMixture(of: matrix, k: 4, shape: shape, starts: 3, seed: 9, context: ComputeContext(threads: $0))
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test("Of several starts the one with the greatest likelihood counts")
  func bestStart() throws {
    let matrix = clumps(rows: 240, columns: 2, k: 6, seed: 11)
    let starts = (0..<5).map { start in (0..<240).map { ($0 * (start + 1) / 7 + start) % 4 } }
    let single = try starts.map {
      try gaussianMixture(of: matrix, k: 4, shape: .full, startingLabels: [$0], context: .plain)
    }
    let best = try gaussianMixture(of: matrix, k: 4, shape: .full, startingLabels: starts, context: .plain)
    #expect(Set(single.map(\.logLikelihood)).count > 1)
    let expected = try #require(single.max { $0.logLikelihood < $1.logLikelihood })
    #expect(best.parameters == expected.parameters && best.membership == expected.membership)
    // A sum by parts may round otherwise than one over all rows.
    for (a, b) in zip(best.startLogLikelihoods, single.map(\.logLikelihood)) { #expect(abs(a - b) < 1e-9 * abs(b)) }
    #expect(best.startLogLikelihoods.count == starts.count)
  }

  @Test("Starting from labels, from shares or from the mixture they make is the same")
  func starts() throws {
    let matrix = clumps(rows: 130, columns: 3, k: 2, seed: 5)
    let labels = (0..<130).map { $0 % 2 }
    let limits = MixtureLimits(tolerance: 0, iterations: 6)
    let byLabels = try gaussianMixture(
      of: matrix, k: 2, shape: .full, startingLabels: [labels], limits: limits, context: .plain)
    let shares = Matrix(rowCount: 130, columnCount: 2, elements: labels.flatMap { $0 == 0 ? [1, 0] : [0, 1] })
    let byShares = try gaussianMixture(
      of: matrix, shape: .full, responsibilities: shares, limits: limits, context: .plain)
    #expect(byShares == byLabels)
    let first = try gaussianMixture(
      of: matrix, k: 2, shape: .full, startingLabels: [labels], limits: MixtureLimits(tolerance: 0, iterations: 2),
      context: .plain)
    let goneOn = try gaussianMixture(
      of: matrix, startingFrom: first.parameters, limits: MixtureLimits(tolerance: 0, iterations: 4), context: .plain)
    #expect(goneOn.parameters == byLabels.parameters && goneOn.membership == byLabels.membership)
  }

  @Test("Starts are k-means clusters, each of a seed of its own")
  func kMeansStarts() throws {
    let matrix = gaussianMatrix(rows: 120, columns: 2, seed: 8)
    let starts = try mixtureStarts(of: matrix, k: 6, starts: 4, seed: 3, context: ComputeContext(threads: 2))
    #expect(Set(starts).count > 1)
    #expect(starts.allSatisfy { Set($0) == Set(0..<6) })
    #expect(try Array(starts[..<2]) == mixtureStarts(of: matrix, k: 6, starts: 2, seed: 3, context: .plain))
  }
}

/// Rows about k places, with variances and correlations of their own.
func clumps(rows: Int, columns: Int, k: Int, seed: UInt64) -> Matrix {
  let places = gaussianMatrix(rows: k, columns: columns, seed: seed &+ 1000)
  let noise = gaussianMatrix(rows: rows, columns: columns, seed: seed)
  var matrix = Matrix(rowCount: rows, columnCount: columns)
  for row in 0..<rows {
    for f in 0..<columns {
      let spread = 0.3 + Double((row % k + f) % 3)
      let shared = f > 0 ? 0.5 * noise[row, f - 1] : 0
      matrix[row, f] = 3 * places[row % k, f] + noise[row, f] * spread + shared
    }
  }
  return matrix
}
