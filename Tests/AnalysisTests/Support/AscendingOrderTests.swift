import Machine
import Testing

@testable import Analysis

@Suite struct AscendingOrderTests {
  @Test("Keys come in the order that sorting gives, equal ones by their index")
  func equalsSorting() throws {
    for seed in 0..<40 {
      var generator = Xoshiro256(seed: UInt64(seed))
      // Many equal keys, keys that differ in one byte only, keys all over.
      let mask: UInt64 = [7, 0xFF00, .max, 0xFF << 56 | 3][seed % 4]
      let keys = (0..<seed * 13).map { _ in generator.next() & mask }
      let order = try ascendingOrder(of: keys, context: .plain)
      #expect(order == keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }, "seed \(seed)")
    }
  }

  @Test("Numbers from 0 on have keys of their order, and 0 has that of −0")
  func numbers() {
    let numbers = [0, 5e-324, 1e-300, 0.5, 1, 1.0.nextUp, 3e300, .infinity]
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0.ascendingKey < $1.ascendingKey })
    #expect((-0.0).ascendingKey == 0.0.ascendingKey)
  }
}
