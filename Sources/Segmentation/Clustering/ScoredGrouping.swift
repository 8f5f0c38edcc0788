import Analysis

/// A grouping with its scores. Rows in no cluster have no part in them.
struct ScoredGrouping {
  let k: Int
  let grouping: Grouping
  let scores: CustomerSegmentation.Scores
  /// nil when every row is a cluster of its own.
  let silhouette: Silhouette?

  var clusters: [Int] { grouping.clusters }

  /// How well each row sits in its cluster.
  struct Silhouette {
    /// NaN for a row in no cluster, and for one that was not judged.
    let values: [Double]
    /// The other cluster nearest to each row; `Grouping.none` for a row in none, and for one that was not judged.
    let neighbours: [Int]
    /// What was estimated from those that were judged; nil where all were measured.
    let estimate: SilhouetteEstimate?
  }

  /// - Parameter options: whether silhouettes are estimated, and from which rows.
  /// - Complexity: O(n²·d) for the silhouette, unless that is estimated.
  init(_ grouping: Grouping, k: Int, features: Matrix, options: ClusterOptions, context: ComputeContext) throws {
    let members = try Members(of: grouping, in: features, context: context)
    let isDefined = k >= 2 && k < members.features.rowCount
    let found = isDefined ? try members.silhouettes(of: [members.clusters], options, context: context).first : nil
    try self.init(grouping, k: k, members, silhouette: found, context: context)
  }

  /// One whose scores nobody asks for.
  init(unscored grouping: Grouping, k: Int) {
    self.k = k
    self.grouping = grouping
    silhouette = nil
    scores = CustomerSegmentation.Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil)
  }

  /// Several at once, which costs little more than one.
  static func scoring(
    _ groupings: [(k: Int, grouping: Grouping)], features: Matrix, options: ClusterOptions, context: ComputeContext
  ) throws -> [ScoredGrouping] {
    guard let first = groupings.first, !groupings.contains(where: \.grouping.hasNoise) else {
      return try groupings.map {
        try ScoredGrouping($0.grouping, k: $0.k, features: features, options: options, context: context)
      }
    }
    let defined = groupings.filter { $0.k >= 2 && $0.k < features.rowCount }
    let everyone = try Members(of: first.grouping, in: features, context: context)
    let found = try everyone.silhouettes(of: defined.map(\.grouping.clusters), options, context: context)
    let byK = Dictionary(uniqueKeysWithValues: zip(defined.map(\.k), found))
    return try groupings.map {
      let members = try Members(of: $0.grouping, in: features, context: context)
      return try ScoredGrouping($0.grouping, k: $0.k, members, silhouette: byK[$0.k], context: context)
    }
  }

  private init(
    _ grouping: Grouping, k: Int, _ members: Members, silhouette: FoundSilhouette?, context: ComputeContext
  ) throws {
    self.k = k
    self.grouping = grouping
    guard let silhouette else {
      self.silhouette = nil
      scores = CustomerSegmentation.Scores(silhouette: nil, calinskiHarabasz: nil, daviesBouldin: nil)
      return
    }
    self.silhouette = members.spread(silhouette)
    scores = CustomerSegmentation.Scores(
      silhouette: silhouette.mean, silhouetteError: silhouette.estimate?.mean.standardError,
      calinskiHarabasz: try calinskiHarabasz(of: members.features, labels: members.clusters, context: context),
      daviesBouldin: try daviesBouldin(of: members.features, labels: members.clusters, context: context))
  }
}

/// The rows that are in a cluster.
private struct Members {
  let features: Matrix
  let clusters: [Int]
  /// Their places among all rows; nil where that is everyone.
  let places: [Int]?
  private let rowCount: Int

  init(of grouping: Grouping, in features: Matrix, context: ComputeContext) throws(CancellationError) {
    rowCount = features.rowCount
    guard grouping.hasNoise else {
      self.features = features
      clusters = grouping.clusters
      places = nil
      return
    }
    try context.checkCancellation()
    let places = grouping.clusters.indices.filter { grouping.clusters[$0] != Grouping.none }
    self.places = places
    clusters = places.map { grouping.clusters[$0] }
    self.features = features.selecting(rows: places)
  }

  /// Of all members or from some of them, as the options ask for.
  func silhouettes(
    of partitions: [[Int]], _ options: ClusterOptions, context: ComputeContext
  ) throws -> [FoundSilhouette] {
    guard let judged = options.judged(of: features.rowCount) else {
      // One by itself adds up in another order than several together.
      let exact =
        partitions.count == 1
        ? [try Analysis.silhouette(of: features, labels: partitions[0], context: context)]
        : try Analysis.silhouettes(of: features, partitions: partitions, context: context)
      return exact.map(FoundSilhouette.exact)
    }
    return try silhouetteEstimates(
      of: features, partitions: partitions, judged: judged, seed: options.seed, context: context
    ).map(FoundSilhouette.estimated)
  }

  func spread(_ silhouette: FoundSilhouette) -> ScoredGrouping.Silhouette {
    let rows: [Int]
    switch silhouette {
    case .exact(let exact):
      guard let places else {
        return ScoredGrouping.Silhouette(values: exact.values, neighbours: exact.neighbours, estimate: nil)
      }
      rows = places
    case .estimated(let estimate): rows = places.map { places in estimate.rows.map { places[$0] } } ?? estimate.rows
    }
    var values = [Double](repeating: .nan, count: rowCount)
    var neighbours = [Int](repeating: Grouping.none, count: rowCount)
    for (i, row) in rows.enumerated() {
      values[row] = silhouette.values[i]
      neighbours[row] = silhouette.neighbours[i]
    }
    return ScoredGrouping.Silhouette(values: values, neighbours: neighbours, estimate: silhouette.estimate)
  }
}

/// A silhouette of all rows or of some.
private enum FoundSilhouette {
  case exact(Analysis.Silhouette)
  case estimated(SilhouetteEstimate)

  var estimate: SilhouetteEstimate? { if case .estimated(let estimate) = self { estimate } else { nil } }

  var mean: Double {
    switch self {
    case .exact(let silhouette): silhouette.mean
    case .estimated(let estimate): estimate.mean.value
    }
  }

  /// Of the rows that were judged.
  var values: [Double] {
    switch self {
    case .exact(let silhouette): silhouette.values
    case .estimated(let estimate): estimate.values
    }
  }

  var neighbours: [Int] {
    switch self {
    case .exact(let silhouette): silhouette.neighbours
    case .estimated(let estimate): estimate.neighbours
    }
  }
}

extension SilhouetteSample {
  /// - Parameter segmentOf: the segment of each cluster.
  init?(_ silhouette: ScoredGrouping.Silhouette?, segmentOf: [Int: Int]) {
    guard let estimate = silhouette?.estimate else { return nil }
    let ordered = estimate.clusters.sorted { segmentOf[$0.key, default: 0] < segmentOf[$1.key, default: 0] }
    self.init(
      customers: estimate.rows.count, means: ordered.map(\.value.value), errors: ordered.map(\.value.standardError))
  }
}

extension [ScoredGrouping] {
  /// The sums of squares that the method computed, by k.
  var inertias: [Int: Double] {
    Dictionary(uniqueKeysWithValues: compactMap { scored in scored.grouping.inertia.map { (scored.k, $0) } })
  }
}
