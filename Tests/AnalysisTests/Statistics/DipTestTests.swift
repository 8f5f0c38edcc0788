import Machine
import Testing

@testable import Analysis

@Suite("The dip test")
struct DipTestTests {
  /// Numbers that other languages make in the same way.
  private static func numbers(_ count: Int, seed: Int) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return Double(state) / 2_147_483_648
    }
  }

  private static let squares: [Double] = (0..<200).map { i in Double((i * i * 7919) % 1009) / 10 }
  private static let apart: [Double] = (0..<300).map { i in
    let value = Double((i * 7919) % 1009) / 10
    return i % 2 == 1 ? value + 170 : value
  }
  private static let halves: [Double] = numbers(500, seed: 2).enumerated().map { place, value in
    place % 2 == 1 ? value + 0.8 : value
  }
  private static let cubes: [Double] = numbers(2_000, seed: 3).map { value in value * value * value }

  /// With what Python's `diptest` 0.12.0 gives: the dip, and the chance from the table of R's `diptest`.
  private static let published: [(values: [Double], dip: Double, chance: Double)] = [
    ([1, 1.1, 1.2, 1.3, 1.5, 9, 9.1, 9.3, 9.4, 9.9, 5], 0.19805194805194806, 0.000027),
    (squares, 0.02088495575221235, 0.8369),
    (apart, 0.10322580645161289, 0),
    ([1, 1, 1, 2, 2, 3, 7, 7, 7, 7, 8, 9, 9], 0.15384615384615385, 0.003710),
    (numbers(500, seed: 1), 0.016515294962192905, 0.4932),
    (halves, 0.0170486242872105, 0.4359),
    (cubes, 0.004482372190806931, 0.9962),
  ]

  @Test("the dip is that of diptest to the last digits, with and without ties", arguments: published.indices)
  func dips(index: Int) {
    let sample = Self.published[index]
    #expect(abs(DipTest(sorted: sample.values.sorted()).dip - sample.dip) < 1e-14)
  }

  @Test("chances are those of diptest within what its table and ours leave open", arguments: published.indices)
  func chances(index: Int) {
    let sample = Self.published[index]
    let chance = DipTest(sorted: sample.values.sorted()).chance
    if sample.chance < 0.001 {
      #expect(chance <= 0.001)
    } else if sample.chance > 0.5 {
      #expect(chance >= 0.5)
    } else {
      #expect(abs(chance / sample.chance - 1) < 0.25, "\(chance) for \(sample.chance)")
    }
  }

  @Test("evenly spread values are called humps about as seldom as the chance says", arguments: [30, 75, 300, 1_500])
  func even(count: Int) {
    var draws = Xoshiro256(seed: UInt64(count))
    let trials = 1_000
    let chances = (0..<trials).map { _ in
      DipTest(sorted: (0..<count).map { _ in draws.nextUnit() }.sorted()).chance
    }
    // Three standard errors of 50 in 1,000.
    #expect((30...70).contains(chances.count { $0 < 0.05 }), "\(chances.count { $0 < 0.05 })")
    #expect(chances.count { $0 < 0.001 } <= 6)
  }

  @Test("one value, none and a few have no dip that says anything")
  func few() {
    for values in [[], [1], [2, 2, 2], [1, 2, 3]] as [[Double]] {
      #expect(DipTest(sorted: values).chance == 1, "\(values)")
    }
  }
}
