/// Convolves a square grid with the kernel 1 / (1 + r²), as if the plane around the grid were empty.
///
/// The grid is padded to twice its side, so that the circular convolution of the Fourier transform does not wrap. Real
/// lines are transformed in pairs, one as the real and one as the imaginary part. The kernel is even, so its transform
/// is real; it is divided by the transform of the quintic B-spline's samples twice over, which makes spreading and
/// gathering with B-splines interpolate the kernel in both its arguments (as in Essmann et al. 1995,
/// doi:10.1063/1.470117).
struct GridConvolution: Sendable {
  typealias Lanes = FourierPlan.Lanes

  /// Nodes along a side, a multiple of 8.
  let side: Int
  /// Distance between nodes.
  let spacing: Double
  private let plan: FourierPlan
  /// Columns of a spectrum: frequencies 0...side, padded to whole vectors.
  private let stride: Int
  /// The kernel's transform for frequencies 0...side on both axes, with every constant factor of the round trip.
  private let kernel: SharedStorage<Float>
  private let spectrumReal: SharedStorage<Float>
  private let spectrumImaginary: SharedStorage<Float>

  init(side: Int, spacing: Double, context: ComputeContext) throws {
    precondition(side % 8 == 0, "a grid's side is a multiple of two vectors")
    self.side = side
    self.spacing = spacing
    plan = FourierPlan(length: 2 * side)
    stride = side + 4
    kernel = SharedStorage(repeating: 0, count: (side + 1) * stride)
    spectrumReal = SharedStorage(repeating: 0, count: side * stride)
    spectrumImaginary = SharedStorage(repeating: 0, count: side * stride)
    try transformKernel(context: context)
  }

  /// Replaces the charges on the grid by the potential they make.
  /// - Parameter grid: `side` columns of `side` numbers each, four to a vector.
  /// - Complexity: O(side² log side)
  func apply(to grid: SharedStorage<Lanes>, context: ComputeContext) throws {
    precondition(grid.count * 4 == side * side)
    let pairs = side / 8
    try parallelChunks(count: pairs, chunkSize: 2, context: context) { groups, _ in
      withBatch { batch in
        for group in groups { transformLines(group, of: grid, &batch) }
      }
    }
    try parallelChunks(count: stride / 4, chunkSize: 4, context: context) { groups, _ in
      withBatch { batch in
        for group in groups { convolveAcross(group, &batch) }
      }
    }
    try parallelChunks(count: pairs, chunkSize: 2, context: context) { groups, _ in
      withBatch { batch in
        for group in groups { restoreLines(group, of: grid, &batch) }
      }
    }
  }

  /// Transforms four lines of the lower half of the grid together with four of the upper half.
  private func transformLines(_ group: Int, of grid: SharedStorage<Lanes>, _ batch: inout FourierPlan.Batch) {
    let vectorsPerColumn = side / 4
    let upper = side / 8
    for x in 0..<side {
      batch.real[x] = grid[x * vectorsPerColumn + group]
      batch.imaginary[x] = grid[x * vectorsPerColumn + upper + group]
    }
    clear(&batch, from: side)
    plan.forward(&batch)
    // With F the transform of a + ib: A(k) = (F(k) + conj F(−k)) / 2 and B(k) = (F(k) − conj F(−k)) / 2i. The halves are
    // in the kernel's factor.
    for k in 0...side {
      let mirrored = k == 0 ? 0 : 2 * side - k
      let (p, q) = (batch.real[k], batch.imaginary[k])
      let (r, s) = (batch.real[mirrored], batch.imaginary[mirrored])
      let (aReal, aImaginary) = (p + r, q - s)
      let (bReal, bImaginary) = (q + s, r - p)
      for lane in 0..<4 {
        let a = (4 * group + lane) * stride + k
        let b = a + side / 2 * stride
        spectrumReal[a] = aReal[lane]
        spectrumImaginary[a] = aImaginary[lane]
        spectrumReal[b] = bReal[lane]
        spectrumImaginary[b] = bImaginary[lane]
      }
    }
  }

  /// Transforms four frequencies along the other axis, multiplies by the kernel, and transforms back.
  private func convolveAcross(_ group: Int, _ batch: inout FourierPlan.Batch) {
    for y in 0..<side {
      batch.real[y] = spectrumReal.vector(at: y * stride + 4 * group)
      batch.imaginary[y] = spectrumImaginary.vector(at: y * stride + 4 * group)
    }
    clear(&batch, from: side)
    plan.forward(&batch)
    for k in 0..<2 * side {
      let factor = kernel.vector(at: min(k, 2 * side - k) * stride + 4 * group)
      batch.real[k] *= factor
      batch.imaginary[k] *= factor
    }
    plan.inverse(&batch)
    for y in 0..<side {
      spectrumReal.setVector(batch.real[y], at: y * stride + 4 * group)
      spectrumImaginary.setVector(batch.imaginary[y], at: y * stride + 4 * group)
    }
  }

