import CVectors
import Machine

/// Kullback–Leibler divergence of a map from the affinities it was made for, in double precision.
struct Divergence {
  /// Up to this many points the normalisation is summed over all pairs.
  static let largestExactCount = 200_000

  let value: Double
  let isExact: Bool

  /// Σ p ln(p / q) over the pairs with an affinity, q = 1 / (1 + |yᵢ − yⱼ|²) / Z.
  /// - Parameters:
  ///   - x: coordinates in the order of the affinities' rows; so is `y`.
  /// - Complexity: O(n²) up to `largestExactCount` points; beyond, Z is interpolated on a fine grid in linear time, with a
  ///   relative error below 1e-4.
  init(of affinities: Affinities, x: [Double], y: [Double], context: ComputeContext) throws {
    isExact = x.count <= Self.largestExactCount
    let normalisation =
      isExact
      ? try Self.normalisation(x: x, y: y, context: context)
      : try Self.interpolatedNormalisation(x: x, y: y, context: context)
    let logNormalisation = PortableMath.log(normalisation)
    let sums = try parallelMap(count: x.count, chunkSize: 256, context: context) { rows, _ in
      var total = 0.0
      for i in rows {
        for entry in affinities.starts[i]..<affinities.starts[i + 1] {
          let p = Double(affinities.values[entry])
          guard p > 0 else { continue }
          let j = Int(affinities.columns[entry])
          let (dx, dy) = (x[i] - x[j], y[i] - y[j])
          total += p * (PortableMath.log(p * (1 + dx * dx + dy * dy)) + logNormalisation)
        }
      }
      return total
    }
    value = sums.reduce(0, +)
  }

  /// Z, the sum of 1 / (1 + |yᵢ − yⱼ|²) over all ordered pairs of different points.
  static func normalisation(x: [Double], y: [Double], context: ComputeContext) throws -> Double {
    let sum = PairSum(x: x, y: y)
    // Rows of one chunk take a few milliseconds, however many points there are.
    let rows = max(1, min(64, 4_000_000 / x.count))
    let sums = try parallelMap(count: x.count, chunkSize: rows, reportsProgress: true, context: context) { range, _ in
      range.reduce(0.0) { $0 + sum.ofPairs(after: $1) }
    }
    return 2 * sums.reduce(0, +)
  }

  /// Z by the grid that the descent uses, at half its spacing.
  static func interpolatedNormalisation(x: [Double], y: [Double], context: ComputeContext) throws -> Double {
    let points = SharedStorage(repeating: SIMD2<Float>(), count: x.count)
    for i in x.indices { points[i] = SIMD2(Float(x[i]), Float(y[i])) }
    try context.checkCancellation()
    let forces = SharedStorage<SIMD2<Float>>(uninitialized: x.count)
    let repulsion = InterpolatedRepulsion(spacing: 0.2, largestSide: 4096)
    return try repulsion.evaluate(points, into: forces, beside: .none, context: context)
  }
}

/// Sums the similarities of a point with all later ones, four vectors of pairs to a division.
private struct PairSum: Sendable {
  private static let block = 32

  private let x: [Double]
  private let y: [Double]

  init(x: [Double], y: [Double]) {
    // Padding so far away that its similarities vanish, yet products of four distances do not overflow.
    let padding = [Double](repeating: 1e30, count: (Self.block - x.count % Self.block) % Self.block)
    self.x = x + padding
    self.y = y + padding
  }

  func ofPairs(after i: Int) -> Double {
    var sum = 0.0
    let firstBlock = (i + Self.block) / Self.block
    for j in i + 1..<max(i + 1, min(firstBlock * Self.block, x.count)) {
      let (dx, dy) = (x[i] - x[j], y[i] - y[j])
      sum += 1 / (1 + dx * dx + dy * dy)
    }
    return x.withUnsafeBufferPointer { xs in
      y.withUnsafeBufferPointer { ys in
        var lanes = EightDoubles()
        for block in firstBlock..<max(firstBlock, xs.count / Self.block) {
          // Invariant: blocks are whole, since x and y are padded to a multiple of them.
          let place = block * Self.block
          lanes += cohort_similarities32(xs[i], ys[i], xs.baseAddress! + place, ys.baseAddress! + place)
        }
        return sum + orderedSum(lanes)
      }
    }
  }
}
