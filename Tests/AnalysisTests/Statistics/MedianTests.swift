import Foundation
import Machine
import Testing

@testable import Analysis

@Suite("The median of many values") struct MedianTests {
  @Test(
    "is that of the sorted values, to the bit, whatever is missing, infinite or comes many times", arguments: 0..<48)
  func equalsSorting(seed: Int) throws {
    var draws = Xoshiro256(seed: UInt64(seed))
    let n = [0, 1, 8_191, 8_192, 8_193, 30_001][seed % 6]
    let kind = seed / 6
    let values = (0..<n).map { _ -> Double in
      let next = draws.next() >> 8
      return switch kind {
      case 0: draws.nextGaussian()
      case 1: Double(next % 2)
      case 2: Double(next % 5) - 2
      case 3: next % 3 == 0 ? .nan : exp2(draws.nextGaussian() * 200)
      case 4: [-Double.infinity, -3, 8, .infinity][Int(next % 4)]
      case 5: 1 + Double(next % 4_000) * 0x1p-52
      case 6: .nan
      default: draws.nextUnit() < 0.5 ? -1 - draws.nextUnit() : 1 + draws.nextUnit()
      }
    }
    let found = try median(values, context: ComputeContext(threads: 2))
    #expect(found.bitPattern == median(values).bitPattern)
  }

  @Test("stands between the two values in the middle when they are the ends of two halves")
  func halves() throws {
    let values = (0..<10_000).map { $0 < 5_000 ? -1.0 : 3.0 }
    #expect(try median(values, context: .plain) == 1)
  }

  @Test("an interrupt is heard")
  func interrupted() {
    let cancelled = ComputeContext(threads: 1, isCancelled: { true })
    for n in [3, 10_000] {
      #expect(throws: CancellationError.self) { try median([Double](repeating: 1, count: n), context: cancelled) }
    }
  }
}
