import Testing

@testable import Analysis

@Suite struct PrincipalAxesTests {
  /// Three independent columns of deviations 5, 3 and 1, then turned in the plane of the first two.
  private func elongated() -> Matrix {
    var x = Matrix.gaussian(rows: 4000, columns: 3, seed: 1)
    for i in 0..<x.rowCount {
      let (a, b) = (5 * x[i, 0], 3 * x[i, 1])
      x[i, 0] = 0.6 * a - 0.8 * b + 100
      x[i, 1] = 0.8 * a + 0.6 * b
    }
    return x
  }

  @Test("The axes are the directions of largest variance, with the largest entry positive")
  func directions() throws {
    let axes = try PrincipalAxes(of: elongated(), count: 2, context: .plain).axes
    #expect(abs(axes[0][0] - 0.6) < 0.02 && abs(axes[0][1] - 0.8) < 0.02)
    #expect(abs(axes[1][0] - 0.8) < 0.02 && abs(axes[1][1] + 0.6) < 0.02)
  }

  @Test("Scores are centred and uncorrelated")
  func scores() throws {
    let x = elongated()
    let axes = try PrincipalAxes(of: x, count: 2, context: .plain)
    let (a, b) = (
      try axes.scores(on: 0, of: x, context: .plain), try axes.scores(on: 1, of: x, context: .plain)
    )
    #expect(abs(a.reduce(0, +)) < 1e-7)
    let covariance = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / 4000
    #expect(abs(covariance) < 1e-3)
  }

  @Test("Many columns, where the covariance is not kept, give the same axes")
  func manyColumns() throws {
    let narrow = elongated()
    var wide = Matrix(rowCount: 400, columnCount: 600)
    for i in 0..<400 {
      for j in 0..<3 { wide[i, 100 * j + 7] = narrow[i, j] }
    }
    let few = Matrix(rowCount: 400, columnCount: 3, elements: Array(narrow.elements.prefix(1200)))
    let expected = try PrincipalAxes(of: few, count: 2, context: .plain).axes
    let axes = try PrincipalAxes(of: wide, count: 2, context: ComputeContext(threads: 2)).axes
    for axis in 0..<2 {
      for j in 0..<3 { #expect(abs(axes[axis][100 * j + 7] - expected[axis][j]) < 1e-4) }
    }
  }

  @Test("The starting map has deviation 1e-4 and depends a little on the seed")
  func startingMap() throws {
    let x = elongated()
    let one = try StartingMap(of: x, seed: 1, context: .plain)
    let two = try StartingMap(of: x, seed: 2, context: .plain)
    let deviation = (one.x.reduce(0) { $0 + $1 * $1 } / 4000).squareRoot()
    #expect(abs(deviation / 1e-4 - 1) < 0.01)
    #expect(one.x != two.x)
    #expect(zip(one.x, two.x).allSatisfy { abs($0 - $1) <= 2.01e-6 })
  }

  @Test("Equal rows start apart")
  func equalRows() throws {
    let start = try StartingMap(of: Matrix(rowCount: 50, columnCount: 4, repeating: 3), seed: 1, context: .plain)
    #expect(Set(start.x).count == 50)
    #expect(start.x.allSatisfy { $0.isFinite && abs($0) <= 1e-4 })
  }
}
