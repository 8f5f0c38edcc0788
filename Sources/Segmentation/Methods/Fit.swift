import Analysis

/// What a method made of rows, ready to put them into any number of clusters.
public protocol Fit: Sendable {
  /// The tree, where the method grows one: its cuts are the groupings.
  var tree: Dendrogram? { get }

  /// The rows in `k` clusters.
  ///
  /// A method that finds the number itself gives that for every `k`.
  /// - Throws: `ClusteringError.clusterCount` where the rows do not allow so many; `CancellationError`.
  func grouping(into k: Int, context: ComputeContext) throws -> Grouping

  /// The number of segments that the method finds by a rule of its own; nil leaves it to the votes of `KChoice`.
  func ownCount(context: ComputeContext) throws -> OwnCount?
}

extension Fit {
  public var tree: Dendrogram? { nil }
  public func ownCount(context: ComputeContext) throws -> OwnCount? { nil }
}

/// A number of segments that a method found by itself.
public struct OwnCount: Sendable, Equatable {
  public let k: Int
  /// How, for a caption: "least BIC of 1 to 10 segments".
  public let inWords: String
  /// What the user should know of it. Without a full stop.
  public let notes: [String]
}

/// Rows in clusters, before the clusters are numbered as segments.
public struct Grouping: Sendable, Equatable {
  /// The cluster of a row that is in none.
  public static let none = -1

  /// Any number from 0 for each cluster; `none` for rows that are in no cluster.
  public var clusters: [Int]
  /// True when the rule for ties, not the data, decided which clusters are apart.
  public var splitTie = false
  /// The within-cluster sum of squares, where the method computes it.
  public var inertia: Double?
  /// How sure each row is of its cluster, 0…1; 0 for a row in none. nil for a method that knows no doubt.
  public var certainty: [Double]?
  /// The probability of each cluster for each row, n × (highest number of a cluster + 1), where the method gives one.
  public var memberships: Matrix?
  /// Measures that only this method has.
  public var measures: [OwnMeasure] = []
  /// What the user should know. Without a full stop.
  public var notes: [String] = []
  /// How it was made, beyond the method's own words: "full covariances". Empty for nothing.
  public var detail = ""
  /// How other rows are placed, where it takes more than centroids; clusters as in `clusters`.
  var placing: (any ClusterPlacing)?

  public init(clusters: [Int]) { self.clusters = clusters }

  var hasNoise: Bool { clusters.contains(Self.none) }

  public static func == (a: Self, b: Self) -> Bool {
    a.clusters == b.clusters && a.splitTie == b.splitTie && a.inertia == b.inertia && a.certainty == b.certainty
      && a.memberships == b.memberships && a.measures == b.measures && a.notes == b.notes && a.detail == b.detail
  }
}

/// A measure of a grouping that only its method has, such as a likelihood.
public struct OwnMeasure: Sendable, Equatable, Codable {
  /// The head of its column.
  public let name: String
  public let value: Double
  public let isBetterLow: Bool
  /// What it is, for a tooltip.
  public let meaning: String
}
