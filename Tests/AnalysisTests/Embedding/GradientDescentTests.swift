import Testing

@testable import Analysis

@Suite struct GradientDescentTests {
  /// A small problem half way down: affinities, and a map that is neither the start nor the end.
  private func problem(rows: Int, seed: UInt64) throws -> (Affinities, StartingMap) {
    let x = Matrix.gaussian(rows: rows, columns: 5, seed: seed)
    let tree = try NeighbourTree(of: x, context: .plain)
    let neighbours = try NearestNeighbours(15, in: tree, context: .plain)
    let affinities = try Affinities(consuming: neighbours, perplexity: 5, context: .plain)
    var start = try StartingMap(of: x, seed: seed, context: .plain).permuted(by: tree.order)
    start.x = start.x.map { $0 * 2e4 }
    start.y = start.y.map { $0 * 2e4 }
    return (affinities, start)
  }

  private func divergence(_ affinities: Affinities, _ map: StartingMap) throws -> Double {
    try Divergence(of: affinities, x: map.x, y: map.y, context: .plain).value
  }

  @Test("The gradient is a quarter of the divergence's, by finite differences", arguments: 1...5)
  func finiteDifferences(seed: UInt64) throws {
    let (affinities, map) = try problem(rows: 60, seed: seed)
    let descent = GradientDescent(
      from: map, affinities: affinities, repulsion: ExactRepulsion())
    let gradient = try descent.gradient(exaggeration: 1, context: .plain)
    let largest = Double(gradient.map { max(abs($0.x), abs($0.y)) }.max() ?? 0)
    for i in stride(from: 0, to: 60, by: 7) {
      for axis in 0..<2 {
        func moved(by step: Double) throws -> Double {
          var copy = map
          if axis == 0 { copy.x[i] += step } else { copy.y[i] += step }
          return try divergence(affinities, copy)
        }
        let slope = (try moved(by: 1e-5) - moved(by: -1e-5)) / 2e-5
        #expect(abs(slope / 4 - Double(gradient[i][axis])) < 1e-5 * largest)
      }
    }
  }

  @Test("The interpolated gradient points where the exact one does")
  func interpolatedGradient() throws {
    let (affinities, map) = try problem(rows: 600, seed: 9)
    let exact = try GradientDescent(from: map, affinities: affinities, repulsion: ExactRepulsion())
      .gradient(exaggeration: 1, context: .plain)
    let interpolated = try GradientDescent(from: map, affinities: affinities, repulsion: InterpolatedRepulsion())
      .gradient(exaggeration: 1, context: .plain)
    var (error, size): (Float, Float) = (0, 0)
    for (a, b) in zip(exact, interpolated) {
      error += ((a - b) * (a - b)).sum()
      size += (a * a).sum()
    }
    #expect((error / size).squareRoot() < 0.02)
  }

  @Test("The divergence falls over the unexaggerated iterations")
  func divergenceFalls() throws {
    let (affinities, map) = try problem(rows: 300, seed: 4)
    let descent = GradientDescent(
      from: map, affinities: affinities, repulsion: ExactRepulsion())
    let step = GradientDescent.Step(exaggeration: 1, learningRate: 300, momentum: 0.8)
    var values: [Double] = [try divergence(affinities, map)]
    for _ in 0..<10 {
      for _ in 0..<20 { try descent.advance(step, context: .plain) }
      let points = descent.points.elements
      let now = try Divergence(
        of: affinities, x: points.map { Double($0.x) }, y: points.map { Double($0.y) }, context: .plain)
      values.append(now.value)
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("A quarter of the iterations exaggerates, at most 250")
  func schedule() {
    let long = DescentSchedule(iterations: 1000, rows: 1200)
    #expect(long.step(249) == .init(exaggeration: 12, learningRate: 100, momentum: 0.5))
    #expect(long.step(250) == .init(exaggeration: 1, learningRate: 1200, momentum: 0.9))
    #expect(DescentSchedule(iterations: 100, rows: 50).step(24).exaggeration == 12)
    #expect(DescentSchedule(iterations: 100, rows: 50).step(25).exaggeration == 1)
    #expect(DescentSchedule(iterations: 1, rows: 50).step(0).exaggeration == 1)
  }
}
