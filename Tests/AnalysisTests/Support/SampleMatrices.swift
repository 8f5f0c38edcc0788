import Analysis
import Machine

/// Uniform numbers from Knuth's MMIX generator, in row order: the same in any language.
func linearCongruentialMatrix(rows: Int, columns: Int, seed: UInt64) -> Matrix {
  Matrix(
    rowCount: rows, columnCount: columns,
    elements: linearCongruentialNumbers(rows * columns, seed: seed))
}

func linearCongruentialNumbers(_ count: Int, seed: UInt64) -> [Double] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }
}

/// Independent standard normal entries.
func gaussianMatrix(rows: Int, columns: Int, seed: UInt64) -> Matrix {
  var generator = Xoshiro256(seed: seed)
  return Matrix(
    rowCount: rows, columnCount: columns, elements: (0..<rows * columns).map { _ in generator.nextGaussian() })
}

/// Whole numbers 0 ..< levels: distances tie, rows repeat.
func gridRows(rows: Int, columns: Int, levels: Int, seed: UInt64) -> [[Int]] {
  var generator = Xoshiro256(seed: seed)
  return (0..<rows).map { _ in (0..<columns).map { _ in Int.random(in: 0..<levels, using: &generator) } }
}

extension Matrix {
  init(_ rows: [[Int]], factor: Double = 1, offset: Double = 0) {
    self.init(
      rowCount: rows.count, columnCount: rows.first?.count ?? 0,
      elements: rows.flatMap { $0.map { Double($0) * factor + offset } })
  }
}

/// Whether two numbers agree to a relative tolerance.
func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
  abs(a - b) <= tolerance * max(abs(a), abs(b))
}
