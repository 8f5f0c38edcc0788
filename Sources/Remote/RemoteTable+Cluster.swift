import Analysis
import Machine
import Segmentation
import Tables
import Warehouse

extension RemoteTable {
  /// Divides the rows by k-means, where they are.
  ///
  /// The first centroids come from the kernel's own k-means on 20,000 rows drawn by a digest; then each of Lloyd's rounds is one query
  /// that assigns every row and sums up the features of each segment.
  /// - Parameters:
  ///   - k: at least 2.
  /// - Throws: `WarehouseError`, `PreparationError`, `SQLModelError`, `ClusteringError`, `CancellationError`.
  public func kMeans(
    k: Int, seed: UInt64, _ warehouse: any Warehouse, context: ComputeContext
  ) throws -> RemoteFit {
    let rounds = try rounds(in: warehouse, context)
    let start = try rounds.start(k: k, seed: seed)
    let (state, count, hasSettled) = try rounds.run(from: start, context: context.part(0.1...0.9))
    return try fit(rounds, state, .lloyd(rounds: count, hasSettled: hasSettled), seed)
  }

  /// Cells that Ward's linkage merges.
  static let cells = 100
  private static let roundsOfCells = 10

  /// Divides the rows by Ward's linkage of many small cells: k-means makes them in the engine, their weighted centroids are merged here.
  /// - Throws: as `kMeans(k:seed:_:context:)`.
  public func ward(
    k: Int, seed: UInt64, _ warehouse: any Warehouse, context: ComputeContext
  ) throws -> RemoteFit {
    let rounds = try rounds(in: warehouse, context)
    let start = try rounds.start(upTo: Self.cells, seed: seed)
    let cells = try rounds.run(from: start, most: Self.roundsOfCells, context: context.part(0.1...0.8)).state
    let filled = cells.sizes.indices.filter { cells.sizes[$0] > 0 }
    guard k <= filled.count else { throw ClusteringError.clusterCount(k, allowed: 1...filled.count) }
    let branches = wardLabels(
      of: filled.map { cells.centroids[$0] }, weights: filled.map { Double(cells.sizes[$0]) }, k: k)
    var centroids = [[Double]](repeating: [Double](repeating: 0, count: rounds.features.transforms.count), count: k)
    var weights = [Double](repeating: 0, count: k)
    for (cell, branch) in zip(filled, branches) {
      let weight = Double(cells.sizes[cell])
      weights[branch] += weight
      for j in centroids[branch].indices { centroids[branch][j] += weight * cells.centroids[cell][j] }
    }
    for branch in 0..<k { for j in centroids[branch].indices { centroids[branch][j] /= weights[branch] } }
    var state = try rounds.round(centroids)
    state.centroids = centroids
    let agreeing = try rounds.agreeing(
      cells: filled.map { cells.centroids[$0] }, branches: branches, centroids: centroids)
    return try fit(rounds, state, .ward(cells: filled.count, agreeing: agreeing), seed)
  }

  /// What both ways begin with: the features as these rows have them, and rounds over them.
  private func rounds(in warehouse: any Warehouse, _ context: ComputeContext) throws -> LloydRounds {
    let engine = RemoteEngine(warehouse, context)
    try checkRowCount(engine)
    return LloydRounds(table: self, features: try RemoteFeatures(fitting: self, engine), engine: engine)
  }

  /// Numbers the segments by their sizes, and notes how the customers lie in them.
  private func fit(
    _ rounds: LloydRounds, _ state: LloydRounds.State, _ way: RemoteFit.Way, _ seed: UInt64
  ) throws -> RemoteFit {
    let order = state.sizes.indices.sorted { (state.sizes[$1], $0) < (state.sizes[$0], $1) }
      .filter { state.sizes[$0] > 0 }
    let sizes = order.map { state.sizes[$0] }
    return RemoteFit(
      table: name, columns: columns.map(\.name), rowCount: rowCount, conditions: conditions, features: rounds.features,
      seed: seed, way: way, centroids: order.map { state.centroids[$0] }, sizes: sizes, inertia: state.inertia,
      reference: FitReference(
        placed: sizes, elsewhere: 0, farthest: order.map { state.farthest[$0] },
        spreads: try rounds.engine.spreads(of: rounds.features, in: self)))
  }
}

