import Machine

/// The silhouettes of judged rows, and what they would be without each group of them.
///
/// A judged row stands for N/m rows of its stratum, of which m of N were drawn; without a group, the others stand for all.
struct JudgedSilhouettes {
  /// Up to so many strata each distance is measured once, and sums are kept: 8 bytes for each stratum, group and row.
  static let mostStrata = 12

  private let sample: StratifiedRows
  private let partitions: [Partition]
  private let strata: CommonCells
  /// With all groups at `groupCount`, and without group r at r.
  private static let rounds = StratifiedRows.groupCount + 1
  /// How many rows a judged one stands for in a round, at round · strata + stratum.
  private let weights: [Double]
  /// The silhouette of judged row i of partition p in a round at ((p · rows) + i) · rounds + round.
  private let values: [Double]
  private let neighbours: [Int]

  /// - Throws: `CancellationError`, and what `Partition` throws.
  init(
    _ matrix: Matrix, _ partitions: [Partition], _ strata: CommonCells, judged: Int, seed: UInt64,
    context: ComputeContext
  ) throws {
    let sample = StratifiedRows(strata: strata.cells, count: strata.count, rows: judged, seed: seed)
    try context.checkCancellation()
    let rows = sample.drawn.count
    let (rounds, strataCount) = (Self.rounds, strata.count)
    self.sample = sample
    self.partitions = partitions
    self.strata = strata
    let weights = (0..<rounds).flatMap { round in
      (0..<strataCount).map { stratum in
        let there = sample.count(of: stratum, without: round < StratifiedRows.groupCount ? round : nil)
        return Double(sample.sizes[stratum]) / Double(there)
      }
    }
    self.weights = weights
    var values = [Double](repeating: 0, count: partitions.count * rows * rounds)
    var neighbours = [Int](repeating: 0, count: partitions.count * rows)

    // Distances are summed by stratum and group.
    let parcels = sample.drawn.map { $0.stratum * rounds + $0.group }
    let parcelNames = Set(parcels).sorted()
    let features = matrix.selecting(rows: sample.drawn.map(\.row)).scaledForSquares().matrix
    let layout = try ClusteredBlocks(features, Partition(labels: parcels, of: features), context: context)
    let judge = RowJudge(sample: sample, partitions: partitions, strata: strata, weights: weights)
    try values.withDisjointSlots { (values) throws(CancellationError) in
      try neighbours.withDisjointSlots { (neighbours) throws(CancellationError) in
        try layout.forEachRow(keepsSums: strataCount <= Self.mostStrata, context: context) { row, sums in
          var byParcel = [Double](repeating: 0, count: strataCount * rounds)
          for (place, name) in parcelNames.enumerated() { byParcel[name] = sums[place] }
          judge.judge(row, byParcel) { partition, round, value, neighbour in
            values[(partition * rows + row) * rounds + round] = value
            if round == rounds - 1 { neighbours[partition * rows + row] = neighbour }
          }
        }
      }
    }
    self.values = values
    self.neighbours = neighbours
  }

  /// - Parameter names: the label of each cluster.
  func estimate(of partition: Int, names: [Int]) -> SilhouetteEstimate {
    let rows = sample.drawn.count
    let k = partitions[partition].k
    let byRound = (0..<Self.rounds).map { means(of: partition, round: $0) }
    func mean(_ value: (RoundMeans) -> Double) -> SilhouetteEstimate.Mean {
      SilhouetteEstimate.Mean(
        value: value(byRound[Self.rounds - 1]), standardError: sample.standardError(byRound.dropLast().map(value)))
    }
    let all = (0..<rows).map { values[(partition * rows + $0) * Self.rounds + Self.rounds - 1] }
    return SilhouetteEstimate(
      rows: sample.drawn.map(\.row), values: all,
      neighbours: neighbours[partition * rows..<(partition + 1) * rows].map { names[$0] },
      mean: mean(\.all),
      clusters: Dictionary(
        uniqueKeysWithValues: (0..<k).map { cluster in (names[cluster], mean { $0.clusters[cluster] }) }))
  }

  private struct RoundMeans {
    let all: Double
    let clusters: [Double]
  }

  private func means(of partition: Int, round: Int) -> RoundMeans {
    let rows = sample.drawn.count
    var sums = [Double](repeating: 0, count: strata.count)
    for (i, drawn) in sample.drawn.enumerated() where drawn.group != round || round == Self.rounds - 1 {
      sums[drawn.stratum] += values[(partition * rows + i) * Self.rounds + round]
    }
    var totals = [Double](repeating: 0, count: partitions[partition].k)
    var sizes = [Double](repeating: 0, count: partitions[partition].k)
    for stratum in 0..<strata.count {
      let cluster = strata.clusters[partition][stratum]
      totals[cluster] += sums[stratum] * weights[round * strata.count + stratum]
      sizes[cluster] += Double(sample.sizes[stratum])
    }
    return RoundMeans(all: totals.reduce(0, +) / sizes.reduce(0, +), clusters: zip(totals, sizes).map { $0 / $1 })
  }
}

/// Makes a row's silhouettes of its sums of distances.
private struct RowJudge: Sendable {
  let sample: StratifiedRows
  let partitions: [Partition]
  let strata: CommonCells
  let weights: [Double]

  /// - Parameters:
  ///   - row: among the judged.
  ///   - sums: of distances to the judged rows of a stratum and group, at stratum · rounds + group.
  ///   - give: told partition, round, silhouette and the nearest other cluster, in each round that has the row.
  func judge(_ row: Int, _ sums: [Double], give: (Int, Int, Double, Int) -> Void) {
    let drawn = sample.drawn[row]
    let rounds = StratifiedRows.groupCount + 1
    let all = (0..<strata.count).map { stratum in sums[stratum * rounds..<(stratum + 1) * rounds].reduce(0, +) }
    for round in 0..<rounds where round != drawn.group || round == rounds - 1 {
      let isWhole = round == rounds - 1
      let weight = weights[round * strata.count + drawn.stratum]
      for (p, partition) in partitions.enumerated() {
        withUnsafeTemporaryAllocation(of: Double.self, capacity: partition.k) { distances in
          distances.initialize(repeating: 0)
          for stratum in 0..<strata.count {
            let sum = isWhole ? all[stratum] : all[stratum] - sums[stratum * rounds + round]
            distances[strata.clusters[p][stratum]] += sum * weights[round * strata.count + stratum]
          }
          let own = strata.clusters[p][drawn.stratum]
          guard let base = distances.baseAddress else { return }
          let (value, neighbour) = silhouetteValue(of: own, sums: base, sizes: partition.sizes, ownWeight: weight)
          give(p, round, value, neighbour)
        }
      }
    }
  }
}
