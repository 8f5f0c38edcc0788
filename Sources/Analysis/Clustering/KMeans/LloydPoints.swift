import Machine

/// The rows as the steps of k-means need them.
struct LloydPoints: Sendable {
  let matrix: Matrix
  /// The variance (divisor n) of a feature, on average.
  let meanVariance: Double
  /// No two places between the rows are farther from each other: the diagonal of the box about them.
  let diagonal: Double
  private let blocks: PointBlocks

  /// - Throws: `CancellationError`.
  init(_ matrix: Matrix, context: ComputeContext) throws(CancellationError) {
    self.matrix = matrix
    blocks = try PointBlocks(matrix, context: context)
    let spreads = try parallelMap(count: matrix.columnCount, chunkSize: 1, context: context) { columns, _ in
      let column = matrix.column(columns.lowerBound)
      return (variance: variance(column, lostDegrees: 0), range: (column.max() ?? 0) - (column.min() ?? 0))
    }
    meanVariance = mean(spreads.map(\.variance))
    diagonal = spreads.reduce(0) { $0 + $1.range * $1.range }.squareRoot()
  }

  var blockCount: Int { blocks.blockCount }

  /// Rows in the block: 8, but for the last.
  func rowCount(inBlock block: Int) -> Int { min(8, matrix.rowCount - block * 8) }

  /// The nearest places of the eight rows of a block.
  ///
  /// Lanes without a row get place 0, and infinity.
  @inline(__always)
  func nearest(_ block: Int, of places: FourfoldPlaces) -> NearestPlaces {
    nearest(block, in: blocks.lanes, of: places)
  }

  /// The nearest places of eight rows or fewer, wherever they are; the others of the eight get those of the first.
  @inline(__always)
  func nearest(ofRows rows: [Int], _ lanes: inout [EightDoubles], of places: FourfoldPlaces) -> NearestPlaces {
    let d = matrix.columnCount
    assert(lanes.count == d && rows.count <= 8)
    matrix.elements.withUnsafeBufferPointer { elements in
      lanes.withUnsafeMutableBufferPointer { lanes in
        // Invariant: row i's features are the d from i·d on.
        for lane in 0..<8 {
          let first = (lane < rows.count ? rows[lane] : rows[0]) * d
          for f in 0..<d { lanes[f][lane] = elements[first + f] }
        }
      }
    }
    return nearest(0, in: lanes, of: places)
  }

  @inline(__always)
  private func nearest(_ block: Int, in lanes: [EightDoubles], of places: FourfoldPlaces) -> NearestPlaces {
    var best = NearestPlaces()
    for four in 0..<places.fours {
      let squares = squaredDistances(block, in: lanes, to: places, four)
      best.consider(squares.a, 4 * four)
      best.consider(squares.b, 4 * four + 1)
      best.consider(squares.c, 4 * four + 2)
      best.consider(squares.d, 4 * four + 3)
    }
    return best
  }

  /// The squared distances of a block's rows to four places.
  @inline(__always)
  func squaredDistances(_ block: Int, to places: FourfoldPlaces, _ four: Int) -> FourByEight {
    assert(block < blocks.blockCount)
    return squaredDistances(block, in: blocks.lanes, to: places, four)
  }

  @inline(__always)
  private func squaredDistances(
    _ block: Int, in lanes: [EightDoubles], to places: FourfoldPlaces, _ four: Int
  ) -> FourByEight {
    let d = matrix.columnCount
    assert(four < places.fours)
    return lanes.withUnsafeBufferPointer { lanes in
      places.features.withUnsafeBufferPointer { features in
        var squares = FourByEight()
        // Invariant: block b's vectors are the d from b·d on; so are those of each four places.
        for f in 0..<d {
          let vector = lanes[block * d + f]
          let place = features[four * d + f]
          let (a, b, c, d) = (vector - place[0], vector - place[1], vector - place[2], vector - place[3])
          squares.a += a * a
          squares.b += b * b
          squares.c += c * c
          squares.d += d * d
        }
        return squares
      }
    }
  }
}

/// For eight rows the nearest place, of equally near ones the first, with its squared distance and that of the next.
struct NearestPlaces {
  var place = SIMD8<Int64>()
  var square = EightDoubles(repeating: .infinity)
  private(set) var next = EightDoubles(repeating: .infinity)

  /// By how much the nearest place leads the others.
  @inline(__always)
  var lead: EightDoubles { next.squareRoot() - square.squareRoot() }

  @inline(__always)
  mutating func consider(_ other: EightDoubles, _ number: Int) {
    let isNearer = other .< square
    next = next.replacing(with: other, where: other .< next).replacing(with: square, where: isNearer)
    square.replace(with: other, where: isNearer)
    place.replace(with: Int64(number), where: isNearer)
  }
}

/// Places that rows are measured against, four at a time: each vector of rows that is loaded is used four times.
///
/// Where the last four are not full there are places at infinity, which are nearest to nothing.
struct FourfoldPlaces {
  /// The number of fours.
  let fours: Int
  /// Feature f of the places 4·i ..< 4·i + 4 at i·d + f.
  let features: [SIMD4<Double>]

  init(_ places: Matrix) {
    let d = places.columnCount
    fours = (places.rowCount + 3) / 4
    var features = [SIMD4<Double>](repeating: SIMD4(repeating: .infinity), count: fours * d)
    for place in 0..<places.rowCount {
      for f in 0..<d { features[place / 4 * d + f][place % 4] = places[place, f] }
    }
    self.features = features
  }
}
