import CVectors

/// Searches for the nearest clusters of four at a time that look at every block: faster where boxes rule out little, as in rows without
/// any structure.
///
/// A vector of eight clusters is loaded once for four searches, and takes one step a coordinate: |q − c|² = |q|² + (|c|² − 2·q·c). Points lie
/// within 1 of the centre, so that the rounding of these sums is below a few ulps of 1 for each coordinate, which is taken off like
/// the slack of the coordinates. What is within reach is measured in double precision, as by `NearestClusterSearch`, whose results these are.
struct FlatClusterSearch {
  /// Searches side by side.
  static let width = 4
  /// Faster where the other way would look at more than this share of the blocks.
  static let worthwhileShare = 0.3

  private let view: BoxTreeView
  /// The least size of a cluster.
  private let leastSize: Float
  private let slack: Float
  /// |c|² of each cluster, block by block.
  private let norms: UnsafeMutableBufferPointer<EightFloats>
  /// Twice the coordinates of the places searched from: coordinate f of the four at 4·f.
  private let doubled: UnsafeMutableBufferPointer<Float>
  private var searches: [NearestClusterSearch]

  /// - Parameters:
  ///   - norms: room for a vector a block.
  ///   - doubled: room for four numbers a coordinate.
  init(
    _ search: NearestClusterSearch, _ view: BoxTreeView, leastSize: Float, slack: Float,
    norms: UnsafeMutableBufferPointer<EightFloats>, doubled: UnsafeMutableBufferPointer<Float>
  ) {
    self.view = view
    self.leastSize = leastSize
    self.slack = slack + Float(8 * (view.width + 8)) * 0x1p-24
    self.norms = norms
    self.doubled = doubled
    searches = [NearestClusterSearch](repeating: search, count: Self.width)
    for block in 0..<view.blockCount {
      var squares = EightFloats()
      for f in 0..<view.width {
        let lane = view.lanes[block * view.width + f]
        squares = cohort_add_square8(squares, lane)
      }
      norms.initializeElement(at: block, to: squares)
    }
  }

  /// The clusters that had several nearest ones.
  private(set) var ties: [TiedNeighbours] = []

  /// Finds the nearest to up to four places.
  mutating func run(from places: ArraySlice<Int>, _ found: (Int, NearestCluster) -> Void) {
    var own = SIMD4<Float>()
    for (number, place) in places.enumerated() {
      searches[number].begin(at: place)
      for f in 0..<view.width {
        let coordinate = view.query[f]
        doubled[Self.width * f + number] = 2 * coordinate
        own[number] += coordinate * coordinate
      }
    }
    // What is left of |q − c|² where |q|² is taken off, at most; for places that are not there nothing.
    var reach = SIMD4<Float>(repeating: -.infinity)
    for number in 0..<places.count {
      reach[number] = searches[number].reach(least: leastSize) + slack - own[number]
    }
    for block in 0..<view.blockCount {
      let (a, b, c, d) = products(block)
      reach[0] = look(0, block, a, own[0], reach[0], places)
      reach[1] = look(1, block, b, own[1], reach[1], places)
      reach[2] = look(2, block, c, own[2], reach[2], places)
      reach[3] = look(3, block, d, own[3], reach[3], places)
    }
    for (number, place) in places.enumerated() {
      found(place, searches[number].finish())
      ties += searches[number].takeTies()
    }
  }

  /// |c|² − 2·q·c of the eight clusters of a block for each of the four.
  @inline(__always)
  private func products(_ block: Int) -> (EightFloats, EightFloats, EightFloats, EightFloats) {
    let norm = norms[block]
    var (a, b, c, d) = (norm, norm, norm, norm)
    // Invariant: a block has `width` vectors, and there are four numbers a coordinate.
    for f in 0..<view.width {
      let lane = view.lanes[block * view.width + f]
      a = cohort_less_product8(a, lane, doubled[4 * f])
      b = cohort_less_product8(b, lane, doubled[4 * f + 1])
      c = cohort_less_product8(c, lane, doubled[4 * f + 2])
      d = cohort_less_product8(d, lane, doubled[4 * f + 3])
    }
    return (a, b, c, d)
  }

  /// Looks closer at a block where something may be within reach.
  /// - Returns: the reach from then on.
  @inline(__always)
  private mutating func look(
    _ number: Int, _ block: Int, _ rest: EightFloats, _ own: Float, _ reach: Float, _ places: ArraySlice<Int>
  ) -> Float {
    guard cohort_at_most8(rest, EightFloats(repeating: reach)) != 0, places[places.startIndex + number] / 8 != block
    else {
      return reach
    }
    searches[number].consider(block, rest + (own - slack))
    return searches[number].reach(least: leastSize) + slack - own
  }
}
