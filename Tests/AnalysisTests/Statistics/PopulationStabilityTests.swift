import Analysis
import Foundation
import Machine
import Testing

@Suite("Population stability")
struct PopulationStabilityTests {
  @Test("is the sum over the classes of the difference times the logarithm of the ratio")
  func byHand() throws {
    let stability = try #require(PopulationStability(from: [50, 30, 20], to: [100, 60, 40]))
    #expect(stability.index == 0)
    let moved = try #require(PopulationStability(from: [50, 50], to: [80, 20]))
    #expect(abs(moved.index - (0.3 * log(1.6) - 0.3 * log(0.4))) < 1e-15)
    let empty = try #require(PopulationStability(from: [10, 0, 0], to: [10, 10, 0]))
    #expect(abs(empty.index - (-0.5 * log(0.5) + (0.5 - 0.05) * log(0.5 / 0.05))) < 1e-15)
  }

  @Test("has no value for an empty sample, or for other classes")
  func none() {
    #expect(PopulationStability(from: [0, 0], to: [1, 2]) == nil)
    #expect(PopulationStability(from: [1, 2], to: [0, 0]) == nil)
    #expect(PopulationStability(from: [1, 2], to: [1]) == nil)
  }

  @Test(
    "what chance gives is the 99th percentile of χ², for one class nothing",
    arguments: [(1, 6.635), (4, 13.277), (9, 21.666)])
  func percentile(freedom: Int, expected: Double) throws {
    let classes = [Int](repeating: 100, count: freedom + 1)
    let stability = try #require(PopulationStability(from: classes, to: classes))
    let quantile = stability.chance * Double(100 * (freedom + 1)) / 2
    #expect(abs(quantile / expected - 1) < 0.01)
    #expect(PopulationStability(from: [5], to: [9])?.chance == 0)
  }

  @Test("draws of the same customers stay within what chance gives in nearly all of a hundred rounds")
  func draws() {
    var random = Xoshiro256(seed: 7)
    func sample(_ size: Int) -> [Int] {
      var counts = [Int](repeating: 0, count: 5)
      for _ in 0..<size { counts[min(4, Int(random.nextUnit() * 5))] += 1 }
      return counts
    }
    let beyond = (0..<400).count { _ in
      guard let stability = PopulationStability(from: sample(2_000), to: sample(500)) else { return true }
      return stability.index > stability.chance
    }
    // One in a hundred of 400 are four; thirteen or more come by chance once in ten thousand times.
    #expect(beyond < 13)
  }
}
