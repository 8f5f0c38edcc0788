/// Repulsion by interpolation on a regular grid and fast Fourier transforms, in linear time.
///
/// The idea is that of Linderman et al. (2019, doi:10.1038/s41592-018-0308-4), with fewer transforms: the force is half
/// the slope of one potential, φ(y) = Σⱼ 1 / (1 + |y − yⱼ|²), and its sum over the points is the normalisation Z. So one charge
/// and one convolution serve, and the slope is that of the interpolant. Quintic B-splines carry points to nodes and
/// back; they are smooth, so forces do not jump between cells.
///
/// The spacing of the nodes stays the same while the map grows, so the kernel is transformed again only when the grid
/// needs more nodes.
final class InterpolatedRepulsion: Repulsion {
  typealias Lanes = FourierPlan.Lanes

  /// Nodes beyond the outermost points: the spline's reach, and rounding.
  private static let margin = 4

  private let finestSpacing: Double
  private let largestSide: Int
  private var convolution: GridConvolution?
  private var grid = SharedStorage<Lanes>(repeating: Lanes(), count: 0)

  /// - Parameters:
  ///   - spacing: distance of the nodes; the kernel varies over a distance of one. In a finished map of the default spacing
  ///     forces are good to a percent.
  ///   - largestSide: nodes along a side; wider maps get a coarser grid.
  init(spacing: Double = 0.4, largestSide: Int = 2048) {
    finestSpacing = spacing
    self.largestSide = largestSide
  }

  /// - Complexity: O(n + s² log s) for a map s units wide.
  func evaluate(
    _ points: SharedStorage<SIMD2<Float>>, into forces: SharedStorage<SIMD2<Float>>, context: ComputeContext
  ) throws -> Double {
    let (lower, upper) = bounds(of: points)
    let convolution = try fittingConvolution(width: Double((upper - lower).max()), context: context)
    let frame = GridFrame(origin: lower, spacing: Float(convolution.spacing), margin: Float(Self.margin))
    try spread(points, frame, side: convolution.side, context: context)
    try convolution.apply(to: grid, context: context)
    return try gather(points, frame, side: convolution.side, into: forces, context: context)
  }

  /// The convolution for a map of a given width: the present one while it fits and is not far too large.
  private func fittingConvolution(width: Double, context: ComputeContext) throws -> GridConvolution {
    var spacing = finestSpacing
    func nodes() -> Int { Int(width / spacing) + 2 + 2 * Self.margin }
    while nodes() > largestSide { spacing *= 1.25 }
    if let convolution, convolution.spacing == spacing,
      nodes() <= convolution.side, 4 * convolution.side <= 5 * nodes() + 64
    {
      return convolution
    }
    let side = FourierPlan.smoothLength(atLeast: nodes() + nodes() / 32, multipleOf: 8)
    let fitting = try GridConvolution(side: side, spacing: spacing, context: context)
    grid = SharedStorage(repeating: Lanes(), count: side * side / 4)
    convolution = fitting
    return fitting
  }

  private func bounds(of points: SharedStorage<SIMD2<Float>>) -> (SIMD2<Float>, SIMD2<Float>) {
    var lower = points[0]
    var upper = points[0]
    for i in 0..<points.count {
      lower = pointwiseMin(lower, points.base[i])
      upper = pointwiseMax(upper, points.base[i])
    }
    return (lower, upper)
  }

  /// Adds a unit charge for each point. Large maps fill several grids side by side, which are then added in order.
  private func spread(
    _ points: SharedStorage<SIMD2<Float>>, _ frame: GridFrame, side: Int, context: ComputeContext
  ) throws {
    let pieces = max(1, min(8, points.count / 32_768))
    let size = (points.count + pieces - 1) / pieces
    let grid = grid
    grid.fill(Lanes())
    let others = (1..<max(2, pieces)).map { _ in
      SharedStorage<Lanes>(repeating: Lanes(), count: pieces > 1 ? grid.count : 0)
    }
    try parallelChunks(count: points.count, chunkSize: size, context: context) { range, piece in
      let target = UnsafeMutableRawPointer((piece == 0 ? grid : others[piece - 1]).base)
      for i in range {
        let place = frame.place(of: points.base[i])
        assert(place.column >= 0 && place.column + 6 <= side && place.row >= 0 && place.row + 8 <= side)
        let (wx, wy) = (place.x.weights, place.y.weights)
        for j in 0..<6 {
          let cell = target + ((place.column + j) * side + place.row) * MemoryLayout<Float>.stride
          let sum = cell.loadUnaligned(as: QuinticSpline.Lanes.self) + wx[j] * wy
          cell.storeBytes(of: sum, as: QuinticSpline.Lanes.self)
        }
      }
    }
    guard pieces > 1 else { return }
    try parallelChunks(count: grid.count, context: context) { range, _ in
      for other in others {
        for cell in range { grid.base[cell] += other.base[cell] }
      }
    }
  }

  /// Reads the potential and its slope at each point.
  private func gather(
    _ points: SharedStorage<SIMD2<Float>>, _ frame: GridFrame, side: Int, into forces: SharedStorage<SIMD2<Float>>,
    context: ComputeContext
  ) throws -> Double {
    let grid = grid
    let slopeToForce = -0.5 / frame.spacing
    let sums = try parallelMap(count: points.count, chunkSize: 1024, context: context) { range, _ in
      var total = 0.0
      let source = UnsafeRawPointer(grid.base)
      for i in range {
        let place = frame.place(of: points.base[i])
        assert(place.column >= 0 && place.column + 6 <= side && place.row >= 0 && place.row + 8 <= side)
        let (wx, slopesX) = (place.x.weights, place.x.slopes)
        var across = QuinticSpline.Lanes()
        var acrossSlope = QuinticSpline.Lanes()
        for j in 0..<6 {
          let cell = source + ((place.column + j) * side + place.row) * MemoryLayout<Float>.stride
          let values = cell.loadUnaligned(as: QuinticSpline.Lanes.self)
          across += wx[j] * values
          acrossSlope += slopesX[j] * values
        }
        let wy = place.y.weights
        // The point's own charge gives it a potential of one.
        total += Double((across * wy).orderedSum) - 1
        let slope = SIMD2((acrossSlope * wy).orderedSum, (across * place.y.slopes).orderedSum)
        forces.base[i] = slopeToForce * slope
      }
      return total
    }
    return sums.reduce(0, +)
  }
}

/// Where the nodes of a grid lie in the plane.
private struct GridFrame: Sendable {
  let origin: SIMD2<Float>
  let spacing: Float
  let margin: Float

  /// The first of the six nodes on each axis that a point touches, and its splines.
  @inline(__always)
  func place(of point: SIMD2<Float>) -> (column: Int, row: Int, x: QuinticSpline, y: QuinticSpline) {
    let scaled = (point - origin) / spacing + margin
    let column = Int(scaled.x)
    let row = Int(scaled.y)
    return (column - 2, row - 2, QuinticSpline(scaled.x - Float(column)), QuinticSpline(scaled.y - Float(row)))
  }
}
