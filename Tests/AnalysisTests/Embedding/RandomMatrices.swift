import Machine

@testable import Analysis

extension Matrix {
  /// Independent standard normal entries.
  static func gaussian(rows: Int, columns: Int, seed: UInt64) -> Matrix {
    var generator = Xoshiro256(seed: seed)
    return Matrix(
      rowCount: rows, columnCount: columns, elements: (0..<rows * columns).map { _ in generator.nextGaussian() })
  }

  /// Small whole numbers: many equal distances and equal rows.
  static func lattice(rows: Int, columns: Int, levels: UInt64, seed: UInt64) -> Matrix {
    var generator = Xoshiro256(seed: seed)
    return Matrix(
      rowCount: rows, columnCount: columns,
      elements: (0..<rows * columns).map { _ in Double(generator.next() % levels) })
  }

  /// `groups` Gaussian clouds of deviation one, `distance` apart on the axes; row i belongs to group i % groups.
  static func blobs(rows: Int, columns: Int, groups: Int, distance: Double, seed: UInt64) -> Matrix {
    var x = Matrix.gaussian(rows: rows, columns: columns, seed: seed)
    for i in 0..<rows { x[i, i % groups % columns] += distance * Double(1 + i % groups / columns) }
    return x
  }
}

/// Points strewn over a square `width` wide.
func randomPoints(_ count: Int, width: Float, seed: UInt64) -> SharedStorage<SIMD2<Float>> {
  var generator = Xoshiro256(seed: seed)
  let points = SharedStorage(repeating: SIMD2<Float>(), count: count)
  for i in 0..<count {
    points[i] = width * SIMD2(Float(generator.nextUnit()) - 0.5, Float(generator.nextUnit()) - 0.5)
  }
  return points
}
