import Foundation
import Testing

@testable import Analysis

@Suite struct MixtureParametersTests {
  @Test(
    "Saved and read again, a mixture is the same to the bit, and so is what it says of rows",
    arguments: CovarianceShape.allCases)
  func coding(shape: CovarianceShape) throws {
    let matrix = clumps(rows: 250, columns: 4, k: 3, seed: 21)
    let found = try gaussianMixture(of: matrix, k: 3, shape: shape, context: .plain)
    let data = try JSONEncoder().encode(found.parameters)
    let read = try JSONDecoder().decode(MixtureParameters.self, from: data)
    #expect(read == found.parameters)
    #expect(try read.membership(of: matrix, context: ComputeContext(threads: 2)) == found.membership)
  }

  @Test("A row is placed the same alone, and among others")
  func otherRows() throws {
    let matrix = clumps(rows: 250, columns: 4, k: 3, seed: 22)
    let found = try gaussianMixture(of: matrix, k: 3, context: .plain)
    for row in [0, 7, 128, 249] {
      let alone = Matrix(rowCount: 1, columnCount: 4, elements: Array(matrix.row(row)))
      let placed = try found.parameters.membership(of: alone, context: .plain)
      #expect(placed.labels == [found.labels[row]])
      #expect(placed.logDensities == [found.membership.logDensities[row]])
      #expect(placed.memberships.elements == Array(found.memberships.row(row)))
    }
  }

  @Test("Densities are those of the normal distribution")
  func density() throws {
    let mixture = try MixtureParameters(
      shape: .diagonal, weights: [0.25, 0.75], means: Matrix([[0], [3]]), covariances: [1, 4])
    let placed = try mixture.membership(of: Matrix([[1]]), context: .plain)
    let shares = [0.25 * exp(-0.5) / sqrt(2 * Double.pi), 0.75 * exp(-0.5) / sqrt(8 * Double.pi)]
    #expect(agree(placed.logDensities[0], log(shares[0] + shares[1])))
    #expect(agree(placed.memberships[0, 0], shares[0] / (shares[0] + shares[1])))
    #expect(placed.labels == [1])
  }

  @Test("Between equally likely components the first is the label")
  func ties() throws {
    let mixture = try MixtureParameters(
      shape: .spherical, weights: [0.5, 0.5], means: Matrix([[-1], [1]]), covariances: [1, 1])
    let placed = try mixture.membership(of: Matrix([[0]]), context: .plain)
    #expect(placed.labels == [0] && placed.memberships.elements == [0.5, 0.5])
  }

  @Test("Rows far from everything have finite memberships that add up to 1")
  func farAway() throws {
    let mixture = try MixtureParameters(
      shape: .full, weights: [0.5, 0.5, 0], means: Matrix([[-1], [1], [0]]), covariances: [1e-6, 1e-200, 1])
    let rows = Matrix(rowCount: 3, columnCount: 1, elements: [1e120, -1e120, 40])
    let placed = try mixture.membership(of: rows, context: .plain)
    for row in 0..<3 {
      #expect(abs(placed.memberships.row(row).reduce(0, +) - 1) < 1e-14)
      #expect(placed.memberships[row, 2] == 0 && placed.logDensities[row].isFinite)
    }
  }

  @Test("Factors multiply to the inverse of the covariances")
  func factors() throws {
    let found = try gaussianMixture(of: clumps(rows: 200, columns: 5, k: 2, seed: 1), k: 2, context: .plain)
    for c in 0..<2 {
      let (covariance, factor) = (found.parameters.covariance(of: c), found.parameters.precisionFactor(of: c))
      // Uᵀ Σ U is the unit matrix.
      for i in 0..<5 {
        for j in 0..<5 {
          var sum = 0.0
          for a in 0..<5 { for b in 0..<5 { sum += factor[a, i] * covariance[a, b] * factor[b, j] } }
          #expect(abs(sum - (i == j ? 1 : 0)) < 1e-12)
        }
      }
    }
  }

  @Test("Parameters that are no mixture are refused")
  func refusals() {
    func make(_ shape: CovarianceShape, _ weights: [Double], _ covariances: [Double]) throws {
      _ = try MixtureParameters(
        shape: shape, weights: weights, means: Matrix([[0, 0], [1, 1]]), covariances: covariances)
    }
    #expect(throws: MixtureError.weights) { try make(.spherical, [1], [1, 1]) }
    #expect(throws: MixtureError.weights) { try make(.spherical, [1.5, -0.5], [1, 1]) }
    #expect(throws: MixtureError.weights) { try make(.spherical, [0.5, .nan], [1, 1]) }
    #expect(throws: MixtureError.parameterCount(3, needed: 2)) { try make(.spherical, [0.5, 0.5], [1, 1, 1]) }
    #expect(throws: MixtureError.notPositiveDefinite(component: 1)) { try make(.spherical, [0.5, 0.5], [1, 0]) }
    #expect(throws: MixtureError.notPositiveDefinite(component: 1)) {
      try make(.diagonal, [0.5, 0.5], [1, 1, 1, .nan])
    }
    #expect(throws: MixtureError.notPositiveDefinite(component: 0)) { try make(.tied, [0.5, 0.5], [1, 2, 2, 1]) }
    #expect(throws: MixtureError.notPositiveDefinite(component: 1)) {
      try make(.full, [0.5, 0.5], [1, 0, 0, 1, 1, 0.5, 0.25, 1])
    }
    #expect(throws: DecodingError.self) {
      let text = #"{"shape":"tied","weights":[0.5,0.5],"means":[[0,0],[1,1]],"covariances":[1,2,2,1]}"#
      return try JSONDecoder().decode(MixtureParameters.self, from: Data(text.utf8))
    }
    #expect(throws: DecodingError.self) {
      let text = #"{"shape":"tied","weights":[0.5,0.5],"means":[[0,0],[1]],"covariances":[1,0,0,1]}"#
      return try JSONDecoder().decode(MixtureParameters.self, from: Data(text.utf8))
    }
  }

  @Test("Rows of another width are refused")
  func width() throws {
    let mixture = try MixtureParameters(
      shape: .tied, weights: [1], means: Matrix([[0, 0]]), covariances: [1, 0, 0, 1])
    #expect(throws: MixtureError.columnCount(1, needed: 2)) {
      try mixture.membership(of: Matrix([[1]]), context: .plain)
    }
    #expect(throws: MixtureError.columnCount(3, needed: 2)) {
      try gaussianMixture(of: Matrix([[1, 2, 3]]), startingFrom: mixture, context: .plain)
    }
  }
}
