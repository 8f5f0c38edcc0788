import Foundation
import Machine
import Testing

@testable import Analysis

@Suite struct DivergenceTests {
  private func map(_ count: Int, width: Double, seed: UInt64) -> (x: [Double], y: [Double]) {
    var generator = Xoshiro256(seed: seed)
    return (
      (0..<count).map { _ in width * generator.nextUnit() }, (0..<count).map { _ in width * generator.nextUnit() }
    )
  }

  @Test("The normalisation is the sum over all pairs", arguments: [2, 3, 15, 16, 17, 31, 33, 64, 200])
  func normalisation(count: Int) throws {
    let (x, y) = map(count, width: 30, seed: UInt64(count))
    var expected = 0.0
    for i in 0..<count {
      for j in 0..<count where j != i {
        expected += 1 / (1 + (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j]))
      }
    }
    let value = try Divergence.normalisation(x: x, y: y, context: .plain)
    #expect(abs(value / expected - 1) < 1e-13)
  }

  @Test("Interpolated, it is within 1e-4 of the sum")
  func interpolatedNormalisation() throws {
    for (seed, width) in [1.0, 20, 100, 300].enumerated() {
      let (x, y) = map(5000, width: width, seed: UInt64(seed))
      let exact = try Divergence.normalisation(x: x, y: y, context: .plain)
      let interpolated = try Divergence.interpolatedNormalisation(x: x, y: y, context: .plain)
      #expect(abs(interpolated / exact - 1) < 1e-4, "width \(width)")
    }
  }

  @Test("The divergence is the sum of p ln(p / q)")
  func definition() throws {
    let data = Matrix.gaussian(rows: 120, columns: 3, seed: 5)
    let tree = try NeighbourTree(of: data, context: .plain)
    let neighbours = try NearestNeighbours(30, in: tree, context: .plain)
    let p = try Affinities(consuming: neighbours, perplexity: 10, context: .plain)
    let (x, y) = map(120, width: 15, seed: 6)
    let z = try Divergence.normalisation(x: x, y: y, context: .plain)
    var expected = 0.0
    for i in 0..<120 {
      for entry in p.starts[i]..<p.starts[i + 1] {
        let j = Int(p.columns[entry])
        let q = 1 / (1 + (x[i] - x[j]) * (x[i] - x[j]) + (y[i] - y[j]) * (y[i] - y[j])) / z
        let strength = Double(p.values[entry])
        if strength > 0 { expected += strength * log(strength / q) }
      }
    }
    let divergence = try Divergence(of: p, x: x, y: y, context: ComputeContext(threads: 2))
    #expect(abs(divergence.value - expected) < 1e-12)
    #expect(divergence.isExact)
  }
}
