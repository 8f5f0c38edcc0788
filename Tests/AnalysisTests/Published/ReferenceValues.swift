import Analysis
import Foundation
import Testing

/// Values of NumPy, SciPy and scikit-learn that `Tests/Reference/make.py` wrote.
enum ReferenceValues {
  /// Data sets that tests can be run for one by one.
  static let sets: [DataSet] = (try? read("random.json", as: RandomData.self))?.sets ?? []
  static let quantileShares: [Double] = (try? read("random.json", as: RandomData.self))?.quantileShares ?? []

  static let mixtures: [PublishedMixture] = (try? read("mixtures.json", as: Mixtures.self))?.mixtures ?? []

  static func agreements() throws -> [AgreementPair] { try read("agreements.json", as: Agreements.self).pairs }
  static func customers() throws -> Customers { try read("customers.json", as: Customers.self) }

  private static func read<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference")
    return try JSONDecoder().decode(type, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }
}

private struct RandomData: Decodable {
  let quantileShares: [Double]
  let sets: [DataSet]
}

private struct Agreements: Decodable { let pairs: [AgreementPair] }

private struct Mixtures: Decodable { let mixtures: [PublishedMixture] }

/// A mixture of one of the data sets, from clusters that are given.
struct PublishedMixture: Decodable, Sendable, CustomTestStringConvertible {
  /// The data set's.
  let name: String
  let shape: String
  let tolerance: Double
  /// The most rounds.
  let maximum: Int
  let start, labels: [Int]
  let converged: Bool
  let iterations: Int
  /// The mean log-likelihood before each round's M step.
  let lowerBounds: [Double]
  let score, bic, aic: Double
  let weights, means, covariances, factors, memberships, densities: [Double]

  var testDescription: String { "\(name), \(shape), \(maximum) rounds" }
}

/// Two partitions, a digit for each row.
struct AgreementPair: Decodable {
  let first, second: String
  let adjustedRand, mutual, normalised, adjusted, homogeneity, completeness: Double

  var labels: (first: [Int], second: [Int]) {
    (first.utf8.map(Int.init), second.utf8.map(Int.init))
  }
}

struct DataSet: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let rows, columns: Int
  let data: [Double]
  let validity: [Validity]
  let pca: Components
  let columnValues: ColumnValues
  let trees: [String: Tree]
  let kMeans: [String: Double]?
  let gaps: [Gap]?
  let densities: [Density]

  var matrix: Matrix { Matrix(rowCount: rows, columnCount: columns, elements: data) }
  var testDescription: String { name }

  struct Validity: Decodable, Sendable {
    let labels: [Int]?
    let silhouettes: [Double]
    let silhouette, calinskiHarabasz, daviesBouldin: Double
    let within, kMeans: Double?
  }
  struct Components: Decodable, Sendable {
    let variances, shares: [Double]
    let components: [[Double]]?
  }
  struct ColumnValues: Decodable, Sendable {
    let means, variances, skewness: [Double]
    let quantiles: [[Double]]
    /// nil where a column is constant.
    let pearson, spearman: [[Double?]]
  }
  struct Tree: Decodable, Sendable {
    let heights: [Double]
    /// By k; none where distances tie.
    let partitions: [String: [Int]]?
  }
  struct Density: Decodable, Sendable {
    let minClusterSize, minSamples: Int
    let selection: String
    let allowSingleCluster: Bool
    let labels: [Int]
    let probabilities, persistences, outlierScores, coreDistances: [Double]
  }
  struct Gap: Decodable, Sendable {
    let reference: String
    let seed: UInt64
    let references: Int
    let logWithin, expected, standardErrors: [Double]
  }
}

/// What was computed from the real customers, for three ways to prepare them.
struct Customers: Decodable {
  /// Every so many rows one has its silhouette here.
  let step: Int
  let recipes: [String: Recipe]
  let summaries: [String: Summary]
  let pearson: [String: Double]
  let densities: [Density]

  struct Density: Decodable {
    let minClusterSize, minSamples, noise: Int
    let sizes: [Int]
    let sumOfProbabilities: Double
  }
  struct Recipe: Decodable {
    let pca: DataSet.Components
    /// By k, of Ward's tree.
    let cuts: [String: DataSet.Validity]
    let topHeights: [Double]
    let linkageSums: [String: Double]
    /// Of Ward's five with the segments named: `complete 5`.
    let agreements: [String: Scores]
  }
  struct Scores: Decodable {
    let adjustedRand, mutual, normalised, adjusted, homogeneity, completeness: Double
  }
  struct Summary: Decodable {
    let mean, skewness: Double
    let quartiles: [Double]
  }
}

/// The largest difference between found and published values, relative where these are above 1 in size.
struct Difference {
  private(set) var worst = 0.0

  /// - Parameter scale: what differences of small values are measured by.
  mutating func add(_ found: Double, _ published: Double, scale: Double = 1) {
    let difference = abs(found - published) / max(abs(published), scale)
    // A NaN on one side must not pass.
    worst = difference.isNaN ? (found.isNaN && published.isNaN ? worst : .infinity) : max(worst, difference)
  }

  mutating func add(_ found: [Double], _ published: [Double], scale: Double = 1) {
    guard found.count == published.count else {
      worst = .infinity
      return
    }
    for (a, b) in zip(found, published) { add(a, b, scale: scale) }
  }

  /// Expects no difference above `tolerance`; `COHORT_DIFFERENCES` set to anything prints how large it was.
  func expect(atMost tolerance: Double, _ what: String, sourceLocation: SourceLocation = #_sourceLocation) {
    if ProcessInfo.processInfo.environment["COHORT_DIFFERENCES"] != nil { print("DIFFERENCE \(what): \(worst)") }
    #expect(worst <= tolerance, "\(what) differs by \(worst)", sourceLocation: sourceLocation)
  }
}
