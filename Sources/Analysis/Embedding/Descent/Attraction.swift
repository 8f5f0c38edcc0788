import CVectors

extension Affinities {
  /// What the springs between row `i` and those that belong together with it pull its point with:
  /// Σⱼ pᵢⱼ (yᵢ − yⱼ) / (1 + |yᵢ − yⱼ|²).
  @inline(__always)
  func pull(on i: Int, _ points: UnsafePointer<SIMD2<Float>>) -> SIMD2<Float> {
    // Invariants: columns are rows, hence within the points; a row is whole vectors, and begins at a multiple of their size.
    let point = points[i]
    let (ends, strengths) = (UnsafeRawPointer(columns.base), UnsafeRawPointer(values.base))
    var forces = SIMD8<Float>()
    // Bytes.
    var first = 4 * starts[i]
    let end = 4 * starts[i + 1]
    while first + 8 * Self.width <= end {
      forces = cohort_add_springs8(
        forces, point, ends.loadUnaligned(fromByteOffset: first, as: SIMD8<Int32>.self),
        strengths.loadUnaligned(fromByteOffset: first, as: SIMD8<Float>.self), points)
      first += 8 * Self.width
    }
    if first < end {
      forces = cohort_add_springs(
        forces, point, ends.load(fromByteOffset: first, as: SIMD4<Int32>.self),
        strengths.load(fromByteOffset: first, as: SIMD4<Float>.self), points)
    }
    return SIMD2(forces.evenHalf.orderedSum, forces.oddHalf.orderedSum)
  }
}
