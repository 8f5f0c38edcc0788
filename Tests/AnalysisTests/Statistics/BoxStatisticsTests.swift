import Machine
import Testing

@testable import Analysis

@Suite("Box statistics")
struct BoxStatisticsTests {
  private func values(seed: UInt64) -> [Double] {
    var random = Xoshiro256(seed: seed)
    let count = 1 + Int(random.next() % 90)
    return (0..<count).map { _ in
      if random.nextUnit() < 0.05 { return .nan }
      let normal = random.nextGaussian()
      return seed % 3 == 0 ? (3 * normal).rounded() : seed % 3 == 1 ? normal * normal * normal : normal
    }
  }

  @Test("matplotlib's figures of values with outliers on both sides")
  func golden() {
    let box = BoxStatistics([1, 2, 3, 4, 5, 6, 7, 8, 9, 40, -30])
    #expect(box.firstQuartile == 2.5 && box.median == 5 && box.thirdQuartile == 7.5)
    #expect(box.lowerWhisker == 1 && box.upperWhisker == 9)
    #expect(box.below == [10] && box.above == [9])
    #expect(box.mean == 5)
  }

  @Test("whiskers and outliers are those of the definition", arguments: 0..<300)
  func definition(seed: Int) {
    let values = values(seed: UInt64(seed))
    let there = values.filter { !$0.isNaN }
    let box = BoxStatistics(values)
    #expect(box.count == there.count)
    guard !there.isEmpty else {
      #expect(box.median.isNaN && box.below.isEmpty && box.above.isEmpty)
      return
    }
    let reach = 1.5 * (box.thirdQuartile - box.firstQuartile)
    let inside = there.filter { $0 >= box.firstQuartile - reach && $0 <= box.thirdQuartile + reach }
    #expect(box.lowerWhisker == min(box.firstQuartile, inside.min() ?? .infinity))
    #expect(box.upperWhisker == max(box.thirdQuartile, inside.max() ?? -.infinity))
    #expect(box.below.count + box.above.count + inside.count == there.count)
    #expect(
      box.below.allSatisfy { values[$0] < box.lowerWhisker } && box.above.allSatisfy { values[$0] > box.upperWhisker })
  }

  @Test("fences in logarithms are those of the logarithms", arguments: 0..<100)
  func logarithms(seed: Int) {
    var random = Xoshiro256(seed: UInt64(seed))
    // Powers of two have exact logarithms and exact ratios.
    let exponents = (0..<41).map { _ in (4 * random.nextGaussian() * random.nextGaussian()).rounded() }
    let powers = exponents.map { exponent -> Double in
      var value = 1.0
      for _ in 0..<Int(abs(exponent)) { value *= exponent > 0 ? 2 : 0.5 }
      return value
    }
    let logged = BoxStatistics(exponents)
    let box = BoxStatistics(powers, measure: .logarithms)
    #expect(Set(box.below) == Set(logged.below) && Set(box.above) == Set(logged.above))
  }

  @Test("one value is a box without extent; infinite quartiles leave nobody outside")
  func few() {
    let one = BoxStatistics([7])
    #expect(one.lowerWhisker == 7 && one.upperWhisker == 7 && one.firstQuartile == 7)
    let infinite = BoxStatistics([1, .infinity, .infinity, -.infinity])
    #expect(infinite.below.isEmpty && infinite.above.isEmpty)
  }

  @Test("the notch is 1.57 interquartile ranges over the root of n, none for nothing")
  func notch() {
    let box = BoxStatistics((0...100).map(Double.init))
    let reach = 1.57 * 50 / 101.0.squareRoot()
    #expect(box.notch == 50 - reach...50 + reach)
    #expect(BoxStatistics([]).notch == nil)
  }

  @Test("a broken stick's shares fall, sum to one, and are Jackson's for four pieces")
  func stick() {
    let four = brokenStick(4)
    let expected = [25.0 / 48, 13.0 / 48, 7.0 / 48, 3.0 / 48]
    #expect(zip(four, expected).allSatisfy { abs($0 - $1) < 1e-15 })
    for count in 1...60 {
      let shares = brokenStick(count)
      #expect(abs(shares.reduce(0, +) - 1) < 1e-12)
      #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 > $1 })
    }
    #expect(brokenStick(0).isEmpty)
  }
}
