import Analysis
import Machine

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

  /// The partitions into each number of clusters with their scores; ends early where k-means lacks the distinct rows.
  /// - Complexity: O(n²·d) for the silhouettes, which are computed together.
  func scored(_ ks: ClosedRange<Int>, context: ComputeContext) throws -> [ScoredPartition] {
    let shareOfClustering = shareOfClustering
    var parts: [(k: Int, part: Part)] = []
    for (i, k) in ks.enumerated() {
      let share = context.part(
        Double(i) / Double(ks.count) * shareOfClustering...Double(i + 1) / Double(ks.count) * shareOfClustering)
      guard let part = try part(k, context: share) else { break }
      parts.append((k, part))
    }
    return try ScoredPartition.scoring(parts, features: features, context: context.part(shareOfClustering...1))
  }

  /// Cuts of a tree are there at once, and their silhouettes cost as much as one; k-means works for each, and so do silhouettes
  /// of partitions that have little in common.
  private var shareOfClustering: Double {
    guard tree == nil else { return 0 }
    let work = ExpectedWork(of: features)
    let clustering = work.kMeans(starts: options.starts)
    return clustering / (clustering + work.silhouettes)
  }

  /// The within-cluster sums of squares of 1, 2, … `largest` clusters, or as many as the rows allow.
  /// - Parameter known: sums that need no further k-means, by k.
  func withinSquares(upTo largest: Int, known: [Int: Double] = [:], context: ComputeContext) throws -> [Double] {
    let largest = min(largest, features.rowCount)
    if let tree { return try tree.withinSquares(of: features, upTo: largest, context: context) }
    var sums = [
      try Analysis.withinSquares(
        of: features, labels: [Int](repeating: 0, count: features.rowCount), context: context)
    ]
    for k in 1..<largest {
      let share = context.part(Double(k - 1) / Double(largest - 1)...Double(k) / Double(largest - 1))
      if let sum = known[k + 1] {
        sums.append(sum)
      } else if let part = try part(k + 1, context: share), let sum = part.inertia {
        sums.append(sum)
      } else {
        break
      }
    }
    return sums
  }
}

extension Partitions {
  /// The best mean silhouette, among the numbers of clusters `ks`, of data without groups: what this method makes of rows
  /// that lie evenly in the box that the features fill along their principal components. nil for fewer than 30 rows.
  ///
  /// A few hundred rows tell it to a hundredth, whatever the number of rows.
  func structurelessSilhouette(_ ks: ClosedRange<Int>, context: ComputeContext) throws -> Double? {
    let rows = min(features.rowCount, 500)
    guard rows >= 30 else { return nil }
    let source = try GapReference(of: features, .principalBox, context: context.part(0...0.1))
    var options = options
    options.starts = min(options.starts, 2)
    var best = -1.0
    for set in 0..<5 {
      let part = context.part(0.1 + 0.18 * Double(set)...0.1 + 0.18 * Double(set + 1))
      let uniform = source.set(set, of: .structurelessSets, rowCount: rows, seed: options.seed)
      let partitions = try Partitions(of: uniform, options: options, tree: nil, context: part.part(0...0.5))
      let last = min(ks.upperBound, rows - 1)
      guard ks.lowerBound <= last else { return nil }
      for scored in try partitions.scored(ks.lowerBound...last, context: part.part(0.5...1)) {
        best = max(best, scored.scores.silhouette ?? -1)
      }
    }
    return best
  }
}

extension RandomStream {
  /// Rows without groups, to compare silhouettes with.
  fileprivate static let structurelessSets = RandomStream("structureless sets")
}

/// A partition with its scores.
struct ScoredPartition {
  let k: Int
  let clusters: [Int]
  let splitTie: Bool
  let inertia: Double?
  let scores: Segmentation.Scores
  /// By clusters; nil when every row is a cluster of its own.
  let silhouette: Silhouette?

  /// - Complexity: O(n²·d) for the silhouette.
  init(_ part: Partitions.Part, k: Int, features: Matrix, context: ComputeContext) throws {
    let silhouette =
      k < features.rowCount ? try Analysis.silhouette(of: features, labels: part.clusters, context: context) : nil
    try self.init(part, k: k, features: features, silhouette: silhouette, context: context)
  }

  /// Several at once, which costs little more than one.
  static func scoring(
    _ parts: [(k: Int, part: Partitions.Part)], features: Matrix, context: ComputeContext
  ) throws -> [ScoredPartition] {
    let defined = parts.filter { $0.k < features.rowCount }
    let found = try silhouettes(of: features, partitions: defined.map(\.part.clusters), context: context)
    let byK = Dictionary(uniqueKeysWithValues: zip(defined.map(\.k), found))
    return try parts.map {
      try ScoredPartition($0.part, k: $0.k, features: features, silhouette: byK[$0.k], context: context)
    }
  }

  private init(
    _ part: Partitions.Part, k: Int, features: Matrix, silhouette: Silhouette?, context: ComputeContext
  ) throws {
    self.k = k
    clusters = part.clusters
    splitTie = part.splitTie
    inertia = part.inertia
    self.silhouette = silhouette
    guard let silhouette else {
      scores = Segmentation.Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil)
      return
    }
    scores = Segmentation.Scores(
      silhouette: silhouette.mean,
      calinskiHarabasz: try calinskiHarabasz(of: features, labels: part.clusters, context: context),
      daviesBouldin: try daviesBouldin(of: features, labels: part.clusters, context: context))
  }
}

extension [ScoredPartition] {
  /// The sums of squares that k-means found, by k.
  var inertias: [Int: Double] {
    Dictionary(uniqueKeysWithValues: compactMap { partition in partition.inertia.map { (partition.k, $0) } })
  }
}
