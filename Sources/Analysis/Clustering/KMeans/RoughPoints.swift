import CVectors
import Machine

/// Sixteen single-precision numbers, of sixteen rows side by side.
typealias SixteenFloats = SIMD16<Float>

/// The rows about their mean in single precision, sixteen to a block: enough to tell the nearest place of nearly every row.
///
/// Half the memory of the rows, twice the lanes, and one step for each feature in place of three: with x and c taken from the
/// mean, |x − c|²/2 = |x|²/2 + (|c|²/2 − x·c), and the first term is the same for every place. What rounding can do to the rest
/// has a bound (N. J. Higham 2002, Accuracy and Stability of Numerical Algorithms, 3.1). Where the two nearest places are farther
/// apart than that, double precision would find the same one; the other rows are left to it. So labels never depend on this.
struct RoughPoints: Sendable {
  /// Half an ulp of each precision.
  private static let unit = 0x1p-24
  private static let doubleUnit = 0x1p-53

  private let dimension: Int
  /// What is taken off the features.
  private let means: [Double]
  /// Feature f of block b at b·d + f; 0 in lanes without a row.
  private let lanes: [SixteenFloats]
  /// No less than the rows' lengths.
  private let lengths: [SixteenFloats]
  private let longestRow: Double

  /// - Returns: nil for rows whose spread single precision cannot hold.
  /// - Throws: `CancellationError`.
  init?(_ matrix: Matrix, means: [Double], context: ComputeContext) throws(CancellationError) {
    let (n, d) = (matrix.rowCount, matrix.columnCount)
    // Within these squares neither overflow nor vanish, nor does what d roundings add up to leave the bound.
    let farthest = try parallelMap(count: n, chunkSize: 1 << 12, context: context) { rows, _ in
      rows.reduce(0.0) { farthest, i in
        (0..<d).reduce(farthest) { max($0, abs(matrix[i, $1] - means[$1])) }
      }
    }.reduce(0, max)
    guard d < 1 << 16, farthest > 0x1p-30, farthest < 0x1p30 else { return nil }
    dimension = d
    self.means = means
    let blocks = (n + 15) / 16
    lanes = try [SixteenFloats](items: blocks, width: d, chunkSize: 1 << 9, context: context) { blocks, lanes in
      for block in blocks {
        for f in 0..<d {
          var lane = SixteenFloats()
          for row in block * 16..<min(n, block * 16 + 16) { lane[row % 16] = Float(matrix[row, f] - means[f]) }
          lanes[block * d + f] = lane
        }
      }
    }
    lengths = try [SixteenFloats](items: blocks, width: 1, chunkSize: 1 << 9, context: context) {
      [lanes] blocks, lengths in
      for block in blocks {
        var squares = SixteenFloats()
        for f in 0..<d { squares += lanes[block * d + f] * lanes[block * d + f] }
        lengths[block] = squares.squareRoot() * Float(1 + 2 * Double(d + 8) * Self.unit)
      }
    }
    longestRow = lengths.reduce(0) { max($0, Double($1.max())) }
  }

  /// Places to measure against, four at a time.
  struct Places {
    /// Half the squared lengths of the places 4·i ..< 4·i + 4; infinite where there is no place.
    fileprivate let halves: [SIMD4<Float>]
    /// Feature f of the places 4·i ..< 4·i + 4 at i·d + f.
    fileprivate let features: [SIMD4<Float>]
    /// For a row of length x, scores that differ by more than constant + linear · x + square · x² are in the order of the distances.
    fileprivate let constant: Float
    fileprivate let linear: Float
    fileprivate let square: Float
    /// No less than the length of any place.
    fileprivate let longest: Float
    /// Distances from a row that differ by more than this come out of double precision in their order, with room for what a sum of several
    /// hundred moves is rounded by.
    let resolution: Double
  }

