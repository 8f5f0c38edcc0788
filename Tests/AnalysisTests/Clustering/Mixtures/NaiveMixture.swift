import Foundation

@testable import Analysis

/// The rounds of a mixture as the formulas stand in a book: inverse and determinant of each covariance matrix, densities not
/// logarithms of them, moments in two passes.
struct NaiveMixture {
  var weights: [Double] = []
  var means: [[Double]] = []
  var covariances: [[[Double]]] = []
  var memberships: [[Double]]
  /// The mean log-likelihood under the parameters above.
  var score = 0.0

  init(_ matrix: Matrix, labels: [Int], k: Int, shape: CovarianceShape, rounds: Int, regularisation: Double = 1e-6) {
    memberships = labels.map { label in (0..<k).map { $0 == label ? 1 : 0 } }
    let rows = (0..<matrix.rowCount).map { Array(matrix.row($0)) }
    for _ in 0...rounds {
      estimate(rows, k, shape, regularisation)
      share(rows, k)
    }
  }

  private mutating func estimate(_ rows: [[Double]], _ k: Int, _ shape: CovarianceShape, _ regularisation: Double) {
    let d = rows[0].count
    let none = [Double](repeating: 0, count: d)
    var sizes = [Double](repeating: 0, count: k)
    means = [[Double]](repeating: none, count: k)
    covariances = [[[Double]]](repeating: [[Double]](repeating: none, count: d), count: k)
    for c in 0..<k {
      for row in rows.indices {
        sizes[c] += memberships[row][c]
        for f in 0..<d { means[c][f] += memberships[row][c] * rows[row][f] }
      }
      for f in 0..<d { means[c][f] /= sizes[c] }
      for row in rows.indices {
        for i in 0..<d {
          for j in 0..<d {
            let product = (rows[row][i] - means[c][i]) * (rows[row][j] - means[c][j])
            covariances[c][i][j] += memberships[row][c] * product / sizes[c]
          }
        }
      }
    }
    weights = sizes.map { $0 / Double(rows.count) }
    switch shape {
    case .full: break
    case .tied:
      var pooled = [[Double]](repeating: none, count: d)
      for c in 0..<k {
        for i in 0..<d { for j in 0..<d { pooled[i][j] += weights[c] * covariances[c][i][j] } }
      }
      covariances = [[[Double]]](repeating: pooled, count: k)
    case .diagonal, .spherical:
      for c in 0..<k {
        var trace = 0.0
        for i in 0..<d { trace += covariances[c][i][i] }
        for i in 0..<d {
          for j in 0..<d where i != j { covariances[c][i][j] = 0 }
          if shape == .spherical { covariances[c][i][i] = trace / Double(d) }
        }
      }
    }
    for c in 0..<k { for f in 0..<d { covariances[c][f][f] += regularisation } }
  }

  private mutating func share(_ rows: [[Double]], _ k: Int) {
    let d = rows[0].count
    let inverses = covariances.map(inverseAndDeterminant)
    score = 0
    for (row, values) in rows.enumerated() {
      var densities = [Double](repeating: 0, count: k)
      for c in 0..<k {
        var square = 0.0
        for i in 0..<d {
          for j in 0..<d {
            square += (values[i] - means[c][i]) * inverses[c].inverse[i][j] * (values[j] - means[c][j])
          }
        }
        let scale = sqrt(pow(2 * Double.pi, Double(d)) * inverses[c].determinant)
        densities[c] = weights[c] * exp(-square / 2) / scale
      }
      let sum = densities.reduce(0, +)
      memberships[row] = densities.map { $0 / sum }
      score += log(sum) / Double(rows.count)
    }
  }
}

/// By Gauss and Jordan, with pivots.
private func inverseAndDeterminant(_ matrix: [[Double]]) -> (inverse: [[Double]], determinant: Double) {
  let d = matrix.count
  var rows = matrix
  for i in 0..<d { for j in 0..<d { rows[i].append(i == j ? 1 : 0) } }
  var determinant = 1.0
  for column in 0..<d {
    let pivot = (column..<d).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
    if pivot != column {
      rows.swapAt(pivot, column)
      determinant = -determinant
    }
    determinant *= rows[column][column]
    let own = rows[column][column]
    for place in 0..<2 * d { rows[column][place] /= own }
    for other in 0..<d where other != column {
      let factor = rows[other][column]
      for place in 0..<2 * d { rows[other][place] -= factor * rows[column][place] }
    }
  }
  return (rows.map { Array($0[d...]) }, determinant)
}
