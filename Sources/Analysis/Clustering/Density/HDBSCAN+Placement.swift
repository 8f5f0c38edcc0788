import Machine

/// Where new rows belong.
public struct DensityPlacement: Sendable, Equatable {
  /// The cluster of each row, -1 for noise.
  public let labels: [Int]
  /// How strongly each belongs to it, 0...1.
  public let probabilities: [Double]
}

extension HDBSCAN {
  /// Places new rows in these clusters, which stay as they are.
  ///
  /// A new row goes with the clustered row that it is nearest to by mutual reachability distance, its own core distance
  /// being that to its `minSamples`-th nearest clustered row; among equals the nearest by distance. It belongs to
  /// the cluster that this row is in at the λ of their distance, and leaves no later than this row does. So a copy of a clustered
  /// row gets its cluster and its probability. (As `approximate_predict` of the hdbscan package, but for what stays longer than
  /// its neighbour, and exact where that looks at 2·`min_samples` neighbours.) Where equals belong to different clusters, it is the
  /// one where the probability is larger, then the one with the lower number. Rows placed together do not see each other.
  /// - Parameters:
  ///   - rows: m × d, finite.
  ///   - clustered: n × d, the rows that were clustered, in their order.
  /// - Throws: `ClusteringError.empty`, `.nonFinite`; `.labelCount` if `clustered` has other rows than were clustered,
  ///   `.columnCount` if `rows` has other columns; `CancellationError`.
  /// - Complexity: O((n + m) log (n + m)) in few intrinsic dimensions, O(n·m·d) in many.
  public func place(_ rows: Matrix, among clustered: Matrix, context: ComputeContext) throws -> DensityPlacement {
    try clustered.checkFinite()
    try rows.checkFinite()
    guard clustered.rowCount == labels.count else {
      throw ClusteringError.labelCount(labels.count, rows: clustered.rowCount)
    }
    guard rows.columnCount == clustered.columnCount else {
      throw ClusteringError.columnCount(rows.columnCount, needed: clustered.columnCount)
    }
    let both = Matrix(
      rowCount: clustered.rowCount + rows.rowCount, columnCount: rows.columnCount,
      elements: clustered.elements + rows.elements)
    let (scaled, exponent) = both.scaledForSquares()
    let distinct = try DistinctRows(of: scaled, context: context)
    let (origins, first) = try self.origins(of: distinct, context)
    let outcomes = PlacementOutcomes(self)
    let nearest = try nearestClustered(distinct, origins, exponent, outcomes, context)

    var placement = (labels: [Int](), probabilities: [Double]())
    try forEachStretch(of: rows.rowCount, context) { stretch in
      for row in stretch {
        let point = first[clustered.rowCount + row]
        let origin = origins[point].row
        let outcome =
          origin >= 0
          ? PlacementOutcome(label: labels[origin], probability: probabilities[origin])
          : outcomes.outcome(besides: nearest[point].row, length: nearest[point].length)
        placement.labels.append(outcome.label)
        placement.probabilities.append(outcome.probability)
      }
    }
    try context.checkpoint(1)
    return DensityPlacement(labels: placement.labels, probabilities: placement.probabilities)
  }

  /// For each different row a clustered one that it is a copy of, -1 for none, and how many there are; and for each row
  /// which of the different ones it is.
  private func origins(
    of distinct: DistinctRows, _ context: ComputeContext
  ) throws(CancellationError) -> (origins: [Origin], points: [Int]) {
    var points = [Int](repeating: 0, count: distinct.labels.count + distinct.merges.count)
    for (point, row) in distinct.labels.enumerated() { points[row] = point }
    for copy in distinct.merges.reversed() { points[copy.low] = points[copy.high] }
    try context.checkCancellation()
    var origins = [Origin](repeating: Origin(row: -1, count: 0), count: distinct.labels.count)
    try forEachStretch(of: labels.count, context) { rows in
      for row in rows { origins[points[row]] = Origin(row: row, count: origins[points[row]].count + 1) }
    }
    return (origins, points)
  }

  /// For each different row without an origin the clustered row that it is nearest to.
  private func nearestClustered(
    _ distinct: DistinctRows, _ origins: [Origin], _ exponent: Int, _ outcomes: PlacementOutcomes,
    _ context: ComputeContext
  ) throws(CancellationError) -> [(row: Int, length: Double)] {
    let points = try DensityPoints(distinct.points, counts: origins.map(\.count), context: context)
    let cores = points.order.map { point in
      let row = origins[point].row
      return row < 0 ? .infinity : Double(sign: .plus, exponent: exponent, significand: coreDistances[row])
    }
    let nodeCores = try points.nodeValues(of: cores, context) { $0.min() ?? .infinity }
    let open = points.order.indices.filter { origins[points.order[$0]].row < 0 }
    var nearest = [(row: Int, length: Double)](repeating: (-1, 0), count: points.order.count)
    let chunk = max(1, min(64, 2_000_000 / points.order.count))
    try nearest.withDisjointSlots { (nearest) throws(CancellationError) in
      try parallelChunks(
        count: open.count, chunkSize: chunk, reportsProgress: true, context: context.part(0.1...0.95)
      ) { range, _ in
        points.withPlacementSearch(minSamples: minSamples, cores, nodeCores) { coreSearch, search in
          for place in open[range] {
            func neighbour(_ found: NearestClustered) -> (row: Int, length: Double) {
              let length = Double(sign: .plus, exponent: -exponent, significand: found.length)
              return (origins[points.order[found.place]].row, length)
            }
            func outcome(_ found: NearestClustered) -> PlacementOutcome {
              let (row, length) = neighbour(found)
              return outcomes.outcome(besides: row, length: length)
            }
            let core = coreSearch.run(from: place).squareRoot()
            let found = search.run(from: place, core: core) { outcome($0) < outcome($1) }
            if let found { nearest[points.order[place]] = neighbour(found) }
          }
        }
      }
    }
    return nearest
  }
}

private struct Origin {
  var row: Int
  var count: Int
}

extension DensityPoints {
  /// Gives `body` searches for core distances and for clustered rows.
  fileprivate func withPlacementSearch(
    minSamples: Int, _ cores: [Double], _ nodeCores: [Double], _ body: (inout CoreSearch, PlacementSearch) -> Void
  ) {
    withCoreSearch(minSamples: minSamples) { coreSearch in
      cores.withUnsafeBufferPointer { cores in
        nodeCores.withUnsafeBufferPointer { nodeCores in
          let search = PlacementSearch(
            view: coreSearch.view, coordinates: tree.coordinates, cores: cores, nodeCores: nodeCores)
          body(&coreSearch, search)
        }
      }
    }
  }
}
