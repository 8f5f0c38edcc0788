import Machine

/// The rows as the steps of k-means need them.
struct LloydPoints: Sendable {
  let matrix: Matrix
  private let blocks: PointBlocks
  private let rough: RoughPoints?

  /// - Parameter isScreened: whether single precision is asked first; the same comes out, later, where it is not.
  /// - Throws: `CancellationError`.
  init(_ matrix: Matrix, isScreened: Bool = true, context: ComputeContext) throws(CancellationError) {
    self.matrix = matrix
    blocks = try PointBlocks(matrix, context: context)
    let means = try parallelMap(count: matrix.columnCount, chunkSize: 1, context: context) { columns, _ in
      mean(matrix.column(columns.lowerBound))
    }
    rough = isScreened ? try RoughPoints(matrix, means: means, context: context) : nil
  }

  var blockCount: Int { blocks.blockCount }
  /// Blocks of sixteen rows.
  var sixteens: Int { (matrix.rowCount + 15) / 16 }

  /// What `transform` makes of stretches of the blocks of sixteen, in their order.
  ///
  /// The stretches are the same whatever the number of threads: 64, or fewer where a few numbers for each of `clusters` would be much beside
  /// the rows of one.
  /// - Throws: `CancellationError`.
  func mapStretches<Value: Sendable>(
    clusters: Int, _ context: ComputeContext, _ transform: @Sendable (Range<Int>) -> Value
  ) throws(CancellationError) -> [Value] {
    try parallelMap(count: sixteens, chunkSize: max((sixteens + 63) / 64, 256, clusters), context: context) {
      stretch, _ in transform(stretch)
    }
  }

  /// Places in both precisions.
  func places(_ places: Matrix) -> LloydPlaces {
    LloydPlaces(exact: FourfoldPlaces(places), rough: rough?.places(places))
  }

  /// For the sixteen rows from 16 · `sixteen` on the nearest place, of equally near ones the first; -1 in lanes without a row.
  ///
  /// The nearest places stay so as long as the places move by less than `lead` together: any two of them by half of it each.
  @inline(__always)
  func nearest(sixteen: Int, of places: LloydPlaces) -> (place: SIMD16<Int32>, lead: Double) {
    var (nearest, lead) = (SIMD16<Int32>(), -Double.infinity)
    var isCertain = false
    if let rough, let roughPlaces = places.rough {
      let found = rough.nearest(sixteen, of: roughPlaces)
      (nearest, isCertain) = (found.place, found.isCertain)
      if isCertain { lead = Double(found.lead) - roughPlaces.resolution }
    }
    if !isCertain { nearest = exactlyNearest(sixteen: sixteen, of: places.exact) }
    let rows = matrix.rowCount - 16 * sixteen
    if rows < 16 { for lane in rows..<16 { nearest[lane] = -1 } }
    return (nearest, lead)
  }

  @inline(never)
  private func exactlyNearest(sixteen: Int, of places: FourfoldPlaces) -> SIMD16<Int32> {
    var exact = SIMD16<Int32>()
    exact.lowHalf = SIMD8(truncatingIfNeeded: nearest(2 * sixteen, of: places).place)
    if 2 * sixteen + 1 < blockCount {
      exact.highHalf = SIMD8(truncatingIfNeeded: nearest(2 * sixteen + 1, of: places).place)
    }
    return exact
  }

  /// Rows in the block: 8, but for the last.
  func rowCount(inBlock block: Int) -> Int { min(8, matrix.rowCount - block * 8) }

  /// For the eight rows of a block the nearest place (of equally near ones the first) and its squared distance.
  ///
  /// Lanes without a row get place 0, and infinity.
  @inline(__always)
  func nearest(_ block: Int, of places: FourfoldPlaces) -> (place: SIMD8<Int64>, square: EightDoubles) {
    var best = (place: SIMD8<Int64>(), square: EightDoubles(repeating: .infinity))
    for four in 0..<places.fours {
      let squares = squaredDistances(block, to: places, four)
      keepNearer(&best, squares.a, 4 * four)
      keepNearer(&best, squares.b, 4 * four + 1)
      keepNearer(&best, squares.c, 4 * four + 2)
      keepNearer(&best, squares.d, 4 * four + 3)
    }
    return best
  }

  @inline(__always)
  private func keepNearer(
    _ best: inout (place: SIMD8<Int64>, square: EightDoubles), _ square: EightDoubles, _ place: Int
  ) {
    let isNearer = square .< best.square
    best.square.replace(with: square, where: isNearer)
    best.place.replace(with: Int64(place), where: isNearer)
  }

  /// The squared distances of a block's rows to one row.
  @inline(__always)
  func squaredDistances(_ block: Int, toRow row: Int) -> EightDoubles {
    let d = matrix.columnCount
    assert(block < blocks.blockCount && row < matrix.rowCount)
    return blocks.lanes.withUnsafeBufferPointer { lanes in
      matrix.elements.withUnsafeBufferPointer { elements in
        var squares = EightDoubles()
        // Invariant: block b's vectors are the d from b·d on, row i's features the d from i·d on.
        for f in 0..<d {
          let difference = lanes[block * d + f] - elements[row * d + f]
          squares += difference * difference
        }
        return squares
      }
    }
  }

  /// The squared distances of a block's rows to four places.
  @inline(__always)
  func squaredDistances(_ block: Int, to places: FourfoldPlaces, _ four: Int) -> FourByEight {
    let d = matrix.columnCount
    assert(block < blocks.blockCount && four < places.fours)
    return blocks.lanes.withUnsafeBufferPointer { lanes in
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

/// Places that rows are assigned to.
struct LloydPlaces {
  let exact: FourfoldPlaces
  /// Nil where single precision is of no use.
  let rough: RoughPoints.Places?
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
