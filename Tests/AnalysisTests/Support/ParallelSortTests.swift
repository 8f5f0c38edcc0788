import Machine
import Testing

@testable import Analysis

@Suite("Sorting on several threads")
struct ParallelSortTests {
  private static let counts = [0, 1, 2, 1_000, 32_768, 32_769, 100_003, 300_000]

  /// Few different values, zeros of both signs among them, so that ties and their order show.
  private func values(_ count: Int) -> [Double] {
    var random = Xoshiro256(seed: UInt64(count))
    return (0..<count).map { _ in
      let value = Double(random.next() % 5_000) / 8 - 100
      return value == 0 && random.next() % 2 == 0 ? -0.0 : value
    }
  }

  @Test("The order is that of the plain sort, to the bit, for any number of threads", arguments: counts, [1, 2, 5])
  func sortsLikeThePlainSort(count: Int, threads: Int) throws {
    let values = values(count)
    let found = try rising(values, context: ComputeContext(threads: threads))
    #expect(found.map(\.bitPattern) == values.sorted().map(\.bitPattern))
  }

  @Test("Equal values stay in the order of their places", arguments: counts, [1, 2])
  func keepsEqualsInOrder(count: Int, threads: Int) throws {
    let values = values(count)
    let found = try risingOrder(of: values, context: ComputeContext(threads: threads))
    #expect(found.map(Int.init) == values.indices.sorted { values[$0] < values[$1] })
  }

  @Test(
    "Numbers of every size and sign, the infinite and the least ones among them, are in the order of the plain sort")
  func everyNumber() throws {
    var random = Xoshiro256(seed: 1)
    let special = [
      0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    for count in [511, 513, 5_000, 70_000] {
      let values = (0..<count).map { place -> Double in
        let drawn = Double(bitPattern: random.next())
        return place % 9 == 0 || drawn.isNaN ? special[place % special.count] : drawn
      }
      let found = try rising(values, context: ComputeContext(threads: 2))
      #expect(found.map(\.bitPattern) == values.sorted().map(\.bitPattern))
      let order = try risingOrder(of: values, context: ComputeContext(threads: 2))
      #expect(order.map(Int.init) == values.indices.sorted { values[$0] < values[$1] })
    }
  }

  @Test(
    "Runs are merged as the plain sort would have them, whatever their number and the length of the last",
    arguments: [1, 2, 5])
  func mergesRuns(threads: Int) throws {
    let context = ComputeContext(threads: threads)
    for count in [999, 1_000, 1_001, 1_999, 2_000, 3_500, 7_000, 16_001] {
      let values = values(count)
      let found = try rising(values, runLength: 1_000, context: context)
      #expect(found.map(\.bitPattern) == values.sorted().map(\.bitPattern))
      let order = try risingOrder(of: values, runLength: 1_000, context: context)
      #expect(order.map(Int.init) == values.indices.sorted { values[$0] < values[$1] })
    }
  }

  @Test(
    "Zeros of both signs, from a few to all, stand between what is below them and what is above, in their order",
    arguments: [0.0, 0.1, 0.2, 0.6, 0.999, 1])
  func manyZeros(share: Double) throws {
    var random = Xoshiro256(seed: 3)
    for (count, sign) in [(513, 1.0), (20_000, 1), (20_000, -1), (20_000, 0)] {
      let values = (0..<count).map { _ -> Double in
        let isBelow = sign == 0 ? random.next() % 2 == 0 : sign < 0
        let isZero = random.nextUnit() < share
        return (isBelow ? -1 : 1) * (isZero ? 0 : 1 / (1 + random.nextUnit() * 1e6))
      }
      let found = try rising(values, context: ComputeContext(threads: 2))
      #expect(found.map(\.bitPattern) == values.sorted().map(\.bitPattern))
      let order = try risingOrder(of: values, context: ComputeContext(threads: 2))
      #expect(order.map(Int.init) == values.indices.sorted { values[$0] < values[$1] })
    }
  }

  @Test("Numbers that differ in their last bits alone, or some of which do, are in the order of the plain sort")
  func lastBits() throws {
    var random = Xoshiro256(seed: 2)
    for step in [0x1p-52, 0x1p-30, 0x1p-20] {
      for near in [1, 2, 50] {
        let values = (0..<40_000).map { place in
          place % near == 0 ? 1 + Double(random.next(below: 5_000)) * step : random.nextUnit() * 1e6
        }
        let found = try rising(values, context: .plain)
        #expect(found.map(\.bitPattern) == values.sorted().map(\.bitPattern))
        let order = try risingOrder(of: values, context: .plain)
        #expect(order.map(Int.init) == values.indices.sorted { values[$0] < values[$1] })
      }
    }
  }

  @Test("A sort that is cancelled ends")
  func endsWhenCancelled() {
    let cancelled = ComputeContext(threads: 2, isCancelled: { true })
    #expect(throws: CancellationError.self) { try rising([3, 1, 2], context: cancelled) }
  }
}