  /// The inverse of `transformLines`.
  private func restoreLines(_ group: Int, of grid: SharedStorage<Lanes>, _ batch: inout FourierPlan.Batch) {
    for k in 0...side {
      var (aReal, aImaginary, bReal, bImaginary) = (Lanes(), Lanes(), Lanes(), Lanes())
      for lane in 0..<4 {
        let a = (4 * group + lane) * stride + k
        let b = a + side / 2 * stride
        aReal[lane] = spectrumReal[a]
        aImaginary[lane] = spectrumImaginary[a]
        bReal[lane] = spectrumReal[b]
        bImaginary[lane] = spectrumImaginary[b]
      }
      if k > 0 {
        batch.real[2 * side - k] = aReal + bImaginary
        batch.imaginary[2 * side - k] = bReal - aImaginary
      }
      // At k = side this is the same number: both spectra are real there.
      batch.real[k] = aReal - bImaginary
      batch.imaginary[k] = aImaginary + bReal
    }
    plan.inverse(&batch)
    let vectorsPerColumn = side / 4
    let upper = side / 8
    for x in 0..<side {
      grid[x * vectorsPerColumn + group] = batch.real[x]
      grid[x * vectorsPerColumn + upper + group] = batch.imaginary[x]
    }
  }

  private func transformKernel(context: ComputeContext) throws {
    let rows = SharedStorage<Float>(repeating: 0, count: (side + 4) * stride)
    let squaredSpacing = spacing * spacing
    try parallelChunks(count: (side + 4) / 4, chunkSize: 4, context: context) { groups, _ in
      withBatch { batch in
        for group in groups {
          for x in 0..<2 * side {
            let dx = min(x, 2 * side - x)
            for lane in 0..<4 {
              let dy = 4 * group + lane
              batch.real[x][lane] = Float(1 / (1 + squaredSpacing * Double(dx * dx + dy * dy)))
            }
          }
          batch.imaginary.update(repeating: Lanes(), count: 2 * side)
          plan.forward(&batch)
          for k in 0...side {
            for lane in 0..<4 { rows[(4 * group + lane) * stride + k] = batch.real[k][lane] }
          }
        }
      }
    }
    // 2 for the pairs of lines; 1 / N² because no transform is scaled.
    let scale = 1 / (2 * Double(2 * side) * Double(2 * side))
    let spline = (0...side).map { QuinticSpline.response(ofFrequency: $0, over: 2 * side) }
    try parallelChunks(count: stride / 4, chunkSize: 4, context: context) { groups, _ in
      withBatch { batch in
        for group in groups {
          for y in 0..<2 * side {
            batch.real[y] = rows.vector(at: min(y, 2 * side - y) * stride + 4 * group)
          }
          batch.imaginary.update(repeating: Lanes(), count: 2 * side)
          plan.forward(&batch)
          for k in 0...side {
            for lane in 0..<4 where 4 * group + lane <= side {
              let window = spline[k] * spline[4 * group + lane]
              kernel[k * stride + 4 * group + lane] = Float(
                Double(batch.real[k][lane]) * scale / (window * window))
            }
          }
        }
      }
    }
  }

  private func clear(_ batch: inout FourierPlan.Batch, from start: Int) {
    (batch.real + start).update(repeating: Lanes(), count: 2 * side - start)
    (batch.imaginary + start).update(repeating: Lanes(), count: 2 * side - start)
  }

  private func withBatch(_ body: (inout FourierPlan.Batch) -> Void) {
    withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 8 * side) { memory in
      guard let base = memory.baseAddress else { return }
      base.initialize(repeating: Lanes(), count: memory.count)
      var batch = FourierPlan.Batch(base, length: 2 * side)
      body(&batch)
    }
  }
}

extension SharedStorage<Float> {
  /// Four numbers from `index` on.
  @inline(__always)
  func vector(at index: Int) -> SIMD4<Float> {
    assert(index >= 0 && index + 4 <= count)
    return UnsafeRawPointer(base + index).loadUnaligned(as: SIMD4<Float>.self)
  }

  @inline(__always)
  func setVector(_ value: SIMD4<Float>, at index: Int) {
    assert(index >= 0 && index + 4 <= count)
    UnsafeMutableRawPointer(base + index).storeBytes(of: value, as: SIMD4<Float>.self)
  }
}
