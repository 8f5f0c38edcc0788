import Machine

/// Eight numbers, of eight points or boxes side by side.
typealias EightDoubles = SIMD8<Double>

extension EightDoubles {
  /// The eight numbers from an address on, which need not be a multiple of anything.
  @inline(__always)
  init(at address: UnsafePointer<Double>) { self = UnsafeRawPointer(address).loadUnaligned(as: EightDoubles.self) }

  @inline(__always)
  func store(at address: UnsafeMutablePointer<Double>) {
    UnsafeMutableRawPointer(address).storeBytes(of: self, as: EightDoubles.self)
  }
}

/// The larger number in each lane. (The library's `pointwiseMax` goes lane by lane.)
@inline(__always)
func larger(_ a: EightDoubles, _ b: EightDoubles) -> EightDoubles { a.replacing(with: b, where: a .< b) }

/// The smaller number in each lane.
@inline(__always)
func smaller(_ a: EightDoubles, _ b: EightDoubles) -> EightDoubles { a.replacing(with: b, where: b .< a) }

/// Eight single-precision numbers, of eight points or boxes side by side.
typealias EightFloats = SIMD8<Float>

// Not generic: only comparisons of a known vector become one instruction.

@inline(__always)
func larger(_ a: EightFloats, _ b: EightFloats) -> EightFloats { a.replacing(with: b, where: a .< b) }

@inline(__always)
func smaller(_ a: EightFloats, _ b: EightFloats) -> EightFloats { a.replacing(with: b, where: b .< a) }

/// Points in blocks of eight: a block has one vector for each feature, and a lane of it for each point.
///
/// Distances to the eight points of a block then need no sum across a vector. Lanes past the last point are infinite, so
/// that they are infinitely far from everything.
struct PointBlocks {
  let count: Int
  let dimension: Int
  /// Feature f of block b at b·d + f.
  private(set) var lanes: [EightDoubles]

  var blockCount: Int { (count + 7) / 8 }

  /// Rows of `matrix` in the given order; -1 stands for a place that no point takes.
  /// - Throws: `CancellationError`.
  init(_ matrix: Matrix, order: [Int], context: ComputeContext) throws(CancellationError) {
    count = order.count
    let d = matrix.columnCount
    dimension = d
    lanes = try [EightDoubles](items: (order.count + 7) / 8, width: d, chunkSize: 1 << 10, context: context) {
      blocks, lanes in
      for block in blocks {
        for f in 0..<d {
          var lane = EightDoubles(repeating: .infinity)
          for place in block * 8..<min(order.count, block * 8 + 8) where order[place] >= 0 {
            lane[place % 8] = matrix[order[place], f]
          }
          lanes[block * d + f] = lane
        }
      }
    }
  }

  init(_ matrix: Matrix, context: ComputeContext) throws(CancellationError) {
    try self.init(matrix, order: Array(0..<matrix.rowCount), context: context)
  }

  /// Takes a point out: it is infinitely far from everything from now on.
  mutating func remove(_ place: Int) {
    for f in 0..<dimension { lanes[place / 8 * dimension + f][place % 8] = .infinity }
  }

  /// Calls `body` with the places of the points whose squared distance from `point` is at most `reach`.
  func forEach(within reach: Double, of point: ArraySlice<Double>, _ body: (Int) -> Void) {
    let features = Array(point)
    for block in 0..<blockCount {
      var squares = EightDoubles()
      for f in 0..<dimension {
        let difference = lanes[block * dimension + f] - features[f]
        squares += difference * difference
      }
      let near = squares .<= reach
      guard any(near) else { continue }
      for lane in 0..<8 where near[lane] { body(block * 8 + lane) }
    }
  }
}
