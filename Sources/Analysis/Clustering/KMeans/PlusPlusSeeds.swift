import Machine

extension LloydPoints {
  /// Seeds by greedy k-means++: rows drawn with a chance in proportion to their squared distance from the seeds so far,
  /// of 2 + ln k draws the one that leaves the least sum (D. Arthur and S. Vassilvitskii 2007, as scikit-learn does it).
  /// - Returns: nil once cancelled.
  func plusPlusSeeds(k: Int, _ generator: inout Xoshiro256, _ context: ComputeContext) -> Matrix? {
    let trials = 2 + Int(naturalLogarithm(Double(k)))
    var seeds = [generator.next(below: matrix.rowCount)]
    var squares = [EightDoubles](repeating: EightDoubles(repeating: .infinity), count: blockCount)
    while true {
      guard let sum = lower(&squares, byDistancesToRow: seeds[seeds.count - 1], context) else { return nil }
      if seeds.count == k { break }
      let drawn = (0..<trials).map { _ in draw(generator.nextUnit() * sum, from: squares) }
      guard let left = sumsLeft(of: squares, addingRows: drawn, context) else { return nil }
      var best = 0
      for trial in 1..<trials where left[trial] < left[best] { best = trial }
      seeds.append(drawn[best])
    }
    return rows(seeds)
  }

  private func rows(_ rows: [Int]) -> Matrix {
    Matrix(rowCount: rows.count, columnCount: matrix.columnCount, elements: rows.flatMap { matrix.row($0) })
  }

  /// Lowers each row's square to its squared distance from `row`, where that is less; lanes without a row have 0.
  /// - Returns: the sum of the squares; nil once cancelled.
  private func lower(_ squares: inout [EightDoubles], byDistancesToRow row: Int, _ context: ComputeContext) -> Double? {
    var sum = EightDoubles()
    for block in 0..<blockCount {
      if block % 512 == 0 && context.cancelled { return nil }
      var least = smaller(squares[block], squaredDistances(block, toRow: row))
      let rows = rowCount(inBlock: block)
      if rows < 8 { for lane in rows..<8 { least[lane] = 0 } }
      squares[block] = least
      sum += least
    }
    return orderedSum(sum)
  }

  /// What the sum of `squares` would be with one more seed, for each of several.
  /// - Returns: nil once cancelled.
  private func sumsLeft(of squares: [EightDoubles], addingRows drawn: [Int], _ context: ComputeContext) -> [Double]? {
    let places = FourfoldPlaces(rows(drawn))
    var sums = [FourByEight](repeating: FourByEight(), count: places.fours)
    for block in 0..<blockCount {
      if block % 512 == 0 && context.cancelled { return nil }
      let now = squares[block]
      for four in 0..<places.fours {
        // Lanes without a row have 0 now, which is smaller than infinity.
        let distances = squaredDistances(block, to: places, four)
        sums[four].a += smaller(now, distances.a)
        sums[four].b += smaller(now, distances.b)
        sums[four].c += smaller(now, distances.c)
        sums[four].d += smaller(now, distances.d)
      }
    }
    return drawn.indices.map { sums[$0 / 4].orderedSums[$0 % 4] }
  }

  /// The row at which the running sum of the weights passes `target`; never one without weight.
  private func draw(_ target: Double, from weights: [EightDoubles]) -> Int {
    var sum = 0.0
    var lastBlock = 0
    for (block, weights) in weights.enumerated() {
      let own = orderedSum(weights)
      guard own > 0 else { continue }
      lastBlock = block
      if sum + own > target { break }
      sum += own
    }
    var last = 0
    for lane in 0..<8 where weights[lastBlock][lane] > 0 {
      last = lastBlock * 8 + lane
      sum += weights[lastBlock][lane]
      if sum > target { break }
    }
    return last
  }
}
