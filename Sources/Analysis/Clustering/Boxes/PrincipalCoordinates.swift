/// Points in few, rounded coordinates along their principal axes, in which no two are farther apart than they are.
///
/// Features of real customers are correlated, so boxes along the principal axes are much smaller than boxes along
/// the features, and the leading axes tell most of a distance. Leaving axes out makes distances smaller, turning makes none
/// larger: what these coordinates rule out is ruled out. What they do not rule out is decided by the
/// features themselves, in double precision. (Boxes along principal axes: R. F. Sproull 1991, doi:10.1007/BF01759061.)
///
/// Rounding: coordinates are scaled by a power of two so that all points lie within 1 of the centre. A coordinate is then off
/// by less than 2⁻²⁴, and the distance of two points by less than e = 2⁻²³·√count. With (a + e)² ≤ (1 + t)·a² + (1 + 1/t)·e²
/// and t = 2⁻⁸, a squared distance of points is at least (1 − 2⁻⁷) × (what the coordinates say − `slack`); the difference
/// between 2⁻⁸ and 2⁻⁷ has room for the rounding of single-precision sums.
struct PrincipalCoordinates: Sendable {
  /// The number of coordinates, 1 to 16.
  let count: Int
  /// Vectors of eight coordinates that a point takes; those past `count` are 0.
  let panels: Int
  /// What squared distances in coordinates may be too large by.
  let slack: Float
  /// Squared distances times this are in the unit of the coordinates.
  let squaredScale: Double
  private let dimension: Int
  private let centre: [Double]
  /// Feature f of the axes 8·p … 8·p + 7 at f·panels + p.
  private let axes: [EightDoubles]

  /// Axes that tell 95 % of the variance of `points`, or the first 16.
  /// - Complexity: O(n·d) and O(d²) for each of some 1,000 points, from which the axes are taken.
  init(of points: Matrix, context: ComputeContext) throws(CancellationError) {
    let (n, d) = (points.rowCount, points.columnCount)
    let step = max(1, n / 1024)
    let sample = stride(from: 0, to: n, by: step).map { points.row($0) }
    let centre = (0..<d).map { f in sample.reduce(0) { $0 + $1[$1.startIndex + f] / Double(sample.count) } }
    let vectors = try leadingAxes(of: sample, centre: centre, context)
    count = vectors.count
    panels = (vectors.count + 7) / 8
    slack = 257 * Float(count) * 0x1p-46
    dimension = d
    self.centre = centre

    var largest = 0.0
    for i in 0..<n {
      if i % 4096 == 0 { try context.checkCancellation() }
      var square = 0.0
      for f in 0..<d {
        let offset = points.elements[i * d + f] - centre[f]
        square += offset * offset
      }
      largest = max(largest, square)
    }
    let scale = largest > 0 ? Double(sign: .plus, exponent: -Int(largest.squareRoot().exponent) - 1, significand: 1) : 1
    squaredScale = scale * scale
    let shrink = scale / normBound(of: vectors)
    var axes = [EightDoubles](repeating: EightDoubles(), count: d * panels)
    for (j, vector) in vectors.enumerated() {
      for f in 0..<d { axes[f * panels + j / 8][j % 8] = vector[f] * shrink }
    }
    self.axes = axes
  }

  /// The coordinates of the rows of a matrix, `panels` vectors a row. They lie in the convex hull of the points that the
  /// axes were made for.
  func of(_ points: Matrix, context: ComputeContext) throws(CancellationError) -> [EightFloats] {
    let (d, panels) = (dimension, panels)
    return try [EightFloats](items: points.rowCount, width: panels, chunkSize: 2048, context: context) { rows, slots in
      points.elements.withUnsafeBufferPointer { elements in
        axes.withUnsafeBufferPointer { axes in
          centre.withUnsafeBufferPointer { centre in
            // Invariant: row i has the d elements from i·d on and takes the panels from i·panels on.
            for i in rows {
              for p in 0..<panels {
                var sum = EightDoubles()
                for f in 0..<d { sum += axes[f * panels + p] * (elements[i * d + f] - centre[f]) }
                slots[i * panels + p] = EightFloats(sum)
              }
            }
          }
        }
      }
    }
  }

  /// The coordinates of one point.
  func of(_ point: [Double]) -> [EightFloats] {
    (0..<panels).map { p in
      var sum = EightDoubles()
      for f in 0..<dimension { sum += axes[f * panels + p] * (point[f] - centre[f]) }
      return EightFloats(sum)
    }
  }

  /// What a squared distance in coordinates may be at most where the squared distance is at most `limit`.
  @inline(__always)
  func reach(_ limit: Double) -> Float {
    min(Float.greatestFiniteMagnitude, Float(limit * squaredScale * (1 + 0x1p-7)) + slack)
  }
}

/// Axes of falling variance that tell 95 % of it, at most 16; at least one. Any directions are valid, these are the best.
private func leadingAxes(
  of sample: [ArraySlice<Double>], centre: [Double], _ context: ComputeContext
) throws(CancellationError) -> [[Double]] {
  let d = centre.count
  // Beyond 64 columns those that vary most: a full set of axes would cost more than it spares.
  let variances = (0..<d).map { f in
    sample.reduce(0) { $0 + ($1[$1.startIndex + f] - centre[f]) * ($1[$1.startIndex + f] - centre[f]) }
  }
  let columns = Array((0..<d).sorted { (variances[$1], $0) < (variances[$0], $1) }.prefix(64))
  var scatter = Matrix(rowCount: columns.count, columnCount: columns.count)
  for row in sample {
    let offsets = columns.map { row[row.startIndex + $0] - centre[$0] }
    for i in offsets.indices {
      for j in offsets.indices { scatter.elements[i * offsets.count + j] += offsets[i] * offsets[j] }
    }
  }
  // Scaled, because entries near the ends of a double's range would not survive a rotation.
  let largest = scatter.elements.reduce(0) { max($0, $1.magnitude) }
  guard largest > 0 else { return [[Double](repeating: 0, count: d)] }
  for i in scatter.elements.indices { scatter.elements[i] /= largest }
  let (values, vectors) = try symmetricEigen(scatter, context: context.part(0...0))
  let total = values.reduce(0, +)
  var told = 0.0
  var axes: [[Double]] = []
  for (value, i) in zip(values, 0..<16) where told < 0.95 * total {
    told += value
    var axis = [Double](repeating: 0, count: d)
    for (j, column) in columns.enumerated() { axis[column] = vectors[i, j] }
    axes.append(axis)
  }
  return axes
}

/// Not less than the factor by which the vectors, as rows of a matrix, can make anything longer, and room for rounding.
///
/// The largest eigenvalue of the products of all pairs is at most their largest row sum (S. Gershgorin 1931).
private func normBound(of vectors: [[Double]]) -> Double {
  let rowSums = vectors.map { a in
    vectors.reduce(0) { sum, b in sum + abs(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }) }
  }
  return max(0x1p-20, (rowSums.max() ?? 1).squareRoot()) * (1 + 0x1p-40)
}
