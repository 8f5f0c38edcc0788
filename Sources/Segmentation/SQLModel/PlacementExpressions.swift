import Analysis
import Glibc
import Tables

/// How a row is put into one of k segments, as SQL over its features.
protocol PlacementExpressions: Sendable {
  /// Columns that the scores are made of, by name; empty where the features will do.
  var inner: [(name: String, expression: String)] { get }
  /// The score of each segment, a column each: `s1`, `s2`, …
  var scores: [String] { get }
  /// Whether the least score wins, not the largest.
  var isLeastBest: Bool { get }
  /// The distance to the centroid of a segment (1…k), where that is the row's.
  func distance(to segment: Int) -> String
}

/// By squared distances, as the kernel adds them up: where two are the same there, they are the same here.
struct CentroidExpressions: PlacementExpressions {
  let centroids: Matrix
  let features: [String]

  let inner: [(name: String, expression: String)] = []
  let isLeastBest = true
  var scores: [String] {
    (0..<centroids.rowCount).map { sqlSquaredDistance(features, Array(centroids.row($0))) }
  }

  func distance(to segment: Int) -> String { "sqrt(s\(segment))" }
}

/// By the logarithm of each component's weighted density.
struct MixtureExpressions: PlacementExpressions {
  let centroids: Matrix
  let features: [String]
  let densities: MixtureDensities

  let isLeastBest = false

  /// How far a row lies from the mean of each component, in directions in which it has deviation 1: `y1_1`, …
  var inner: [(name: String, expression: String)] {
    var columns: [(name: String, expression: String)] = []
    for (place, component) in densities.components.enumerated() {
      let means = densities.parameters.means.row(component)
      let factor = densities.parameters.precisionFactor(of: component)
      let deviations = zip(features, means).map { "(\($0) - \(sqlNumber($1)))" }
      for column in features.indices {
        let rows = (0...column).filter { factor[$0, column] != 0 }
        let terms = rows.map { "\(deviations[$0]) * \(sqlNumber(factor[$0, column]))" }
        columns.append(("y\(place + 1)_\(column + 1)", sqlSum(terms)))
      }
    }
    return columns
  }

  var scores: [String] {
    densities.components.enumerated().map { place, component in
      let factor = densities.parameters.precisionFactor(of: component)
      let height = features.indices.reduce(log(densities.parameters.weights[component])) { $0 + log(factor[$1, $1]) }
      let squares = features.indices.map { "y\(place + 1)_\($0 + 1) * y\(place + 1)_\($0 + 1)" }
      return "\(sqlNumber(height)) - \(sqlNumber(0.5)) * (\(sqlSum(squares)))"
    }
  }

  func distance(to segment: Int) -> String {
    "sqrt(\(sqlSquaredDistance(features, Array(centroids.row(segment - 1)))))"
  }
}

package func sqlSquaredDistance(_ features: [String], _ centre: [Double]) -> String {
  sqlSum(zip(features, centre).map { "(\($0) - \(sqlNumber($1))) * (\($0) - \(sqlNumber($1)))" })
}
