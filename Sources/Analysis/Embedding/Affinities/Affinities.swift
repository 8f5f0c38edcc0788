import Machine

/// How strongly pairs of rows belong together: a symmetric sparse matrix of probabilities that sum to one, in single precision.
///
/// Compressed rows: row `i` owns the entries `starts[i]..<starts[i + 1]`, sorted by column. The diagonal is empty. Four entries are a
/// vector of the descent: a row ends with up to three of strength 0, to itself, so that the next one begins at a whole vector.
struct Affinities: Sendable {
  let starts: [Int]
  let columns: SharedStorage<Int32>
  let values: SharedStorage<Float>

  /// Entries of a vector.
  static let width = 4

  var rowCount: Int { starts.count - 1 }

  /// Turns distances to neighbours into affinities of the given perplexity (van der Maaten and Hinton 2008, eq. 1):
  /// p(i, j) = (p(j | i) + p(i | j)) / 2n, rounded once. The distances are overwritten.
  /// - Complexity: O(n k)
  init(consuming neighbours: NearestNeighbours, perplexity: Double, context: ComputeContext) throws {
    try Self.calibrate(neighbours, perplexity: perplexity, context: context)
    let incoming = try IncomingEdges(of: neighbours, context: context)
    let starts = try Self.starts(neighbours, incoming, context)
    let columns = SharedStorage<Int32>(uninitialized: starts[neighbours.rowCount])
    let values = SharedStorage<Float>(uninitialized: starts[neighbours.rowCount])
    let scale = 1 / (2 * Double(neighbours.rowCount))
    try parallelChunks(count: neighbours.rowCount, chunkSize: 256, context: context) { rows, _ in
      for i in rows {
        var entry = starts[i]
        Self.merge(row: i, neighbours, incoming) { column, outgoing, isIncoming in
          var value = outgoing
          if isIncoming { value += neighbours.probability(of: i, among: Int(column)) }
          columns[entry] = column
          values[entry] = Float(value * scale)
          entry += 1
        }
        for rest in entry..<starts[i + 1] {
          columns[rest] = Int32(i)
          values[rest] = 0
        }
      }
    }
    self.starts = starts
    self.columns = columns
    self.values = values
  }

  /// Where each row's entries begin, and the last one's end.
  private static func starts(
    _ neighbours: NearestNeighbours, _ incoming: IncomingEdges, _ context: ComputeContext
  ) throws -> [Int] {
    let counts = SharedStorage<Int>(repeating: 0, count: neighbours.rowCount)
    try parallelChunks(count: neighbours.rowCount, chunkSize: 256, context: context) { rows, _ in
      for i in rows {
        var count = 0
        merge(row: i, neighbours, incoming) { _, _, _ in count += 1 }
        counts[i] = (count + width - 1) / width * width
      }
    }
    var starts = [0]
    starts.reserveCapacity(neighbours.rowCount + 1)
    for i in 0..<neighbours.rowCount { starts.append(starts[i] + counts[i]) }
    return starts
  }

  /// Replaces each row's distances by its conditional probabilities and sorts the row by column.
  private static func calibrate(
    _ neighbours: NearestNeighbours, perplexity: Double, context: ComputeContext
  ) throws {
    let calibration = PerplexityCalibration(perplexity: perplexity)
    let k = neighbours.k
    try parallelChunks(
      count: neighbours.rowCount, chunkSize: 128, reportsProgress: true, context: context
    ) { rows, _ in
      // A place and the rank it stands at, as one number.
      var keys = [UInt64](repeating: 0, count: k)
      var probabilities = [Double](repeating: 0, count: k)
      for i in rows {
        calibration.replace(UnsafeMutableBufferPointer(start: neighbours.squaredDistances.base + i * k, count: k))
        for rank in 0..<k {
          keys[rank] = UInt64(neighbours.places[i * k + rank]) << 32 | UInt64(rank)
          probabilities[rank] = neighbours.squaredDistances[i * k + rank]
        }
        keys.sort()
        for rank in 0..<k {
          neighbours.places[i * k + rank] = Int32(keys[rank] >> 32)
          neighbours.squaredDistances[i * k + rank] = probabilities[Int(keys[rank] & 0xFFFF_FFFF)]
        }
      }
    }
  }

  /// Hands out the columns j of row `i` in order, with p(j | i) and whether p(i | j) is there too.
  @inline(__always)
  private static func merge(
    row i: Int, _ outgoing: NearestNeighbours, _ incoming: IncomingEdges, _ emit: (Int32, Double, Bool) -> Void
  ) {
    var a = i * outgoing.k
    var b = incoming.starts[i]
    let aEnd = a + outgoing.k
    let bEnd = incoming.starts[i + 1]
    while a < aEnd || b < bEnd {
      let fromA = a < aEnd ? outgoing.places[a] : Int32.max
      let fromB = b < bEnd ? incoming.sources[b] : Int32.max
      let column = min(fromA, fromB)
      var value = 0.0
      if fromA == column {
        value += outgoing.squaredDistances[a]
        a += 1
      }
      if fromB == column { b += 1 }
      emit(column, value, fromB == column)
    }
  }
}

extension NearestNeighbours {
  /// Once calibrated and sorted by place: what stands for `place` in the row of another that has it as a neighbour.
  fileprivate func probability(of place: Int, among row: Int) -> Double {
    var low = row * k
    var high = low + k - 1
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return squaredDistances[low]
  }
}

/// The neighbour graph read backwards: who has row `i` among its neighbours, in the order of the rows.
///
/// Probabilities are not copied, they are looked up in the row they come from: at a million rows the copy would be a fifth
/// of all the memory.
private struct IncomingEdges: Sendable {
  let starts: [Int]
  let sources: SharedStorage<Int32>

  /// - Parameter neighbours: each row's sorted by place.
  init(of neighbours: NearestNeighbours, context: ComputeContext) throws {
    let n = neighbours.rowCount
    let counts = SharedStorage<Int>(repeating: 0, count: n)
    try Self.forEachEdge(of: neighbours, context) { _, target in counts.base[target] += 1 }
    var starts = [0]
    starts.reserveCapacity(n + 1)
    for i in 0..<n { starts.append(starts[i] + counts[i]) }
    for i in 0..<n { counts[i] = starts[i] }
    let sources = SharedStorage<Int32>(uninitialized: n * neighbours.k)
    try Self.forEachEdge(of: neighbours, context) { row, target in
      sources.base[counts.base[target]] = Int32(row)
      counts.base[target] += 1
    }
    self.starts = starts
    self.sources = sources
  }

  /// Hands out each row with each of its neighbours: those of one neighbour in the order of the rows, on one thread.
  ///
  /// A thread takes a stretch of the neighbours, and finds in every row the part that lies there.
  private static func forEachEdge(
    of neighbours: NearestNeighbours, _ context: ComputeContext, _ body: @Sendable (_ row: Int, _ target: Int) -> Void
  ) throws {
    let (n, k) = (neighbours.rowCount, neighbours.k)
    try parallelChunks(count: n, chunkSize: (n + 15) / 16, context: context) { stretch, _ in
      for row in 0..<n {
        if row % 4096 == 0 && context.cancelled { return }
        let places = UnsafeBufferPointer(start: neighbours.places.base + row * k, count: k)
        var (rank, end) = (0, k)
        while rank < end {
          let middle = (rank + end) / 2
          if Int(places[middle]) < stretch.lowerBound { rank = middle + 1 } else { end = middle }
        }
        while rank < k, Int(places[rank]) < stretch.upperBound {
          body(row, Int(places[rank]))
          rank += 1
        }
      }
    }
  }
}
