import Fuzzing
import Machine
import Tables
import Testing

@testable import Warehouse

@Suite("Whatever batches of Arrow a driver hands over")
struct ArrowFuzzTests {
  /// A column of one type in batches of any size, each with values that nobody must look at before its own.
  private struct Drawn {
    var arrays: [FakeArray] = []
    var expected: [String?] = []
  }

  private static func drawn(_ kind: UInt64, _ sizes: [Int], _ draws: inout Xoshiro256) -> Drawn {
    var drawn = Drawn()
    for size in sizes {
      let padding = Int(draws.next() % 11)
      let numbers = (0..<size).map { _ in draws.next() % 5 == 0 ? nil : Int(draws.next() % 2_001) - 1_000 }
      switch kind {
      case 0: drawn.arrays.append(.of(numbers.map { $0.map { Int32($0) } }, "i", zero: 0, padding: padding))
      case 1: drawn.arrays.append(.of(numbers.map { $0.map { Int64($0) } }, "l", zero: 0, padding: padding))
      case 2: drawn.arrays.append(.of(numbers.map { $0.map { Double($0) } }, "g", zero: 0, padding: padding))
      case 3: drawn.arrays.append(.of(numbers.map { $0.map { Int16($0) } }, "s", zero: 0, padding: padding))
      case 4: drawn.arrays.append(.of(numbers.map { $0.map { $0 > 0 } }, padding: padding))
      default:
        let format = ["u", "U", "vu"][Int(kind) % 3]
        drawn.arrays.append(.of(numbers.map { $0.map(text) }, format, padding: padding))
      }
      drawn.expected += numbers.map { number in
        number.map { kind < 4 ? String($0) : kind == 4 ? String($0 > 0) : text($0) }
      }
    }
    return drawn
  }

  /// Texts of few and of many bytes.
  private static func text(_ number: Int) -> String { "n\(number)" + String(repeating: "é", count: abs(number) % 13) }

  @Test("each value arrives, in its row, and each array is given back once")
  func batches() throws {
    try Inputs("arrow", InputMaker([[0]]), count: 1_000).each { _, seed in
      var draws = Xoshiro256(seed: seed)
      let sizes = (0..<1 + Int(draws.next() % 4)).map { _ in Int(draws.next() % 70) }
      let columns = (0..<1 + Int(draws.next() % 4)).map { _ in Self.drawn(draws.next() % 8, sizes, &draws) }
      let ledger = Ledger()
      let isBroken = draws.next() % 6 == 0
      do {
        let batches = sizes.indices.map { batch in
          FakeArray.rows(columns.enumerated().map { $0.element.arrays[batch].named("c\($0.offset)") })
        }
        let stream = FakeStream(batches, ledger: ledger, failure: isBroken ? Int(draws.next() % 3) : nil)
        if let table = try? ArrowTable(reading: stream.stream) {
          for (column, drawn) in zip(table.columns, columns) {
            // A column without any value has no type that one would see.
            guard drawn.expected.contains(where: { $0 != nil }) else { continue }
            let texts = (0..<column.count).map { column.text(at: $0) }
            #expect(texts == drawn.expected, "seed \(seed)")
          }
        }
      }
      #expect(ledger.made == ledger.released, "seed \(seed)")
    }
  }
}
