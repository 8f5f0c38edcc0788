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
    /// NaN for a row in no cluster.
    let values: [Double]
    /// The other cluster nearest to each row; `Grouping.none` for a row in none.
    let neighbours: [Int]
  }

  /// - Complexity: O(n²·d) for the silhouette.
  init(_ grouping: Grouping, k: Int, features: Matrix, context: ComputeContext) throws {
    let members = try Members(of: grouping, in: features, context: context)
    let silhouette =
      k >= 2 && k < members.features.rowCount
      ? try Analysis.silhouette(of: members.features, labels: members.clusters, context: context) : nil
    try self.init(grouping, k: k, members, silhouette: silhouette, context: context)
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
    _ groupings: [(k: Int, grouping: Grouping)], features: Matrix, context: ComputeContext
  ) throws -> [ScoredGrouping] {
    guard !groupings.contains(where: \.grouping.hasNoise) else {
      return try groupings.map {
        try ScoredGrouping($0.grouping, k: $0.k, features: features, context: context)
      }
    }
    let defined = groupings.filter { $0.k >= 2 && $0.k < features.rowCount }
    let found = try silhouettes(of: features, partitions: defined.map(\.grouping.clusters), context: context)
    let byK = Dictionary(uniqueKeysWithValues: zip(defined.map(\.k), found))
    return try groupings.map {
      let members = try Members(of: $0.grouping, in: features, context: context)
      return try ScoredGrouping($0.grouping, k: $0.k, members, silhouette: byK[$0.k], context: context)
    }
  }

  private init(
    _ grouping: Grouping, k: Int, _ members: Members, silhouette: Analysis.Silhouette?, context: ComputeContext
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
      silhouette: silhouette.mean,
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

  func spread(_ silhouette: Analysis.Silhouette) -> ScoredGrouping.Silhouette {
    guard let places else {
      return ScoredGrouping.Silhouette(values: silhouette.values, neighbours: silhouette.neighbours)
    }
    var values = [Double](repeating: .nan, count: rowCount)
    var neighbours = [Int](repeating: Grouping.none, count: rowCount)
    for (i, place) in places.enumerated() {
      values[place] = silhouette.values[i]
      neighbours[place] = silhouette.neighbours[i]
    }
    return ScoredGrouping.Silhouette(values: values, neighbours: neighbours)
  }
}

extension [ScoredGrouping] {
  /// The sums of squares that the method computed, by k.
  var inertias: [Int: Double] {
    Dictionary(uniqueKeysWithValues: compactMap { scored in scored.grouping.inertia.map { (scored.k, $0) } })
  }
}

extension Matrix {
  /// The matrix of some rows, in the order given.
  func selecting(rows: [Int]) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(rows.count * columnCount)
    for row in rows { elements += self.row(row) }
    return Matrix(rowCount: rows.count, columnCount: columnCount, elements: elements)
  }
}
