import CVectors
import Machine

/// The springs between points that belong together, laid out for the descent: affinities in single precision, four to a
/// vector.
///
/// Each point's row is padded to whole vectors with springs of no strength to itself.
struct Attraction: Sendable {
  private let starts: [Int]
  private let columns: SharedStorage<SIMD4<Int32>>
  private let weights: SharedStorage<SIMD4<Float>>

  init(_ affinities: Affinities, context: ComputeContext) throws {
    let n = affinities.rowCount
    var starts = [0]
    starts.reserveCapacity(n + 1)
    for i in 0..<n { starts.append(starts[i] + (affinities.starts[i + 1] - affinities.starts[i] + 3) / 4) }
    let columns = SharedStorage<SIMD4<Int32>>(uninitialized: starts[n])
    let weights = SharedStorage<SIMD4<Float>>(uninitialized: starts[n])
    try parallelChunks(count: n, chunkSize: 512, context: context) { [starts] rows, _ in
      for i in rows {
        let first = affinities.starts[i]
        let count = affinities.starts[i + 1] - first
        for group in starts[i]..<starts[i + 1] {
          for lane in 0..<4 {
            let entry = 4 * (group - starts[i]) + lane
            columns.base[group][lane] = entry < count ? affinities.columns[first + entry] : Int32(i)
            weights.base[group][lane] = entry < count ? Float(affinities.values[first + entry]) : 0
          }
        }
      }
    }
    self.starts = starts
    self.columns = columns
    self.weights = weights
  }

  /// Σⱼ pᵢⱼ (yᵢ − yⱼ) / (1 + |yᵢ − yⱼ|²) for point `i`.
  @inline(__always)
  func pull(on i: Int, _ points: UnsafePointer<SIMD2<Float>>) -> SIMD2<Float> {
    // Columns are rows of the affinities, hence within the points.
    let point = points[i]
    var forces = SIMD8<Float>()
    for group in starts[i]..<starts[i + 1] {
      forces = cohort_add_springs(forces, point, columns.base[group], weights.base[group], points)
    }
    return SIMD2(forces.evenHalf.orderedSum, forces.oddHalf.orderedSum)
  }
}
