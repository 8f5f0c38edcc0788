import Machine

/// Convolves a square grid with the kernel 1 / (1 + r²), as if the plane around the grid were empty.
///
/// The grid is padded to twice its side, so that the circular convolution of the Fourier transform does not wrap. Real
/// lines are transformed in pairs, one as the real and one as the imaginary part. The kernel is even, so its transform
/// is real; it is divided by the transform of the quintic B-spline's samples twice over, which makes spreading and
/// gathering with B-splines interpolate the kernel in both its arguments (as in Essmann et al. 1995,
/// doi:10.1063/1.470117).
///
/// Sixteen lines are transformed side by side, one in each lane. A grid of any multiple of eight has lines left over;
/// their group is filled with whatever memory follows, and those lanes are computed and dropped.
struct GridConvolution: Sendable {
  typealias Lanes = FourierPlan.Lanes
  private static let width = Lanes.scalarCount

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
    precondition(side % 8 == 0, "the halves of a grid's side are multiples of four")
    self.side = side
    self.spacing = spacing
    plan = FourierPlan(length: 2 * side)
    stride = (side + Self.width) / Self.width * Self.width
    kernel = try GridKernel(side: side, spacing: spacing, stride: stride, plan: plan, context: context).transform
    // What pads the columns is computed like the rest and never read.
    spectrumReal = SharedStorage(uninitialized: side * stride)
    spectrumImaginary = SharedStorage(uninitialized: side * stride)
  }

  /// Numbers that a grid of this side needs: its nodes, and a vector more, because groups of lines may reach beyond the last.
  static func storageCount(side: Int) -> Int { side * side + width }

  /// Replaces the charges on the grid by the potential they make.
  /// - Parameter grid: `storageCount` numbers; `side` columns of `side` each come first.
  /// - Complexity: O(side² log side)
  func apply(to grid: SharedStorage<Float>, context: ComputeContext) throws {
    precondition(grid.count == Self.storageCount(side: side))
    let groups = (side / 2 + Self.width - 1) / Self.width
    try parallelChunks(count: groups, chunkSize: 1, context: context) { groups, _ in
      withBatch { batch in
        for group in groups { transformLines(group, of: grid, &batch) }
      }
    }
    try parallelChunks(count: stride / Self.width, chunkSize: 2, context: context) { groups, _ in
      withBatch { batch in
        for group in groups { convolveAcross(group, &batch) }
      }
    }
    try parallelChunks(count: groups, chunkSize: 1, context: context) { groups, _ in
      withBatch { batch in
        for group in groups { restoreLines(group, of: grid, &batch) }
      }
    }
  }

  /// Fours of lines in a group of the lower half of the grid.
  private func quarters(in group: Int) -> Int { min(Self.width, side / 2 - Self.width * group) / 4 }

  /// Transforms lines of the lower half of the grid together with as many of the upper half.
  private func transformLines(_ group: Int, of grid: SharedStorage<Float>, _ batch: inout FourierPlan.Batch) {
    let first = Self.width * group
    for x in 0..<side {
      batch.real[x] = grid.vector(at: x * side + first)
      batch.imaginary[x] = grid.vector(at: x * side + side / 2 + first)
    }
    plan.forward(&batch, isHalfEmpty: true)
    // With F the transform of a + ib: A(k) = (F(k) + conj F(−k)) / 2 and B(k) = (F(k) − conj F(−k)) / 2i. The halves are
    // in the kernel's factor.
    for quarter in 0..<quarters(in: group) {
      let a = (first + 4 * quarter) * stride
      let b = a + side / 2 * stride
      // Frequencies 0 ..< side in blocks of four, turned so that each line's are side by side.
      for block in 0..<side / 4 {
        var (aReal, aImaginary) = (FourByFour(), FourByFour())
        var (bReal, bImaginary) = (FourByFour(), FourByFour())
        for i in 0..<4 {
          let k = 4 * block + i
          let mirrored = k == 0 ? 0 : 2 * side - k
          let (p, q) = (batch.real.quarter(quarter, of: k), batch.imaginary.quarter(quarter, of: k))
          let (r, s) = (batch.real.quarter(quarter, of: mirrored), batch.imaginary.quarter(quarter, of: mirrored))
          aReal[i] = p + r
          aImaginary[i] = q - s
          bReal[i] = q + s
          bImaginary[i] = r - p
        }
        aReal.storeTransposed(in: spectrumReal, at: a + 4 * block, stride)
        aImaginary.storeTransposed(in: spectrumImaginary, at: a + 4 * block, stride)
        bReal.storeTransposed(in: spectrumReal, at: b + 4 * block, stride)
        bImaginary.storeTransposed(in: spectrumImaginary, at: b + 4 * block, stride)
      }
      // The last frequency is its own mirror image.
      let (p, q) = (batch.real.quarter(quarter, of: side), batch.imaginary.quarter(quarter, of: side))
      for lane in 0..<4 {
        spectrumReal[a + lane * stride + side] = p[lane] + p[lane]
        spectrumImaginary[a + lane * stride + side] = 0
        spectrumReal[b + lane * stride + side] = q[lane] + q[lane]
        spectrumImaginary[b + lane * stride + side] = 0
      }
    }
  }

  /// Transforms sixteen frequencies along the other axis, multiplies by the kernel, and transforms back.
  private func convolveAcross(_ group: Int, _ batch: inout FourierPlan.Batch) {
    let first = Self.width * group
    for y in 0..<side {
      batch.real[y] = spectrumReal.vector(at: y * stride + first)
      batch.imaginary[y] = spectrumImaginary.vector(at: y * stride + first)
    }
    plan.forward(&batch, isHalfEmpty: true)
    for k in 0..<2 * side {
      let factor = kernel.vector(at: min(k, 2 * side - k) * stride + first)
      batch.real[k] *= factor
      batch.imaginary[k] *= factor
    }
    plan.inverse(&batch)
    for y in 0..<side {
      spectrumReal.setVector(batch.real[y], at: y * stride + first)
      spectrumImaginary.setVector(batch.imaginary[y], at: y * stride + first)
    }
  }

  /// The inverse of `transformLines`.
  private func restoreLines(_ group: Int, of grid: SharedStorage<Float>, _ batch: inout FourierPlan.Batch) {
    let first = Self.width * group
    let quarters = quarters(in: group)
    for quarter in 0..<Self.width / 4 {
      guard quarter < quarters else {
        for k in 0..<2 * side {
          batch.real.setQuarter(quarter, of: k, SIMD4())
          batch.imaginary.setQuarter(quarter, of: k, SIMD4())
        }
        continue
      }
      let a = (first + 4 * quarter) * stride
      let b = a + side / 2 * stride
      for block in 0..<side / 4 {
        let aReal = FourByFour(transposing: spectrumReal, at: a + 4 * block, stride)
        let aImaginary = FourByFour(transposing: spectrumImaginary, at: a + 4 * block, stride)
        let bReal = FourByFour(transposing: spectrumReal, at: b + 4 * block, stride)
        let bImaginary = FourByFour(transposing: spectrumImaginary, at: b + 4 * block, stride)
        for i in 0..<4 {
          let k = 4 * block + i
          batch.real.setQuarter(quarter, of: k, aReal[i] - bImaginary[i])
          batch.imaginary.setQuarter(quarter, of: k, aImaginary[i] + bReal[i])
          guard k > 0 else { continue }
          batch.real.setQuarter(quarter, of: 2 * side - k, aReal[i] + bImaginary[i])
          batch.imaginary.setQuarter(quarter, of: 2 * side - k, bReal[i] - aImaginary[i])
        }
      }
      var (p, q) = (SIMD4<Float>(), SIMD4<Float>())
      for lane in 0..<4 {
        p[lane] = spectrumReal[a + lane * stride + side] - spectrumImaginary[b + lane * stride + side]
        q[lane] = spectrumImaginary[a + lane * stride + side] + spectrumReal[b + lane * stride + side]
      }
      batch.real.setQuarter(quarter, of: side, p)
      batch.imaginary.setQuarter(quarter, of: side, q)
    }
    plan.inverse(&batch)
    for x in 0..<side {
      for quarter in 0..<quarters {
        grid.setFour(batch.real.quarter(quarter, of: x), at: x * side + first + 4 * quarter)
        grid.setFour(batch.imaginary.quarter(quarter, of: x), at: x * side + side / 2 + first + 4 * quarter)
      }
    }
  }

  private func withBatch(_ body: (inout FourierPlan.Batch) -> Void) {
    FourierPlan.withBatch(length: 2 * side, body)
  }
}
