import Foundation
import Testing

@testable import Analysis

@Suite("Mixtures of rows that are odd") struct MixtureEdgeTests {
  @Test("Rows that are all equal make one component of them", arguments: CovarianceShape.allCases)
  func oneRowManyTimes(shape: CovarianceShape) throws {
    let matrix = Matrix(rowCount: 50, columnCount: 3, elements: (0..<150).map { [4.0, -1, 0.5][$0 % 3] })
    let found = try gaussianMixture(of: matrix, k: 1, shape: shape, context: .plain)
    #expect(found.means.elements == [4, -1, 0.5])
    #expect(found.weights == [1] && found.labels.allSatisfy { $0 == 0 })
    #expect(found.parameters.covariance(of: 0) == diagonal([1e-6, 1e-6, 1e-6]))
    #expect(agree(found.meanLogLikelihood, -1.5 * log(2 * .pi * 1e-6)))
    #expect(throws: ClusteringError.clusterCount(2, allowed: 1...1)) {
      try gaussianMixture(of: matrix, k: 2, shape: shape, context: .plain)
    }
  }

  @Test("One row is a mixture", arguments: CovarianceShape.allCases)
  func oneRow(shape: CovarianceShape) throws {
    let found = try gaussianMixture(of: Matrix([[3, 7]]), k: 1, shape: shape, context: .plain)
    #expect(found.means.elements == [3, 7] && found.memberships.elements == [1])
  }

  @Test("As many components as different rows have one each", arguments: CovarianceShape.allCases)
  func distinctRows(shape: CovarianceShape) throws {
    let matrix = Matrix([[0], [0], [0], [0], [7], [7], [9], [100]])
    let found = try gaussianMixture(of: matrix, k: 4, shape: shape, context: .plain)
    #expect(found.labels == [0, 0, 0, 0, 1, 1, 2, 3])
    for (found, expected) in zip(found.means.elements, [0.0, 7, 9, 100]) { #expect(abs(found - expected) < 1e-12) }
    #expect(throws: ClusteringError.clusterCount(5, allowed: 1...4)) {
      try gaussianMixture(of: matrix, k: 5, shape: shape, context: .plain)
    }
  }

  @Test("One component is the rows' mean and covariance")
  func single() throws {
    let matrix = gaussianMatrix(rows: 500, columns: 2, seed: 4)
    let found = try gaussianMixture(of: matrix, k: 1, context: .plain)
    for f in 0..<2 {
      #expect(agree(found.means[0, f], mean(matrix.column(f)), 1e-13))
      let expected = variance(matrix.column(f), lostDegrees: 0) + 1e-6
      #expect(agree(found.parameters.covariance(of: 0)[f, f], expected, 1e-13))
    }
    #expect(found.converged && found.iterations == 2)
    #expect(found.memberships.elements.allSatisfy { $0 == 1 })
  }

  @Test("A constant column changes no membership", arguments: [CovarianceShape.full, .tied, .diagonal])
  func constantColumn(shape: CovarianceShape) throws {
    let matrix = clumps(rows: 200, columns: 3, k: 2, seed: 6)
    let constant = [Double](repeating: 1e6 + 0.1, count: 200)
    let wider = Matrix(columns: (0..<3).map { matrix.column($0) } + [constant])
    let labels = (0..<200).map { $0 % 2 }
    let limits = MixtureLimits(tolerance: 0, iterations: 10)
    let narrow = try gaussianMixture(
      of: matrix, k: 2, shape: shape, startingLabels: [labels], limits: limits, context: .plain)
    let found = try gaussianMixture(
      of: wider, k: 2, shape: shape, startingLabels: [labels], limits: limits, context: .plain)
    for (a, b) in zip(found.memberships.elements, narrow.memberships.elements) { #expect(abs(a - b) < 1e-12) }
    #expect(agree(found.meanLogLikelihood, narrow.meanLogLikelihood - 0.5 * log(2 * .pi * 1e-6), 1e-9))
  }

  @Test("Columns that depend on each other are kept apart by what is added to variances", arguments: [1.0, 1e4, 1e8])
  func dependentColumns(scale: Double) throws {
    let base = gaussianMatrix(rows: 300, columns: 2, seed: 7)
    let columns = (0..<2).map { f in base.column(f).map { $0 * scale } }
    let matrix = Matrix(columns: columns + [zip(columns[0], columns[1]).map { $0 + 2 * $1 }])
    for shape in [CovarianceShape.full, .tied] {
      let found = try gaussianMixture(of: matrix, k: 3, shape: shape, context: .plain)
      #expect(found.logLikelihood.isFinite && Set(found.labels).count == 3)
      #expect(found.memberships.elements.allSatisfy { $0 >= 0 && $0 <= 1 })
    }
  }

  @Test(
    "A component that collapsed onto equal rows keeps them", arguments: [CovarianceShape.full, .diagonal, .spherical])
  func collapsed(shape: CovarianceShape) throws {
    let cloud = gaussianMatrix(rows: 100, columns: 2, seed: 9)
    let matrix = Matrix(rowCount: 140, columnCount: 2, elements: cloud.elements + [Double](repeating: 0.25, count: 80))
    let labels = (0..<140).map { $0 < 100 ? 0 : 1 }
    let found = try gaussianMixture(of: matrix, k: 2, shape: shape, startingLabels: [labels], context: .plain)
    #expect(found.means.row(1).allSatisfy { abs($0 - 0.25) < 1e-9 })
    #expect(abs(found.parameters.covariance(of: 1)[0, 0] - 1e-6) < 1e-9)
    #expect(found.labels == labels)
  }

  @Test("A component that no row begins in stays empty and harms nobody", arguments: CovarianceShape.allCases)
  func empty(shape: CovarianceShape) throws {
    let matrix = clumps(rows: 100, columns: 2, k: 2, seed: 3)
    let labels = (0..<100).map { $0 % 2 }
    let found = try gaussianMixture(of: matrix, k: 3, shape: shape, startingLabels: [labels], context: .plain)
    #expect(found.logLikelihood.isFinite && !found.labels.contains(2))
    #expect(found.weights[2] < 1e-12)
  }

  @Test("Rows far from zero keep the digits they have", arguments: CovarianceShape.allCases)
  func farAway(shape: CovarianceShape) throws {
    // Whole sixteenths: adding 2³⁰ loses nothing.
    let near = clumps(rows: 300, columns: 3, k: 3, seed: 12)
    let rounded = near.elements.map { ($0 * 16).rounded() / 16 }
    let labels = (0..<300).map { $0 % 3 }
    let results = try [0, 0x1p30].map { offset in
      try gaussianMixture(
        of: Matrix(rowCount: 300, columnCount: 3, elements: rounded.map { $0 + offset }), k: 3, shape: shape,
        startingLabels: [labels], limits: MixtureLimits(tolerance: 0, iterations: 20), context: .plain)
    }
    #expect(agree(results[0].logLikelihood, results[1].logLikelihood, 1e-6))
    #expect(results[0].labels == results[1].labels)
  }

  @Test("Equal rows have equal memberships, wherever they stand")
  func equalRows() throws {
    let few = gaussianMatrix(rows: 60, columns: 3, seed: 14)
    let matrix = Matrix(
      rowCount: 600, columnCount: 3, elements: (0..<600).flatMap { Array(few.row($0 * 7 % 60)) })
    for shape in CovarianceShape.allCases {
      let found = try gaussianMixture(of: matrix, k: 4, shape: shape, context: .plain)
      var first: [Int: [Double]] = [:]
      for row in 0..<600 {
        let own = Array(found.memberships.row(row)) + [found.membership.logDensities[row]]
        #expect(first[row * 7 % 60, default: own] == own)
        first[row * 7 % 60] = own
      }
    }
  }

  @Test("What cannot be is refused with what is wrong")
  func refusals() throws {
    let matrix = Matrix([[0, 1], [2, 3], [5, 8]])
    func fit(
      _ matrix: Matrix, k: Int = 1, starts: Int = 1, _ limits: MixtureLimits = MixtureLimits()
    ) throws -> GaussianMixture {
      try gaussianMixture(of: matrix, k: k, starts: starts, limits: limits, context: .plain)
    }
    for k in [-1, 0, 4] {
      #expect(throws: ClusteringError.clusterCount(k, allowed: 1...3)) { try fit(matrix, k: k) }
    }
    #expect(throws: ClusteringError.starts(0)) { try fit(matrix, starts: 0) }
    #expect(throws: ClusteringError.empty(rows: 0, columns: 2)) { try fit(Matrix(rowCount: 0, columnCount: 2)) }
    #expect(throws: ClusteringError.empty(rows: 2, columns: 0)) { try fit(Matrix(rowCount: 2, columnCount: 0)) }
    for value in [Double.nan, .infinity] {
      let odd = Matrix(rowCount: 2, columnCount: 2, elements: [0, 1, 2, value])
      #expect(throws: ClusteringError.nonFinite(row: 1, column: 1, value: value)) { try fit(odd) }
    }
    let large = Matrix(rowCount: 2, columnCount: 1, elements: [0, -1e200])
    #expect(throws: MixtureError.tooLarge(row: 1, column: 0, value: -1e200)) { try fit(large) }
    #expect(throws: MixtureError.tolerance(-1)) { try fit(matrix, MixtureLimits(tolerance: -1)) }
    #expect(throws: MixtureError.tolerance(.nan)) { try fit(matrix, MixtureLimits(tolerance: .nan)) }
    #expect(throws: MixtureError.iterations(0)) { try fit(matrix, MixtureLimits(iterations: 0)) }
    #expect(throws: MixtureError.regularisation(0)) { try fit(matrix, MixtureLimits(regularisation: 0)) }
  }

  @Test("Starts that do not fit the rows are refused")
  func oddStarts() throws {
    let matrix = Matrix([[0, 1], [2, 3], [5, 8]])
    func from(_ labels: [[Int]], k: Int = 2) throws -> GaussianMixture {
      try gaussianMixture(of: matrix, k: k, shape: .full, startingLabels: labels, context: .plain)
    }
    func from(_ rows: [[Int]]) throws -> GaussianMixture {
      try gaussianMixture(of: matrix, shape: .full, responsibilities: Matrix(rows, factor: 0.5), context: .plain)
    }
    #expect(throws: ClusteringError.starts(0)) { try from([[Int]](), k: 2) }
    #expect(throws: ClusteringError.clusterCount(0, allowed: 1...3)) { try from([[0, 0, 0]], k: 0) }
    #expect(throws: MixtureError.startSize(rows: 2, columns: 2, neededRows: 3, neededColumns: 2)) {
      try from([[0, 1]], k: 2)
    }
    #expect(throws: MixtureError.startingLabel(2, row: 1, components: 2)) { try from([[0, 2, 1]], k: 2) }
    #expect(throws: MixtureError.startSize(rows: 1, columns: 2, neededRows: 3, neededColumns: 2)) {
      try from([[1, 1]])
    }
    #expect(throws: MixtureError.responsibilities(row: 2)) { try from([[1, 1], [2, 0], [3, -1]]) }
    #expect(throws: MixtureError.responsibilities(row: 1)) { try from([[1, 1], [2, 1], [1, 1]]) }
  }

  @Test("Memory that is not there is refused, with the rows that would fit")
  func memory() throws {
    let needed = GaussianMixture.memory(rows: 1_000_000, columns: 17, components: 4, shape: .full)
    #expect(needed > 1_000_000 * 8 * (17 + 4) && needed < 1_000_000_000)
    #expect(throws: Never.self) { try check(available: nil) }
    #expect(throws: Never.self) { try check(available: needed) }
    let error = #expect(throws: MixtureError.self) { try check(available: needed / 2) }
    guard case .memory(1_000_000, needed, _, let fitting) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(GaussianMixture.memory(rows: fitting, columns: 17, components: 4, shape: .full) <= needed / 2)
    #expect(fitting > 400_000)

    func check(available: Int?) throws {
      try GaussianMixture.checkMemory(
        rows: 1_000_000, columns: 17, components: 4, shape: .full, copies: 3, available: available)
    }
  }

  private func diagonal(_ values: [Double]) -> Matrix {
    var matrix = Matrix(rowCount: values.count, columnCount: values.count)
    for (f, value) in values.enumerated() { matrix[f, f] = value }
    return matrix
  }
}
