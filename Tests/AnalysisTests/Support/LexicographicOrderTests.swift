import Machine
import Testing

@testable import Analysis

@Suite("Rows in the order of their values") struct LexicographicOrderTests {
  /// By comparison of whole rows; −0 is 0, NaN comes last.
  private static func naive(_ columns: [[Double]], rowCount: Int) -> [Int] {
    func isBefore(_ a: Double, _ b: Double) -> Bool { a < b || (b.isNaN && !a.isNaN) }
    return (0..<rowCount).sorted { a, b in
      for column in columns {
        if isBefore(column[a], column[b]) { return true }
        if isBefore(column[b], column[a]) { return false }
      }
      return a < b
    }
  }

  private static func runs(_ order: [Int], _ columns: [[Double]]) -> [Range<Int>] {
    func isEqual(_ a: Int, _ b: Int) -> Bool {
      columns.allSatisfy { $0[a] == $0[b] || ($0[a].isNaN && $0[b].isNaN) }
    }
    var runs: [Range<Int>] = []
    var start = 0
    for end in order.indices.dropFirst() + [order.count] {
      if end < order.count, isEqual(order[end - 1], order[end]) { continue }
      if end - start > 1 { runs.append(start..<end) }
      start = end
    }
    return runs
  }

  /// Kinds of columns whose codes are long, short, or none at all.
  private enum Kind: CaseIterable {
    case amounts, scores, missingScores, halves, yes, lowBits, farApart, ends, signs, constant, missing, huge

    func draw(_ draws: inout Xoshiro256) -> Double {
      let next = draws.next() >> 8
      return switch self {
      case .amounts: draws.nextGaussian()
      case .scores: Double(1 + next % 5)
      case .missingScores: [-2, -0.0, 0, 7, .nan][Int(next % 5)]
      case .halves: Double(next % 9) / 2 - 2
      case .yes: Double(next % 2)
      case .lowBits: 1 + Double(next % 40) * 0x1p-52
      case .farApart: Double(next % 3) * 40_000 - 1
      case .ends: [-Double.infinity, -1, -0.0, 0, 1e-300, .infinity, .nan][Int(next % 7)]
      case .signs: [-Double.nan, .nan, -5e-324, 5e-324, -0.0, 0][Int(next % 6)]
      case .constant: 3
      case .missing: .nan
      case .huge: [1e300, 1e300.nextUp, .greatestFiniteMagnitude, 9_007_199_254_740_993][Int(next % 4)]
      }
    }
  }

  @Test("equals a sort by comparison for columns of any kind, one after the other", arguments: 0..<60)
  func equalsComparison(seed: Int) throws {
    var draws = Xoshiro256(seed: UInt64(seed))
    let n = [2, 15, 16, 17, 511, 512, 513, 3_000, 20_000][seed % 9]
    let columns = (0..<1 + seed % 12).map { _ in
      let kind = Kind.allCases[draws.next(below: Kind.allCases.count)]
      return (0..<n).map { _ in kind.draw(&draws) }
    }
    let expected = Self.naive(columns, rowCount: n)
    for threads in [1, 2] {
      let order = try LexicographicOrder(of: columns, rowCount: n, context: ComputeContext(threads: threads))
      #expect(order.rows == expected)
      #expect(order.equal == Self.runs(expected, columns))
    }
  }

  @Test("codes rise with the values of a column, and so do their upper bits", arguments: Kind.allCases)
  private func codes(kind: Kind) throws {
    var draws = Xoshiro256(seed: 5)
    let values = (0..<2_000).map { _ in kind.draw(&draws) }
    let order = Self.naive([values], rowCount: values.count)
    let code = try OrderCode(values, rows: Array(values.indices), context: .plain)
    for (a, b) in zip(order, order.dropFirst()) {
      let isEqual = values[a] == values[b] || (values[a].isNaN && values[b].isNaN)
      #expect(isEqual ? code(a) == code(b) : code(a) < code(b))
      #expect(code(b) >> code.bits == 0)
      let short = code.shortened(to: 3)
      #expect(short(a) <= short(b) && short(b) >> 3 == 0)
    }
    if kind == .scores { #expect(code.bits == 3) }
    if kind == .yes { #expect(code.bits == 1) }
    // In steps of 40,000 = 5⁴ · 64: from 0 to 1,250.
    if kind == .farApart { #expect(code.bits == 11) }
    if kind == .constant || kind == .missing { #expect(code.bits == 0) }
  }

  @Test("numbers are sorted by their upper halves, and those that share them keep their order")
  func upperHalves() throws {
    for seed in 0..<40 {
      var draws = Xoshiro256(seed: UInt64(seed))
      let mask: UInt64 = [7 << 32, 0xFF00 << 40, .max, 0xFF << 56 | 3][seed % 4]
      let items = (0..<seed * 13).map { _ in draws.next() & mask }
      var sorted = items
      try sortByUpperHalf(&sorted, context: .plain)
      let expected = items.indices.sorted { (items[$0] >> 32, $0) < (items[$1] >> 32, $1) }.map { items[$0] }
      #expect(sorted == expected, "seed \(seed)")
    }
  }

  @Test("no rows have no order, without columns all are equal, and an interrupt is heard")
  func ends() throws {
    #expect(try LexicographicOrder(of: [[], []], rowCount: 0, context: .plain).rows.isEmpty)
    let order = try LexicographicOrder(of: [], rowCount: 3, context: .plain)
    #expect(order.rows == [0, 1, 2] && order.equal == [0..<3])
    #expect(throws: CancellationError.self) {
      try LexicographicOrder(
        of: [[3, 2, 1]], rowCount: 3, context: ComputeContext(threads: 1, isCancelled: { true }))
    }
  }
}
