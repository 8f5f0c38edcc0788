import Analysis

/// A way to put rows into any number of clusters: by cutting one tree, or by k-means for each k.
struct Partitions {
  let features: Matrix
  let options: ClusterOptions
  /// The tree, for hierarchical clustering.
  let tree: Dendrogram?

  /// Makes the tree unless there is one already.
  init(of features: Matrix, options: ClusterOptions, tree: Dendrogram?, context: ComputeContext) throws {
    self.features = features
    self.options = options
    switch options.method {
    case .hierarchical:
      self.tree = try tree ?? hierarchicalClustering(of: features, linkage: options.linkage, context: context)
    case .kmeans:
      self.tree = nil
    }
  }

  /// A partition before it is numbered.
  struct Part {
    let clusters: [Int]
    var splitTie = false
    /// Within-cluster sum of squares, for k-means.
    var inertia: Double?
  }

  /// The partition into k clusters; nil when k-means lacks the distinct rows for so many.
  func part(_ k: Int, context: ComputeContext) throws -> Part? {
    do {
      return try into(k, context: context)
    } catch ClusteringError.clusterCount {
      return nil
    }
  }

  func into(_ k: Int, context: ComputeContext) throws -> Part {
    if let tree {
      let cut = try tree.cut(into: k)
      return Part(clusters: cut.labels, splitTie: cut.splitTie)
    }
    let result = try kMeans(of: features, k: k, starts: options.starts, seed: options.seed, context: context)
    return Part(clusters: result.labels, inertia: result.inertia)
  }
}

/// A partition with its scores.
struct ScoredPartition {
  let k: Int
  let clusters: [Int]
  let splitTie: Bool
  let inertia: Double?
  let scores: Segmentation.Scores
  /// nil when every row is a cluster of its own.
  let silhouetteValues: [Double]?

  /// - Complexity: O(n²·d) for the silhouette.
  init(_ part: Partitions.Part, k: Int, features: Matrix, context: ComputeContext) throws {
    let silhouette =
      k < features.rowCount ? try silhouette(of: features, labels: part.clusters, context: context) : nil
    try self.init(part, k: k, features: features, silhouette: silhouette)
  }

  /// Several at once, which costs little more than one.
  static func scoring(
    _ parts: [(k: Int, part: Partitions.Part)], features: Matrix, context: ComputeContext
  ) throws -> [ScoredPartition] {
    let defined = parts.filter { $0.k < features.rowCount }
    let found = try silhouettes(of: features, partitions: defined.map(\.part.clusters), context: context)
    let byK = Dictionary(uniqueKeysWithValues: zip(defined.map(\.k), found))
    return try parts.map { try ScoredPartition($0.part, k: $0.k, features: features, silhouette: byK[$0.k]) }
  }

  private init(_ part: Partitions.Part, k: Int, features: Matrix, silhouette: Silhouette?) throws {
    self.k = k
    clusters = part.clusters
    splitTie = part.splitTie
    inertia = part.inertia
    silhouetteValues = silhouette?.values
    guard let silhouette else {
      scores = Segmentation.Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil)
      return
    }
    scores = Segmentation.Scores(
      silhouette: silhouette.mean,
      calinskiHarabasz: try calinskiHarabasz(of: features, labels: part.clusters),
      daviesBouldin: try daviesBouldin(of: features, labels: part.clusters))
  }
}
