import Machine

/// The forces that push all points of a map apart.
protocol Repulsion: AnyObject {
  /// Computes Σⱼ (yᵢ − yⱼ) / (1 + |yᵢ − yⱼ|²)² for each point, not yet divided by the normalisation.
  /// - Parameter work: something else to be done meanwhile, by threads that this leaves idle at times.
  /// - Returns: the normalisation Z, the sum of 1 / (1 + |yᵢ − yⱼ|²) over all ordered pairs of different points.
  func evaluate(
    _ points: SharedStorage<SIMD2<Float>>, into forces: SharedStorage<SIMD2<Float>>, beside work: ParallelWork,
    context: ComputeContext
  ) throws -> Double
}

/// A loop whose chunks may run in any order and at any time, each once.
struct ParallelWork: Sendable {
  let chunks: Int
  let run: @Sendable (Int) -> Void

  static let none = ParallelWork(chunks: 0) { _ in }

  init(chunks: Int, run: @escaping @Sendable (Int) -> Void) {
    self.chunks = chunks
    self.run = run
  }

  /// The chunks of `0..<count`, `chunkSize` items each.
  init(count: Int, chunkSize: Int, run: @escaping @Sendable (Range<Int>) -> Void) {
    chunks = (count + chunkSize - 1) / chunkSize
    self.run = { run($0 * chunkSize..<min(count, ($0 + 1) * chunkSize)) }
  }
}

/// Repulsion summed over all pairs: the fastest way for up to some two thousand points.
final class ExactRepulsion: Repulsion {
  typealias Lanes = SIMD8<Float>

  /// - Complexity: O(n²)
  func evaluate(
    _ points: SharedStorage<SIMD2<Float>>, into forces: SharedStorage<SIMD2<Float>>, beside work: ParallelWork,
    context: ComputeContext
  ) throws -> Double {
    try parallelChunks(count: work.chunks, chunkSize: 1, context: context) { _, chunk in work.run(chunk) }
    let n = points.count
    let vectors = (n + 7) / 8
    // Padding so far away that it neither pushes nor counts.
    let xs = SharedStorage(repeating: Lanes(repeating: 1e15), count: vectors)
    let ys = SharedStorage(repeating: Lanes(repeating: 1e15), count: vectors)
    for i in 0..<n {
      xs.base[i / 8][i % 8] = points[i].x
      ys.base[i / 8][i % 8] = points[i].y
    }
    let sums = try parallelMap(count: n, chunkSize: 32, context: context) { rows, _ in
      var total = 0.0
      for i in rows {
        let (x, y) = (Lanes(repeating: points[i].x), Lanes(repeating: points[i].y))
        var (sum, forceX, forceY) = (Lanes(), Lanes(), Lanes())
        for j in 0..<vectors {
          let dx = x - xs.base[j]
          let dy = y - ys.base[j]
          let q = 1 / (1 + dx * dx + dy * dy)
          sum += q
          let squared = q * q
          forceX += squared * dx
          forceY += squared * dy
        }
        forces[i] = SIMD2(forceX.orderedSum, forceY.orderedSum)
        // Without the point itself, whose term is exactly one.
        total += Double(sum.orderedSum) - 1
      }
      return total
    }
    return sums.reduce(0, +)
  }
}

extension SIMD8<Float> {
  /// The sum of the lanes, halves first: an order that does not depend on the compiler.
  @inline(__always)
  var orderedSum: Float { (lowHalf + highHalf).orderedSum }
}

extension SIMD4<Float> {
  @inline(__always)
  var orderedSum: Float {
    let pair = lowHalf + highHalf
    return pair.x + pair.y
  }
}