  /// - Returns: nil for places so far from the rows that single precision cannot hold them.
  func places(_ matrix: Matrix) -> Places? {
    let d = dimension
    let fours = (matrix.rowCount + 3) / 4
    var halves = [SIMD4<Float>](repeating: SIMD4(repeating: .infinity), count: fours)
    var features = [SIMD4<Float>](repeating: SIMD4(), count: fours * d)
    var longest = 0.0
    for place in 0..<matrix.rowCount {
      var squares = 0.0
      for f in 0..<d {
        let feature = matrix[place, f] - means[f]
        features[place / 4 * d + f][place % 4] = Float(feature)
        squares += feature * feature
      }
      halves[place / 4][place % 4] = Float(squares / 2)
      longest = max(longest, squares.squareRoot())
    }
    guard longest < 0x1p30 else { return nil }
    // A row's score is off by at most (d + 4) units of |x||c| + |c|²/2: two roundings of each product's factors, d of the sum, one of
    // its first term. Two scores are compared. The squares that double precision compares are off by (d + 2) of its own units, and
    // |x − c|² ≤ 2|x|² + 2|c|². The rest covers higher orders and what these numbers themselves are rounded by.
    let rough = 2.5 * Double(d + 8) * Self.unit
    let fine = 4.5 * Double(d + 8) * Self.doubleUnit
    longest = max(longest, 0x1p-40)
    return Places(
      halves: halves, features: features, constant: Float((rough / 2 + fine) * longest * longest),
      linear: Float(rough * longest), square: Float(fine), longest: Float(longest * (1 + 0x1p-20)),
      resolution: (8 * fine).squareRoot() * (longestRow + longest))
  }

  /// For the sixteen rows of a block the nearest place, whether that is certain of all of them, and then a bound of how much nearer it
  /// is to each than any other: no more than the difference of the two distances.
  @inline(__always)
  func nearest(_ block: Int, of places: Places) -> (place: SIMD16<Int32>, isCertain: Bool, lead: Float) {
    let d = dimension
    assert(block < lengths.count)
    var nearest = SIMD16<Int32>()
    var least = SixteenFloats(repeating: .infinity)
    var second = least
    lanes.withUnsafeBufferPointer { lanes in
      places.features.withUnsafeBufferPointer { features in
        for four in 0..<places.halves.count {
          let halves = places.halves[four]
          var (a, b) = (SixteenFloats(repeating: halves[0]), SixteenFloats(repeating: halves[1]))
          var (c, e) = (SixteenFloats(repeating: halves[2]), SixteenFloats(repeating: halves[3]))
          // Invariant: block b's vectors are the d from b·d on; so are those of each four places.
          for f in 0..<d {
            let vector = lanes[block * d + f]
            let place = features[four * d + f]
            a = cohort_less_product(a, vector, place[0])
            b = cohort_less_product(b, vector, place[1])
            c = cohort_less_product(c, vector, place[2])
            e = cohort_less_product(e, vector, place[3])
          }
          keepNearer(&nearest, &least, &second, a, 4 * four)
          keepNearer(&nearest, &least, &second, b, 4 * four + 1)
          keepNearer(&nearest, &least, &second, c, 4 * four + 2)
          keepNearer(&nearest, &least, &second, e, 4 * four + 3)
        }
      }
    }
    let length = lengths[block]
    let doubt = places.constant + length * (places.linear + length * places.square)
    guard cohort_all_above(second - least, doubt) != 0 else { return (nearest, false, -.infinity) }
    // |x − b| − |x − a| = (|x − b|² − |x − a|²) / (|x − b| + |x − a|), and half the divisor is at most |x| + the longest place's length.
    let leads = (second - least - doubt) / (length + places.longest)
    return (nearest, true, cohort_least(leads) * (1 - 0x1p-20))
  }

  @inline(__always)
  private func keepNearer(
    _ nearest: inout SIMD16<Int32>, _ least: inout SixteenFloats, _ second: inout SixteenFloats,
    _ score: SixteenFloats, _ place: Int
  ) {
    let isNearer = score .< least
    let farther = score.replacing(with: least, where: isNearer)
    second.replace(with: farther, where: farther .< second)
    least.replace(with: score, where: isNearer)
    nearest.replace(with: Int32(place), where: isNearer)
  }
}
