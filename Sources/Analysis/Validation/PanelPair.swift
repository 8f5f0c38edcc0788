import Machine

/// The points of two panels as they are seen from the middle between the panels, where the square of a distance is
/// |a|² + |b|² − 2a·b.
///
/// That takes a multiplication and an addition for each feature. (a − b)² takes another addition, and additions are what
/// the loop waits for. But it loses the digits that |a|² + |b|² has before the distance's first: pairs that are close for
/// where they lie have to be measured by their differences. Seen from the middle between two panels few pairs are; seen
/// from anywhere else all could be.
struct PanelPair {
  private let layout: ClusteredBlocks
  private let a, b: Range<Int>
  /// For each block of a its features times −2, and then its squares |a|²: d + 1 vectors of eight lanes. Lanes that no point
  /// takes have no number for their square, so that no distance to them passes for sound.
  private let rows: LargeArray
  /// The same for b, not multiplied. The vector after the last is for sums that are under way.
  private let columns: LargeArray
  /// The tiles that were tried, and how many of them had to be measured by differences.
  private var (tried, refused) = (0, 0)

  /// - Complexity: O((a + b)·d) for so many blocks.
  init(_ layout: ClusteredBlocks, _ a: Panel, _ b: Panel) {
    self.layout = layout
    (self.a, self.b) = (a.blocks, b.blocks)
    let middle = zip(a.middle, b.middle).map { 0.5 * $0 + 0.5 * $1 }
    rows = Self.vectors(of: a.blocks, layout, seenFrom: middle, times: -2)
    columns = Self.vectors(of: b.blocks, layout, seenFrom: middle, times: 1)
  }

  private static func vectors(
    of blocks: Range<Int>, _ layout: ClusteredBlocks, seenFrom middle: [Double], times factor: Double
  ) -> LargeArray {
    let d = layout.dimension
    // A large array starts at a cache line, which an array of vectors would not.
    let vectors = LargeArray(count: 8 * blocks.count * (d + 1) + 8)
    var vector = vectors.elements.base
    for block in blocks {
      let vacant = layout.vacant(block)
      var square = EightDoubles()
      for f in 0..<d {
        let lane = (layout.lanes[block * d + f] - middle[f]).replacing(with: 0, where: vacant)
        square += lane * lane
        (factor * lane).store(at: vector)
        vector += 8
      }
      square.replacing(with: .nan, where: vacant).store(at: vector)
      vector += 8
    }
    return vectors
  }

  /// Adds up the distances of the points of a in one half of a block, which has some, to the points of some blocks of b.
  /// - Parameters:
  ///   - columnSums: where each block's lanes get their sums over the four added, by the number of the block.
  /// - Returns: for each of four rows, and each lane, its sum over the blocks.
  mutating func addDistances(
    ofHalf half: Int, of row: Int, to run: Range<Int>, columnSums: UnsafeMutablePointer<EightDoubles>
  ) -> FourByEight {
    var rowSums = FourByEight()
    // With many close pairs, as outliers make them, looking for them costs more than it saves.
    let isWorthTrying = refused * 8 <= tried + 64 && layout.pointsInBlock[row] >= 4 * half + 4
    var column = run.lowerBound
    while column < run.upperBound {
      if isWorthTrying {
        let first = column
        column = addSoundDistances(ofHalf: half, of: row, to: column..<run.upperBound, &rowSums, columnSums)
        tried += column - first
        guard column < run.upperBound else { break }
        if layout.pointsInBlock[column] == 8 { refused += 1 }
      }
      let distances = layout.presentDistances(ofHalf: half, of: row, to: column)
      rowSums += distances
      columnSums[column] += (distances.a + distances.b) + (distances.c + distances.d)
      column += 1
    }
    return rowSums
  }

