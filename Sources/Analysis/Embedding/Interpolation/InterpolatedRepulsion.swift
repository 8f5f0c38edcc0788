import Machine

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
  /// Nodes beyond the outermost points: the spline's reach, and rounding.
  private static let margin = 4

  /// Grids that are filled side by side.
  private static let largestGridCount = 8

  private let spline = QuinticSpline()
  private let finestSpacing: Double
  private let largestSide: Int
  private var convolution: GridConvolution?
  private var grids: [SharedStorage<Float>] = []

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
    _ points: SharedStorage<SIMD2<Float>>, into forces: SharedStorage<SIMD2<Float>>, beside work: ParallelWork,
    context: ComputeContext
  ) throws -> Double {
    let (lower, upper) = try bounds(of: points, context: context)
    let convolution = try fittingConvolution(width: Double((upper - lower).max()), context: context)
    let frame = GridFrame(origin: lower, spacing: Float(convolution.spacing), margin: Float(Self.margin))
    try spread(points, frame, side: convolution.side, beside: work, context: context)
    try convolution.apply(to: grids[0], context: context)
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
    grids = []
    convolution = fitting
    return fitting
  }

  private func bounds(
    of points: SharedStorage<SIMD2<Float>>, context: ComputeContext
  ) throws -> (SIMD2<Float>, SIMD2<Float>) {
    let corners = try parallelMap(count: points.count, chunkSize: 16_384, context: context) { range, _ in
      var lower = points.base[range.lowerBound]
      var upper = lower
      for i in range {
        lower = pointwiseMin(lower, points.base[i])
        upper = pointwiseMax(upper, points.base[i])
      }
      return (lower, upper)
    }
    return corners.reduce(corners[0]) { (pointwiseMin($0.0, $1.0), pointwiseMax($0.1, $1.1)) }
  }

  /// Adds a unit charge for each point, while idle threads do the other work. Large maps fill several grids side by side,
  /// which are then added in order.
  private func spread(
    _ points: SharedStorage<SIMD2<Float>>, _ frame: GridFrame, side: Int, beside work: ParallelWork,
    context: ComputeContext
  ) throws {
    let pieces = max(1, min(Self.largestGridCount, points.count / 32_768))
    let size = (points.count + pieces - 1) / pieces
    while grids.count < pieces {
      grids.append(SharedStorage(uninitialized: GridConvolution.storageCount(side: side)))
    }
    let (grids, spline) = (grids, spline)
    // The pieces first: each takes longer than any part of the other work.
    try parallelChunks(count: pieces + work.chunks, chunkSize: 1, context: context) { range, _ in
      let piece = range.lowerBound
      guard piece < pieces else { return work.run(piece - pieces) }
      for slice in stride(from: 0, to: grids[piece].count, by: 1 << 20) {
        if context.cancelled { return }
        let target = grids[piece].base + slice
        target.update(repeating: 0, count: min(1 << 20, grids[piece].count - slice))
      }
      let target = UnsafeMutableRawPointer(grids[piece].base)
      let range = piece * size..<min(points.count, (piece + 1) * size)
      SplineBlock.forEach(in: range, of: points, frame, side: side, spline: spline) { block in
        for i in 0..<block.count {
          let wy = block.weightsY[i]
          for j in 0..<6 {
            // The frame keeps every node that a point touches on the grid.
            let cell = target + 4 * (block.nodes[i] &+ j &* side)
            let sum = cell.loadUnaligned(as: QuinticSpline.Lanes.self) + block.weightX(i, j) * wy
            cell.storeBytes(of: sum, as: QuinticSpline.Lanes.self)
          }
        }
      }
    }
    guard pieces > 1 else { return }
    // A grid's numbers are whole vectors: its side is a multiple of 8.
    try parallelChunks(count: side * side / 16, chunkSize: 4096, context: context) { vectors, _ in
      for vector in vectors {
        var sum = grids[0].vector(at: 16 * vector)
        for other in 1..<pieces { sum += grids[other].vector(at: 16 * vector) }
        grids[0].setVector(sum, at: 16 * vector)
      }
    }
  }

  /// Reads the potential and its slope at each point.
  private func gather(
    _ points: SharedStorage<SIMD2<Float>>, _ frame: GridFrame, side: Int, into forces: SharedStorage<SIMD2<Float>>,
    context: ComputeContext
  ) throws -> Double {
    let (grid, spline) = (grids[0], spline)
    let slopeToForce = -0.5 / frame.spacing
    let sums = try parallelMap(count: points.count, chunkSize: 1024, context: context) { range, _ in
      var total = 0.0
      let source = UnsafeRawPointer(grid.base)
      SplineBlock.forEach(in: range, of: points, frame, side: side, spline: spline, withSlopes: true) { block in
        for i in 0..<block.count {
          var across = QuinticSpline.Lanes()
          var acrossSlope = QuinticSpline.Lanes()
          for j in 0..<6 {
            let cell = source + 4 * (block.nodes[i] &+ j &* side)
            let values = cell.loadUnaligned(as: QuinticSpline.Lanes.self)
            across += block.weightX(i, j) * values
            acrossSlope += block.slopeX(i, j) * values
          }
          block.products[3 * i] = across * block.weightsY[i]
          block.products[3 * i + 1] = acrossSlope * block.weightsY[i]
          block.products[3 * i + 2] = across * block.slopesY[i]
        }
        for i in 0..<block.count {
          // The point's own charge gives it a potential of one.
          total += Double(block.products[3 * i].orderedSum) - 1
          let slope = SIMD2(block.products[3 * i + 1].orderedSum, block.products[3 * i + 2].orderedSum)
          forces.base[block.first + i] = slopeToForce * slope
        }
      }
      return total
    }
    return sums.reduce(0, +)
  }
}
