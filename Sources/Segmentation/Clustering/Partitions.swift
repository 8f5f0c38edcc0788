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

  func into(_ k: Int, context: ComputeContext) throws -> Part {
    if let tree {
      let cut = try tree.cut(into: k)
      return Part(clusters: cut.labels, splitTie: cut.splitTie)
    }
    throw SegmentationError.methodToCome(options.method)
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
    self.k = k
    clusters = part.clusters
    splitTie = part.splitTie
    inertia = part.inertia
    guard k < features.rowCount else {
      scores = Segmentation.Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil)
      silhouetteValues = nil
      return
    }
    let silhouette = try silhouette(of: features, labels: part.clusters, context: context)
    silhouetteValues = silhouette.values
    scores = Segmentation.Scores(
      silhouette: silhouette.mean,
      calinskiHarabasz: try calinskiHarabasz(of: features, labels: part.clusters),
      daviesBouldin: try daviesBouldin(of: features, labels: part.clusters))
  }
}