  /// Adds up distances until a pair is too close, or a lane without a point.
  ///
  /// Four rows by eight lanes at a time: each vector that is loaded is used four times, and the sums of squares stay in
  /// registers. A square root takes as long as some sixteen additions but runs beside them, so those of a tile are taken one by
  /// one while the next tile's squares are summed.
  /// - Returns: the first block that has not been added.
  @inline(__always)
  private func addSoundDistances(
    ofHalf half: Int, of row: Int, to run: Range<Int>, _ rowSums: inout FourByEight,
    _ columnSums: UnsafeMutablePointer<EightDoubles>
  ) -> Int {
    // Invariants: a block has d + 1 vectors of eight numbers, feature f of a lane being number 8·f + lane of them; `row` is a
    // block of a and `run` lies in b, so that all of it is inside `rows` and `columns`, which live as long as self.
    let d = layout.dimension
    let points = UnsafePointer(rows.elements.base) + (row - a.lowerBound) * 8 * (d + 1) + 4 * half
    var vectors = UnsafePointer(columns.elements.base) + (run.lowerBound - b.lowerBound) * 8 * (d + 1)
    // A tile's sums stand in memory: a sum in a register would let a compiler move the four roots to one place.
    let tile = columns.elements.base + b.count * 8 * (d + 1)
    let quarter = d / 4
    var sums = rowSums
    // The squares whose roots have not been taken: those of the tile before. At first there are none, and zeros are added.
    var before = FourByEight()
    var columnSum = columnSums + run.lowerBound
    var column = run.lowerBound
    while column < run.upperBound {
      let norms = FourByEight(sumsOf: EightDoubles(at: vectors + 8 * d), points + 8 * d)
      var squares = norms
      take(rootOf: before.a, &sums.a).store(at: tile)
      squares.addProducts(vectors, points, features: quarter)
      (EightDoubles(at: tile) + take(rootOf: before.b, &sums.b)).store(at: tile)
      squares.addProducts(vectors + 8 * quarter, points + 8 * quarter, features: quarter)
      (EightDoubles(at: tile) + take(rootOf: before.c, &sums.c)).store(at: tile)
      squares.addProducts(vectors + 16 * quarter, points + 16 * quarter, features: quarter)
      columnSum.pointee += EightDoubles(at: tile) + take(rootOf: before.d, &sums.d)
      squares.addProducts(vectors + 24 * quarter, points + 24 * quarter, features: d - 3 * quarter)
      before = FourByEight()
      guard squares.allReach(leastShare, of: norms) else { break }
      before = squares
      columnSum = columnSums + column
      vectors += 8 * (d + 1)
      column += 1
    }
    let last = before.squareRoots
    sums += last
    columnSum.pointee += ((last.a + last.b) + last.c) + last.d
    rowSums = sums
    return column
  }

  /// The distances of one row, which are added to its sums.
  @inline(__always)
  private func take(rootOf squares: EightDoubles, _ rowSum: inout EightDoubles) -> EightDoubles {
    let distances = squares.squareRoot()
    rowSum += distances
    return distances
  }
}

/// The share of |a|² + |b|² that the square of a distance must reach: six of 53 binary digits may be lost.
private let leastShare = 1.0 / 64

extension FourByEight {
  /// Eight lanes and each of four numbers.
  @inline(__always)
  fileprivate init(sumsOf lanes: EightDoubles, _ numbers: UnsafePointer<Double>) {
    self.init(a: lanes + numbers[0], b: lanes + numbers[1], c: lanes + numbers[2], d: lanes + numbers[3])
  }

  /// Adds the products of eight lanes and each of four points, feature by feature.
  @inline(__always)
  fileprivate mutating func addProducts(
    _ vectors: UnsafePointer<Double>, _ points: UnsafePointer<Double>, features: Int
  ) {
    for f in 0..<features {
      let vector = EightDoubles(at: vectors + 8 * f)
      let point = points + 8 * f
      a += vector * point[0]
      b += vector * point[1]
      c += vector * point[2]
      d += vector * point[3]
    }
  }

  /// Whether every number is at least a share of the other's; not where one of them is none.
  @inline(__always)
  fileprivate func allReach(_ share: Double, of other: Self) -> Bool {
    let (ab, cd) = (
      (a .>= other.a * share) .& (b .>= other.b * share), (c .>= other.c * share) .& (d .>= other.d * share)
    )
    return all(ab .& cd)
  }
}
