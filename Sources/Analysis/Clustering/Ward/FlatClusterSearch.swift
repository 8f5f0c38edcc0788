import CVectors

/// Searches for the nearest clusters of four at a time that look at every block: faster where boxes rule out little, as in rows without
/// any structure.
///
/// Two vectors of eight clusters are loaded once for four searches, and take one step a coordinate: |q − c|² = |q|² + (|c|² − 2·q·c). Points
/// lie within 1 of the centre, so that the rounding of these sums is below a few ulps of 1 for each coordinate, which is taken off
/// like the slack of the coordinates. What is within reach is measured in double precision, as by `NearestClusterSearch`, whose
/// results these are.
struct FlatClusterSearch {
  /// Searches side by side.
  static let width = 4
  /// Faster where the other way would look at more than this share of the blocks.
  static let worthwhileShare = 0.06

  private let view: BoxTreeView
  private let clusters: ClusterLanes
  private let slack: Float
  /// Twice the coordinates of the places searched from: coordinate f of the four at 4·f.
  private let doubled: UnsafeMutableBufferPointer<Float>
  private var searches: [NearestClusterSearch]
  /// The squared lengths of the places' coordinates, and their blocks.
  private var own = SIMD4<Float>()
  private var homes = SIMD4<Int>()
  private var reach = Reach()

  /// - Parameter doubled: room for four numbers a coordinate.
  init(
    _ search: NearestClusterSearch, _ view: BoxTreeView, _ clusters: ClusterLanes, slack: Float,
    doubled: UnsafeMutableBufferPointer<Float>
  ) {
    self.view = view
    self.clusters = clusters
    self.slack = slack + Float(8 * (view.width + 8)) * 0x1p-24
    self.doubled = doubled
    searches = [NearestClusterSearch](repeating: search, count: Self.width)
  }

  /// The clusters that had several nearest ones.
  private(set) var ties: [TiedNeighbours] = []

  /// Finds the nearest to up to four places.
  mutating func run(from places: ArraySlice<Int>, _ found: (Int, NearestCluster) -> Void) {
    aim(from: places)
    // Those near in the order first: what is near in space shortens the reach.
    let pairs = view.blockCount / 2
    let home = min(pairs, homes[0] / 2)
    for pair in home..<pairs { look(atPair: pair) }
    for pair in (0..<home).reversed() { look(atPair: pair) }
    if view.blockCount % 2 == 1 {
      let last = view.blockCount - 1
      measure(last, rests(last, last).0)
    }
    for (number, place) in places.enumerated() {
      found(place, searches[number].finish())
      ties += searches[number].takeTies()
    }
  }

  private mutating func aim(from places: ArraySlice<Int>) {
    own = SIMD4()
    reach = Reach()
    for (number, place) in places.enumerated() {
      searches[number].begin(at: place)
      homes[number] = place / 8
      for f in 0..<view.width {
        let coordinate = view.query[f]
        doubled[Self.width * f + number] = 2 * coordinate
        own[number] += coordinate * coordinate
      }
      setReach(number)
    }
  }

  private mutating func setReach(_ number: Int) {
    // Room for the rounding of sums in which it is the largest.
    let half = searches[number].limit / 2 * (1 + 0x1p-17)
    reach.half[number] = half
    reach.rest[number] = half / Float(searches[number].size) + slack - own[number]
  }

  @inline(__always)
  private mutating func look(atPair pair: Int) {
    let (first, second) = rests(2 * pair, 2 * pair + 1)
    // As a rule nothing is within reach: one branch for all.
    guard first.isAnyWithin(reach) || second.isAnyWithin(reach) else { return }
    measure(2 * pair, first)
    measure(2 * pair + 1, second)
  }

  /// What is left for each of the four of the squared distances to the clusters of two blocks.
  @inline(__always)
  private func rests(_ one: Int, _ two: Int) -> (Rests, Rests) {
    var first = Rests(clusters.norms[one], clusters.shares[one], reach)
    var second = Rests(clusters.norms[two], clusters.shares[two], reach)
    // Invariant: a block has `width` vectors, and there are four numbers a coordinate.
    for f in 0..<view.width {
      let (lane, other) = (view.lanes[one * view.width + f], view.lanes[two * view.width + f])
      first.takeOff(lane, doubled, f)
      second.takeOff(other, doubled, f)
    }
    return (first, second)
  }

  /// Measures what is within reach; own blocks were looked at when the searches began.
  @inline(never)
  private mutating func measure(_ block: Int, _ rests: Rests) {
    for number in 0..<Self.width where homes[number] != block {
      let lanes = cohort_at_most8(rests[number], EightFloats(repeating: reach.rest[number]))
      if lanes == 0 { continue }
      searches[number].measure(block, lanes)
      setReach(number)
    }
  }
}

/// What a search that looks at every cluster reads of them beside their coordinates, block by block. It lives inside the call
/// that made it.
struct ClusterLanes {
  /// The squared lengths of their coordinates.
  let norms: UnsafeBufferPointer<EightFloats>
  /// 1 over their sizes.
  let shares: UnsafeBufferPointer<EightFloats>
}

/// How far four searches reach: a limit on Ward's squared distance lets the squared distance of two centroids be half of it, times the
/// sum of 1 over either size.
private struct Reach {
  /// What is left of it for the places' own sizes and lengths; nothing for places that are not there.
  var rest = SIMD4<Float>(repeating: -.infinity)
  /// The half.
  var half = SIMD4<Float>()
}

/// What is left of squared distances from four places to eight clusters when what the places themselves add is taken off, and
/// what the clusters' sizes let them be.
private struct Rests {
  private var a: EightFloats
  private var b: EightFloats
  private var c: EightFloats
  private var d: EightFloats

  @inline(__always)
  init(_ norms: EightFloats, _ shares: EightFloats, _ reach: Reach) {
    a = cohort_less_product8(norms, shares, reach.half[0])
    b = cohort_less_product8(norms, shares, reach.half[1])
    c = cohort_less_product8(norms, shares, reach.half[2])
    d = cohort_less_product8(norms, shares, reach.half[3])
  }

  @inline(__always)
  mutating func takeOff(_ lane: EightFloats, _ doubled: UnsafeMutableBufferPointer<Float>, _ f: Int) {
    a = cohort_less_product8(a, lane, doubled[4 * f])
    b = cohort_less_product8(b, lane, doubled[4 * f + 1])
    c = cohort_less_product8(c, lane, doubled[4 * f + 2])
    d = cohort_less_product8(d, lane, doubled[4 * f + 3])
  }

  @inline(__always)
  func isAnyWithin(_ reach: Reach) -> Bool {
    let (first, second) = (EightFloats(repeating: reach.rest[0]), EightFloats(repeating: reach.rest[1]))
    let (third, fourth) = (EightFloats(repeating: reach.rest[2]), EightFloats(repeating: reach.rest[3]))
    return cohort_at_most8(a, first) | cohort_at_most8(b, second) | cohort_at_most8(c, third)
      | cohort_at_most8(d, fourth) != 0
  }

  @inline(__always)
  subscript(number: Int) -> EightFloats {
    switch number {
    case 0: a
    case 1: b
    case 2: c
    default: d
    }
  }
}
