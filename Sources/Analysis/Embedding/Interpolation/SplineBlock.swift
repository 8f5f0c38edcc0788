import Machine

/// Where the nodes of a grid lie in the plane.
struct GridFrame: Sendable {
  let origin: SIMD2<Float>
  let spacing: Float
  let margin: Float

  /// The first of the six nodes on each axis that a point touches, and how far beyond the third it lies.
  @inline(__always)
  func place(of point: SIMD2<Float>) -> (column: Int, row: Int, x: Float, y: Float) {
    let scaled = (point - origin) / spacing + margin
    // A grid has a few thousand nodes on a side: the place fits.
    let node = SIMD2<Int32>(Int32(scaled.x), Int32(scaled.y))
    let beyond = scaled - SIMD2<Float>(node)
    return (Int(node.x) &- 2, Int(node.y) &- 2, beyond.x, beyond.y)
  }
}

/// The splines of up to 64 points, computed before they are used.
///
/// The two steps are apart, with memory between them, because a compiler that sees both takes the vectors of the splines
/// to pieces: it knows which of their lanes are zero and which are needed one by one.
struct SplineBlock {
  typealias Lanes = QuinticSpline.Lanes
  private static let capacity = 64

  /// The number of the first point.
  private(set) var first = 0
  private(set) var count = 0
  /// Where on the grid the first of a point's six columns begins.
  let nodes: UnsafeMutablePointer<Int>
  let weightsY: UnsafeMutablePointer<Lanes>
  let slopesY: UnsafeMutablePointer<Lanes>
  /// Room for three vectors a point.
  let products: UnsafeMutablePointer<Lanes>
  private let spline: QuinticSpline
  private let weightsX: UnsafeMutablePointer<Lanes>
  private let slopesX: UnsafeMutablePointer<Lanes>

  /// Uses `memory`, which holds 8 · 64 vectors.
  private init(_ memory: UnsafeMutablePointer<Lanes>, _ spline: QuinticSpline) {
    self.spline = spline
    weightsX = memory
    weightsY = memory + Self.capacity
    slopesX = memory + 2 * Self.capacity
    slopesY = memory + 3 * Self.capacity
    products = memory + 4 * Self.capacity
    nodes = UnsafeMutableRawPointer(memory + 7 * Self.capacity).bindMemory(to: Int.self, capacity: Self.capacity)
  }

  /// Hands out the points of a range in blocks, in order.
  @inline(__always)
  static func forEach(
    in range: Range<Int>, of points: SharedStorage<SIMD2<Float>>, _ frame: GridFrame, side: Int,
    spline: QuinticSpline, withSlopes: Bool = false, _ body: (SplineBlock) -> Void
  ) {
    let bytes = 8 * capacity * MemoryLayout<Lanes>.stride
    withUnsafeTemporaryAllocation(byteCount: bytes, alignment: 64) { memory in
      guard let base = memory.bindMemory(to: Lanes.self).baseAddress else { return }
      var block = SplineBlock(base, spline)
      for first in stride(from: range.lowerBound, to: range.upperBound, by: capacity) {
        block.first = first
        block.count = min(capacity, range.upperBound - first)
        block.evaluate(points, frame, side, withSlopes)
        body(block)
      }
    }
  }

  /// The weight of the column `j` of point `i`.
  @inline(__always)
  func weightX(_ i: Int, _ j: Int) -> Float {
    UnsafeRawPointer(weightsX + i).load(fromByteOffset: 4 * j, as: Float.self)
  }

  @inline(__always)
  func slopeX(_ i: Int, _ j: Int) -> Float { UnsafeRawPointer(slopesX + i).load(fromByteOffset: 4 * j, as: Float.self) }

  @inline(never)
  private func evaluate(_ points: SharedStorage<SIMD2<Float>>, _ frame: GridFrame, _ side: Int, _ withSlopes: Bool) {
    for i in 0..<count {
      let place = frame.place(of: points.base[first + i])
      assert(place.column >= 0 && place.column + 6 <= side && place.row >= 0 && place.row + 8 <= side)
      nodes[i] = place.column &* side &+ place.row
      weightsX[i] = spline.weights(place.x)
      weightsY[i] = spline.weights(place.y)
      guard withSlopes else { continue }
      slopesX[i] = spline.slopes(place.x)
      slopesY[i] = spline.slopes(place.y)
    }
  }
}
