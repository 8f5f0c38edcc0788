import Analysis
import Machine
import Testing

@testable import Segmentation

@Suite("A group beside the others")
struct GroupComparisonTests {
  @Test("medians, zeros and Cliff's delta are those of the definitions", arguments: 0..<120)
  func oracle(seed: Int) {
    var random = Xoshiro256(seed: UInt64(seed))
    let values = (0..<Int(random.nextUnit() * 40)).map { _ in (random.nextGaussian() * 3).rounded() }
    let isIn = values.map { _ in random.nextUnit() < 0.4 }
    let group = zip(values, isIn).filter(\.1).map(\.0).sorted()
    let others = zip(values, isIn).filter { !$0.1 }.map(\.0).sorted()
    let found = GroupComparison(group: group, all: values.sorted())
    #expect(found.count == group.count && found.otherCount == others.count)
    #expect(found.zeros == group.count { $0 == 0 } && found.otherZeros == others.count { $0 == 0 })
    #expect(same(found.median, median(group)) && same(found.otherMedian, median(others)))
    let balance = group.reduce(0) { sum, a in others.reduce(sum) { $0 + (a > $1 ? 1 : a < $1 ? -1 : 0) } }
    let delta = Double(balance) / Double(group.count * others.count)
    #expect(same(found.dominance, delta))
  }

  private func same(_ a: Double, _ b: Double) -> Bool { (a.isNaN && b.isNaN) || abs(a - b) < 1e-12 }

  @Test("the scores are those of the normal approximations")
  func scores() {
    // Two groups of four without overlap: U = 0, mean 8, variance 12.
    let found = GroupComparison(group: [5, 6, 7, 8], all: [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(found.dominance == 1)
    #expect(abs(found.dominanceScore - 8 / 12.0.squareRoot()) < 1e-12)
    let shares = ShareComparison(hits: 30, count: 100, otherHits: 10, otherCount: 100)
    #expect(abs(shares.score - 0.2 / (0.2 * 0.8 * 0.02).squareRoot()) < 1e-12)
  }
}
