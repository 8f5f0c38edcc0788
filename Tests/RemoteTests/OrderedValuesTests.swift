import Machine
import Tables
import Testing

@testable import Remote

@Suite("Values by their rank, found by counting")
struct OrderedValuesTests {
  private func check(_ values: [Double], _ which: String) throws {
    let tables = try BothTables([
      DrawnColumn("row", wholes: values.indices.map { Int64($0) }), DrawnColumn("v", values),
    ])
    let sorted = values.filter { !$0.isNaN }.sorted()
    let engine = tables.engine
    let found = try engine.values(
      ranked: [[], Set(sorted.indices.map { $0 + 1 })], of: ["\"row\"", engine.dialect.number("v")],
      in: tables.remote.rows)
    #expect(found[0].isEmpty)
    #expect(sorted.indices.map { found[1][$0 + 1] } == sorted, "\(which)")
  }

  @Test(
    "of drawn numbers every rank is found, ties, gaps and infinities among them", arguments: 0..<20 as Range<UInt64>)
  func drawn(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let kind = DrawnKind.allCases[Int(seed) % DrawnKind.allCases.count]
    let rows = Int.random(in: 1...80, using: &draws)
    try check(
      (0..<rows).map { _ in Int.random(in: 0..<5, using: &draws) == 0 ? .nan : kind.number(&draws) },
      "seed \(seed) \(kind)")
  }

  @Test("of numbers of every size: neighbours, denormal ones, the largest, all of one value")
  func sizes() throws {
    var draws = Xoshiro256(seed: 3)
    var ups: [Double] = [1]
    for _ in 0..<40 { ups.append(ups[ups.count - 1].nextUp) }
    try check(ups.shuffled(using: &draws), "neighbours")
    let greatest = Double.greatestFiniteMagnitude
    try check([greatest, -greatest, 0, 1, -1, greatest.nextDown, 1e300, -1e-300], "the largest")
    try check([.infinity, -.infinity, .infinity, greatest, -greatest, 0], "infinities and the largest")
    try check([.infinity, .infinity, -.infinity], "infinities alone")
    let least = Double.leastNonzeroMagnitude
    try check([least, 2 * least, 3 * least, 0, -least, 5 * least, 5 * least], "denormal ones")
    try check([0, -0.0, 0, -0.0], "zeros")
    try check([Double](repeating: 0.1, count: 50), "all equal")
    try check([5e-324, 1.7e308], "two ends")
    try check((0..<60).map { Double(sign: .plus, exponent: $0 * 34 - 1_020, significand: 1) }, "every exponent")
    try check((0..<300).map { 1e15 + Double($0 % 7) * 0.125 }, "large and close")
  }

  @Test("random bits as numbers", arguments: 0..<20 as Range<UInt64>)
  func bits(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let numbers = (0..<60).map { _ in Double(bitPattern: draws.next()) }
    // Of numbers as small or as large as none in a table SQLite 3.40 takes some literals for the neighbour.
    try check(numbers.filter { $0.isNaN || (-930...930).contains($0.exponent) }, "seed \(seed)")
  }

  @Test("without a value there is none")
  func empty() throws {
    try check([.nan, .nan], "gaps")
  }
}
