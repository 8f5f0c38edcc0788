import Machine

/// For each row its sums of distances to the rows of each cluster.
///
/// Every pair of rows is measured once and added on both sides. The rows are cut into panels; two panels are one task,
/// and tasks run in the rounds of a tournament, so that no two that run together add to the same row. A number is
/// added to by the same tasks in the same order, whatever the number of threads.
struct DistanceSums {
  private let layout: ClusteredBlocks
  /// The sums of the eight rows of block b to cluster c at c·blocks + b.
  private var sums: [EightDoubles]

  /// Whether the sums of so many clusters are worth their memory: 8 bytes for a row and a cluster.
  static func isAffordable(clusters: Int) -> Bool { clusters <= 64 }

  /// - Throws: `CancellationError`.
  /// - Complexity: O(n²·d) time, O(n·clusters) memory.
  init(_ layout: ClusteredBlocks, context: ComputeContext) throws(CancellationError) {
    self.layout = layout
    sums = [EightDoubles](repeating: EightDoubles(), count: layout.clusterCount * layout.blockCount)
    let size = Self.panelSize(blocks: layout.blockCount, dimension: layout.dimension)
    let tournament = RoundRobin(players: (layout.blockCount + size - 1) / size)
    let panels = try parallelMap(count: tournament.players, chunkSize: 1, context: context) { players, _ in
      let first = players.lowerBound * size
      return Panel(first..<min(layout.blockCount, first + size), of: layout)
    }
    try sums.withDisjointSlots { (sums) throws(CancellationError) in
      let games = PanelGames(layout: layout, sums: sums)
      try parallelChunks(count: tournament.players, chunkSize: 1, context: context) { players, _ in
        games.within(panels[players.lowerBound].blocks)
      }
      for round in 0..<tournament.roundCount {
        let pairs = tournament.games(inRound: round)
        try parallelChunks(count: pairs.count, chunkSize: 1, context: context) { items, _ in
          let (a, b) = pairs[items.lowerBound]
          games.between(panels[a], panels[b])
        }
        try context.checkpoint(Double(round + 1) / Double(tournament.roundCount))
      }
    }
  }

  /// The blocks of a panel: enough panels for a dozen threads, tasks that are worth the handing out and take no
  /// more than some five milliseconds.
  private static func panelSize(blocks: Int, dimension: Int) -> Int {
    // A square root costs about as much as eight features.
    let longest = max(1, Int((4e7 / Double(dimension + 8)).squareRoot() / 8))
    return min(longest, max(16, (blocks + 63) / 64))
  }

  /// Gives `body` the row at each place of `blocks` with its sums, one for each cluster.
  func forEachRow(in blocks: Range<Int>, _ body: (Int, UnsafePointer<Double>) -> Void) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: layout.clusterCount) { own in
      guard let base = own.baseAddress else { return }
      for block in blocks {
        for lane in 0..<layout.pointsInBlock[block] {
          for cluster in 0..<layout.clusterCount {
            (base + cluster).initialize(to: sums[cluster * layout.blockCount + block][lane])
          }
          body(layout.rowAtPlace[block * 8 + lane], base)
        }
      }
    }
  }
}

/// What one task of `DistanceSums` adds.
private struct PanelGames: Sendable {
  let layout: ClusteredBlocks
  let sums: DisjointSlots<EightDoubles>

  /// Adds the distances between the rows of two panels that share no block, on both sides.
  func between(_ a: Panel, _ b: Panel) {
    var pair = PanelPair(layout, a, b)
    for block in a.blocks {
      let columnSums = sums.base + layout.clusterOfBlock[block] * layout.blockCount
      for half in 0..<2 where layout.pointsInBlock[block] > 4 * half {
        layout.forEachRun(of: b.blocks) { run, cluster in
          add(pair.addDistances(ofHalf: half, of: block, to: run, columnSums: columnSums), to: cluster, block, half)
        }
      }
    }
  }

  /// Adds the distances among the rows of a panel.
  func within(_ panel: Range<Int>) {
    for block in panel {
      for half in 0..<2 where layout.pointsInBlock[block] > 4 * half {
        addOneSided(block, half)
        add(rowsOf: block, half, to: block + 1..<panel.upperBound)
      }
    }
  }

  /// Adds the distances between four rows, those of one half of a block, and the rows of other blocks, on both sides.
  private func add(rowsOf block: Int, _ half: Int, to others: Range<Int>) {
    let columnSums = sums.base + layout.clusterOfBlock[block] * layout.blockCount
    layout.forEachRun(of: others) { run, cluster in
      var own = FourByEight()
      for other in run {
        let distances = layout.presentDistances(ofHalf: half, of: block, to: other)
        own += distances
        columnSums[other] += (distances.a + distances.b) + (distances.c + distances.d)
      }
      add(own, to: cluster, block, half)
    }
  }

  /// Adds the distances of four rows to the rows of their own block; the others' turn comes with them.
  private func addOneSided(_ block: Int, _ half: Int) {
    add(
      layout.presentDistances(ofHalf: half, of: block, to: block), to: layout.clusterOfBlock[block], block, half)
  }

  /// Adds what four rows have summed up.
  @inline(__always)
  private func add(_ own: FourByEight, to cluster: Int, _ block: Int, _ half: Int) {
    let four = own.orderedSums
    let added =
      half == 0 ? EightDoubles(lowHalf: four, highHalf: SIMD4()) : EightDoubles(lowHalf: SIMD4(), highHalf: four)
    sums[cluster * layout.blockCount + block] += added
  }
}
