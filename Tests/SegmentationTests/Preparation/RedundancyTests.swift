import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Features that say the same")
struct RedundancyTests {
  private func redundancy(_ columns: [(String, [Double])], _ recipe: Recipe = Recipe(log: .none)) throws -> Redundancy {
    let source = try table(columns)
    return try Redundancy(recipe.prepare(source), of: source, context: .plain)
  }

  private func draws(_ seed: UInt64, count: Int = 200) -> [Double] {
    var draws = Xoshiro256(seed: seed)
    return (0..<count).map { _ in draws.nextGaussian() }
  }

  @Test("a pair with a correlation of 0.99 or more is named, one below is not")
  func correlated() throws {
    let (x, e) = (draws(1), draws(2))
    let close = zip(x, e).map { $0 + 0.05 * $1 }
    let far = zip(x, e).map { $0 + 0.3 * $1 }
    let found = try redundancy([("X", x), ("CLOSE", close), ("FAR", far), ("OTHER", e)])
    #expect(found.pairs.map { [$0.first, $0.second] } == [["X", "CLOSE"]])
    #expect(found.notes.first?.hasPrefix("X and CLOSE say nearly the same (correlation 0.99") == true)
    #expect(found.notes.first?.hasSuffix("count twice: drop=CLOSE leaves one of them") == true)
  }

  @Test("exact functions of each other are named though no line ties them")
  func functions() throws {
    let x = draws(3)
    let cubes = x.map { $0 * $0 * $0 * $0 * $0 }
    let groups = x.indices.map { Double($0 % 4) }
    let codes = groups.map { [7.0, 1, 9, 3][Int($0)] }
    let found = try redundancy([("X", x), ("FIFTH", cubes), ("LADDER", groups), ("STEP", codes), ("OTHER", draws(4))])
    #expect(found.pairs.map { [$0.first, $0.second] } == [["X", "FIFTH"], ["LADDER", "STEP"]])
    #expect(found.pairs.map(\.kind) == [.sameOrder, .functions])
  }

  @Test("shares that add up to one are named, also as percent")
  func sums() throws {
    let a = draws(5).map { 0.2 + 0.05 * abs($0) }
    let b = draws(6).map { 0.1 + 0.05 * abs($0) }
    let rest = zip(a, b).map { 1 - $0 - $1 }
    let found = try redundancy([("A", a), ("B", b), ("C", rest), ("X", draws(7))])
    #expect(found.sums == [["A", "B", "C"]])
    #expect(found.notes == ["A, B and C are one together in every row: each follows from the others"])
    #expect(try redundancy([("A", a), ("B", b), ("X", draws(7))]).sums.isEmpty)
  }

  @Test("unrelated columns, counts with ties among them, are left alone", arguments: 0..<20 as Range<UInt64>)
  func unrelated(seed: UInt64) throws {
    let counts = draws(seed + 100).map { ($0 * 2).rounded() }
    let others = draws(seed + 200).map { ($0 * 2).rounded() }
    let found = try redundancy([("A", counts), ("B", others), ("C", draws(seed))])
    #expect(found.notes.isEmpty)
  }
}
