import Machine
import Testing

@testable import Analysis

@Suite("Principal components")
struct PCATests {
  private func noise(rows: Int, columns: Int, seed: UInt64) -> Matrix {
    var draws = Xoshiro256(seed: seed)
    var matrix = Matrix(rowCount: rows, columnCount: columns)
    for i in 0..<rows {
      let shared = draws.nextGaussian()
      for j in 0..<columns { matrix[i, j] = draws.nextGaussian() * Double(j + 1) + shared * Double(j % 3) }
    }
    return matrix
  }

  @Test("a line is one component along it", arguments: [1.0, -1])
  func line(sign: Double) throws {
    let matrix = Matrix(columns: [[0, 1, 2, 3], [0, 2, 4, 6].map { $0 * sign }])
    let pca = try PCA(of: matrix, context: .plain)
    #expect(abs(pca.shares[0] - 1) < 1e-14)
    #expect(abs(pca.components[0, 1] - 2 / 5.0.squareRoot()) < 1e-14)
    #expect(abs(pca.components[0, 0] - sign / 5.0.squareRoot()) < 1e-14)
  }

  @Test("components are orthonormal, scores uncorrelated with the variances promised", arguments: 0..<20)
  func definition(seed: Int) throws {
    let d = 2 + seed % 7
    let matrix = noise(rows: 40, columns: d, seed: UInt64(seed))
    let pca = try PCA(of: matrix, context: .plain)
    let scores = pca.scores(of: matrix, components: d)
    for a in 0..<d {
      #expect(abs(variance(scores.column(a)) - pca.variances[a]) < 1e-10 * pca.variances[0])
      for b in 0..<d {
        let product = zip(pca.components.row(a), pca.components.row(b)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-12)
        if a != b { #expect(abs(correlation(scores.column(a), scores.column(b))) < 1e-10) }
      }
    }
    #expect(zip(pca.variances, pca.variances.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(abs(pca.shares.reduce(0, +) - 1) < 1e-12)
  }

  @Test("the variance along the first component is the most that any direction has", arguments: 0..<10)
  func most(seed: Int) throws {
    let matrix = noise(rows: 60, columns: 4, seed: UInt64(100 + seed))
    let pca = try PCA(of: matrix, context: .plain)
    var draws = Xoshiro256(seed: UInt64(seed))
    for _ in 0..<50 {
      let direction = (0..<4).map { _ in draws.nextGaussian() }
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let along = (0..<60).map { i in zip(matrix.row(i), direction).reduce(0) { $0 + $1.0 * $1.1 } / length }
      #expect(variance(along) <= pca.variances[0] * (1 + 1e-12))
    }
  }

  @Test("the fewest components that hold a share")
  func share() throws {
    let pca = try PCA(of: noise(rows: 50, columns: 5, seed: 1), context: .plain)
    #expect(pca.componentCount(forShare: 1) == 5)
    #expect(pca.componentCount(forShare: 1e-9) == 1)
    let three = pca.shares.prefix(3).reduce(0, +)
    #expect(pca.componentCount(forShare: three) == 3)
    #expect(pca.componentCount(forShare: three + 1e-6) == 4)
  }

  @Test("constant columns and a single row have no variance, and nothing traps")
  func constant() throws {
    let pca = try PCA(of: Matrix(columns: [[1, 2, 3], [5, 5, 5]]), context: .plain)
    #expect(pca.components[0, 1] == 0 && pca.variances[1] == 0)
    let one = try PCA(of: Matrix(columns: [[1], [2]]), context: .plain)
    #expect(one.shares == [0, 0])
  }

  @Test(
    "in any unit the shares and loadings are the same to the bit, and the variances in its square",
    arguments: [-1000, -300, -270, 250, 300, 500, 900])
  func units(exponent: Int) throws {
    let matrix = noise(rows: 40, columns: 4, seed: 3)
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let plain = try PCA(of: matrix, context: .plain)
    let scaled = try PCA(of: Matrix(columns: (0..<4).map { matrix.column($0).map { $0 * unit } }), context: .plain)
    #expect(scaled.shares == plain.shares)
    #expect(scaled.components == plain.components)
    #expect(scaled.variances == plain.variances.map { $0 * unit * unit })
  }

  @Test("columns whose units differ by many powers of ten keep their small components")
  func graded() throws {
    let matrix = noise(rows: 80, columns: 5, seed: 9)
    let units = [1, 1e8, 1e-8, 1e12, 1e-3]
    let graded = Matrix(columns: (0..<5).map { j in matrix.column(j).map { $0 * units[j] } })
    let pca = try PCA(of: graded, context: .plain)
    let truth = ExtendedEigen(covarianceOf: graded)
    for (i, value) in truth.values.enumerated() {
      #expect(abs(pca.variances[i] / value - 1) < 1e-10, "\(i): \(pca.variances[i]) for \(value)")
      for j in 0..<5 { #expect(abs(abs(pca.components[i, j]) - abs(truth.vectors[i][j])) < 1e-10) }
    }
  }

  @Test("columns that are sums of others leave components without variance, and the search for them ends")
  func deficient() throws {
    let base = noise(rows: 50, columns: 3, seed: 4)
    let columns = (0..<3).map { base.column($0) }
    let sums = (0..<3).map { k in zip(columns[k], columns[(k + 1) % 3]).map { 2 * $0 - $1 } }
    let pca = try PCA(of: Matrix(columns: columns + sums + columns), context: .plain)
    #expect(pca.variances[2] > 1e-3 * pca.variances[0])
    #expect(pca.variances[3...].allSatisfy { $0 < 1e-13 * pca.variances[0] })
    for a in 0..<9 {
      for b in 0..<9 {
        let product = zip(pca.components.row(a), pca.components.row(b)).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(product - (a == b ? 1 : 0)) < 1e-12)
      }
    }
  }
}