extension LloydRounds {
  /// Rows whose nearest cell is in the branch whose centroid is nearest, too.
  fileprivate func agreeing(cells: [[Double]], branches: [Int], centroids: [[Double]]) throws -> Int {
    // Cells and branches are centres alike: the nearest of either kind is found in one pass.
    let with = try features.placing(table, near: cells + centroids, engine.dialect, keepingDistances: true)
    let (ofCells, ofBranches) = (0..<cells.count, cells.count..<cells.count + centroids.count)
    func names(_ range: Range<Int>) -> [String] { range.map { "s\($0 + 1)" } }
    // The least is found once for all places that are compared with it.
    let least = ["cell": ofCells, "branch": ofBranches].map { "\(engine.dialect.least(names($1))) AS \($0)" }
    func nearest(_ range: Range<Int>, _ least: String, _ value: (Int) -> Int) -> String {
      let cases = range.map { "WHEN s\($0 + 1) = \(least) THEN \(value($0))" }
      return range.count == 1 ? String(value(range.lowerBound)) : "CASE \(cases.joined(separator: " ")) END"
    }
    let own = nearest(ofCells, "cell") { branches[$0] }
    let next = nearest(ofBranches, "branch") { $0 - cells.count }
    let all = (names(0..<ofBranches.upperBound) + least.sorted()).joined(separator: ", ")
    return Int(
      rows: try engine.row(
        """
        \(with), compared AS \(engine.dialect.kept)(SELECT \(all) FROM placed)
        SELECT sum(CASE WHEN \(own) = \(next) THEN 1 ELSE 0 END) AS n FROM compared
        """)[0])
  }
}

/// Ward's linkage of weighted points, cut into k branches.
///
/// Merging two groups costs what it adds to the sum of squares: `w v / (w + v)` times the squared distance of their centroids.
/// J. H. Ward (1963), doi:10.1080/01621459.1963.10500845.
/// - Returns: the branch of each point, 0 ..< k, numbered by first appearance.
/// - Complexity: O(m³) for m points.
func wardLabels(of points: [[Double]], weights: [Double], k: Int) -> [Int] {
  var centroids = points
  var weights = weights
  var members = points.indices.map { [$0] }
  var alive = Array(points.indices)
  while alive.count > k {
    var best = (cost: Double.infinity, a: 0, b: 0)
    for (place, a) in alive.enumerated() {
      for b in alive[(place + 1)...] {
        let squared = zip(centroids[a], centroids[b]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let cost = weights[a] * weights[b] / (weights[a] + weights[b]) * squared
        if cost < best.cost { best = (cost, a, b) }
      }
    }
    let (a, b) = (best.a, best.b)
    let sum = weights[a] + weights[b]
    centroids[a] = zip(centroids[a], centroids[b]).map { ($0 * weights[a] + $1 * weights[b]) / sum }
    weights[a] = sum
    members[a] += members[b]
    alive.removeAll { $0 == b }
  }
  var labels = [Int](repeating: 0, count: points.count)
  let groups = alive.sorted { (members[$0].min() ?? 0) < (members[$1].min() ?? 0) }
  for (label, group) in groups.enumerated() { for point in members[group] { labels[point] = label } }
  return labels
}

extension RemoteEngine {
  /// How the values behind features are spread: between deciles, and how many are missing.
  func spreads(of features: RemoteFeatures, in table: RemoteTable) throws(WarehouseError) -> [FeatureSpread] {
    let numbers = features.transforms.map { self.number(of: $0, in: table) }
    let facts = try facts(of: numbers, in: table.rows)
    let places = facts.map { FeatureSpread.places(among: $0.count) }
    let values = try values(
      ranked: places.map { Set($0.map { $0 + 1 }) }, of: numbers, in: table.rows)
    var edges: [[Double]] = []
    for (feature, places) in places.enumerated() {
      var own: [Double] = []
      for place in places {
        FeatureSpread.add((values[feature][place + 1] ?? .nan) + 0, to: &own, below: facts[feature].maximum)
      }
      edges.append(own)
    }
    return try counts(ofColumns: numbers, between: edges, in: table)
  }

  /// The same of other rows, between edges that are there.
  /// - Parameter numbers: an expression for each feature.
  func counts(
    ofColumns numbers: [String], between edges: [[Double]], in table: RemoteTable
  ) throws(WarehouseError) -> [FeatureSpread] {
    let expressions = edges.enumerated().flatMap { feature, edges in
      ["count(x\(feature))"]
        + edges.map { "sum(CASE WHEN x\(feature) <= \(sqlNumber($0)) THEN 1 ELSE 0 END)" }
    }
    let found = try row(expressions, "FROM (SELECT \(Self.named(numbers)) FROM \(table.rows)) t")
      .map(Int.init(rows:))
    var spreads: [FeatureSpread] = []
    var place = 0
    for edges in edges {
      let (all, below) = (found[place], Array(found[(place + 1)..<(place + 1 + edges.count)]))
      place += 1 + edges.count
      let ends = below + [all]
      let counts = ends.indices.map { ends[$0] - ($0 == 0 ? 0 : ends[$0 - 1]) }
      spreads.append(FeatureSpread(edges: edges, counts: counts, missing: table.rowCount - all))
    }
    return spreads
  }

  func number(of transform: FeatureTransform, in table: RemoteTable) -> String {
    guard let column = table.columns.first(where: { $0.name == transform.column }), let answer = transform.category
    else {
      return dialect.number(transform.column)
    }
    return dialect.indicator(of: answer, column)
  }
}
