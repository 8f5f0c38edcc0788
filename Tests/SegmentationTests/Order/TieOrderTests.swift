import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Equal customers in the order of what else is known of them") struct TieOrderTests {
  private static let beginnings = [
    "", "key-", "key-a\0", "key-a", "key-a-very-long-2", "key-a-very-long-10", "key-ä", "z",
  ]

  /// A column of each type in turn, with few values and with many, some missing.
  private static func column(_ kind: Int, _ n: Int, _ draws: inout Xoshiro256) -> ColumnValues {
    switch kind {
    case 0:
      .text(TextColumn((0..<n).map { _ in draws.next(below: 9) == 0 ? nil : "C\(10_000_000 + draws.next(below: n))" }))
    case 1:
      .text(
        TextColumn(
          (0..<n).map { _ in
            let ending = draws.next(below: 2) == 0 ? "" : "\(draws.next(below: 20))"
            return beginnings[draws.next(below: beginnings.count)] + ending
          }))
    case 2: .numbers((0..<n).map { _ in [-3, -0.0, 0, 1e300, .nan, draws.nextGaussian()][draws.next(below: 6)] })
    case 3: .booleans((0..<n).map { _ in [nil, false, true][draws.next(below: 3)] })
    default:
      .dates(
        DateColumn(
          microseconds: (0..<n).map { _ in [DateColumn.missing, -1, 0, .max][draws.next(below: 4)] }, precision: .day))
    }
  }

  /// −1, 0 or 1 as the value of a comes before that of b; missing ones come first.
  private static func compare(_ column: ColumnValues, _ a: Int, _ b: Int) -> Int {
    func sign<Value>(_ x: Value?, _ y: Value?, _ isLess: (Value, Value) -> Bool) -> Int {
      guard let x, let y else { return x == nil ? (y == nil ? 0 : -1) : 1 }
      return isLess(x, y) ? -1 : isLess(y, x) ? 1 : 0
    }
    switch column {
    case .text(let text): return sign(text[a], text[b]) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    case .numbers(let numbers):
      return sign(numbers[a].isNaN ? nil : numbers[a], numbers[b].isNaN ? nil : numbers[b], <)
    case .booleans(let values): return sign(values[a], values[b]) { !$0 && $1 }
    case .dates(let dates):
      return sign(dates.microseconds[a], dates.microseconds[b], <)
    }
  }

  @Test("equals a sort by comparison, for columns of every type and stretches of any length", arguments: 0..<40)
  func equalsComparison(seed: Int) throws {
    var draws = Xoshiro256(seed: UInt64(seed))
    let n = [7, 300, 5_000, 40_000][seed / 10]
    let columns = [seed % 5, draws.next(below: 5)].map { Self.column($0, n, &draws) }
    // Not all rows of the table, and not in their order.
    var rows = draws.sample(n * 3 / 4, below: n)
    draws.shuffle(&rows)
    var stretches: [Range<Int>] = []
    var end = 0
    while end < rows.count {
      let length = draws.next(below: 3) > 0 ? 2 + draws.next(below: 3) : 1 + draws.next(below: rows.count)
      let next = min(rows.count, end + length)
      if next - end > 1 { stretches.append(end..<next) }
      // Some places between two stretches are in none.
      end = next + draws.next(below: 2)
    }
    let places = Array(rows.indices)
    var expected = places
    for stretch in stretches {
      expected[stretch].sort { a, b in
        let (x, y) = (rows[a], rows[b])
        let signs = columns.map { Self.compare($0, x, y) }
        return signs[0] != 0 ? signs[0] < 0 : signs[1] != 0 ? signs[1] < 0 : x < y
      }
    }
    let ties = TieOrder(of: rows, by: columns)
    for threads in [1, 2] {
      #expect(try ties.sorted(places, within: stretches, context: ComputeContext(threads: threads)) == expected)
    }
  }

  @Test("an interrupt is heard in short stretches and in long ones", arguments: [4, 40_000])
  func interrupted(length: Int) {
    let ties = TieOrder(of: Array(0..<length), by: [.numbers([Double](repeating: 1, count: length))])
    let cancelled = ComputeContext(threads: 1, isCancelled: { true })
    #expect(throws: CancellationError.self) {
      try ties.sorted(Array(0..<length), within: [0..<length], context: cancelled)
    }
  }
}
