import Machine

/// The transform of 1 / (1 + r²) on a grid padded to twice its side, for frequencies 0...side on both axes.
///
/// The kernel is even in both directions, so its transform is real, and a quarter of it gives the rest.
struct GridKernel: Sendable {
  typealias Lanes = FourierPlan.Lanes
  private static let width = Lanes.scalarCount

  /// side + 1 columns, `stride` apart, of side + 1 numbers; what pads them means nothing.
  let transform: SharedStorage<Float>

  /// - Complexity: O(side² log side)
  init(side: Int, spacing: Double, stride: Int, plan: FourierPlan, context: ComputeContext) throws {
    let groups = (side + Self.width) / Self.width
    let rows = SharedStorage<Float>(uninitialized: groups * Self.width * stride)
    let squaredSpacing = spacing * spacing
    try parallelChunks(count: groups, chunkSize: 1, context: context) { groups, _ in
      FourierPlan.withBatch(length: 2 * side) { batch in
        for group in groups {
          for x in 0...side {
            var line = Lanes()
            for lane in 0..<Self.width {
              let dy = Self.width * group + lane
              line[lane] = Float(1 / (1 + squaredSpacing * Double(x * x + dy * dy)))
            }
            batch.real[x] = line
            if x > 0 { batch.real[2 * side - x] = line }
          }
          batch.imaginary.update(repeating: Lanes(), count: 2 * side)
          plan.forward(&batch)
          for k in 0...side {
            for lane in 0..<Self.width { rows[(Self.width * group + lane) * stride + k] = batch.real[k][lane] }
          }
        }
      }
    }
    // 2 for the pairs of lines; 1 / N² because no transform is scaled.
    let scale = 1 / (2 * Double(2 * side) * Double(2 * side))
    let spline = (0...side).map { QuinticSpline.response(ofFrequency: $0, over: 2 * side) }
    let transform = SharedStorage<Float>(uninitialized: (side + 1) * stride)
    try parallelChunks(count: stride / Self.width, chunkSize: 1, context: context) { groups, _ in
      FourierPlan.withBatch(length: 2 * side) { batch in
        for group in groups {
          for y in 0..<2 * side {
            batch.real[y] = rows.vector(at: min(y, 2 * side - y) * stride + Self.width * group)
          }
          batch.imaginary.update(repeating: Lanes(), count: 2 * side)
          plan.forward(&batch)
          for k in 0...side {
            for lane in 0..<Self.width where Self.width * group + lane <= side {
              let window = spline[k] * spline[Self.width * group + lane]
              transform[k * stride + Self.width * group + lane] = Float(
                Double(batch.real[k][lane]) * scale / (window * window))
            }
          }
        }
      }
    }
    self.transform = transform
  }
}
