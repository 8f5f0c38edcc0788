import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Humps of a column")
struct HumpsTests {
  private func normal(_ count: Int, _ mean: Double, _ deviation: Double, _ draws: inout Xoshiro256) -> [Double] {
    (0..<count).map { _ in mean + deviation * draws.nextGaussian() }
  }

  @Test("whole numbers in two heaps with nothing between are two humps, few as their values are")
  func heaps() throws {
    var draws = Xoshiro256(seed: 3)
    let values = (0..<300).map { row in (row % 2 == 0 ? 7.0 : 123.0) + (2 * draws.nextGaussian()).rounded() }
    let humps = try #require(ColumnFindings(column: "SEATS", values: values).humps)
    #expect(abs(humps.low - 7) < 12 && abs(humps.high - 123) < 12 && humps.shareBelow == 0.5)
    let codes = (0..<300).map { $0 % 2 == 0 ? 1.0 : 9 }
    #expect(ColumnFindings(column: "CODE", values: codes).humps == nil)
    let even = (0..<300).map { Double($0 % 15) }
    #expect(ColumnFindings(column: "EVEN", values: even).humps == nil)
  }

  @Test("two clear humps are the first finding, with where they lie, and no word of tails in balance")
  func two() throws {
    var draws = Xoshiro256(seed: 3)
    let values = normal(300, 20, 4, &draws) + normal(300, 80, 4, &draws)
    let findings = ColumnFindings(column: "AGE", values: values)
    let humps = try #require(findings.humps)
    #expect(abs(humps.low - 20) < 2 && abs(humps.high - 80) < 2 && abs(humps.valley - 50) < 15)
    #expect(humps.shareBelow == 0.5)
    #expect(findings.sentences[0].hasPrefix("More than one hump: values gather about "))
    #expect(findings.sentences[0].hasSuffix("with 50.0% below (dip test of a single hump: p < 0.001, n = 600)."))
    #expect(!findings.sentences.contains { $0.contains("neither tail") })
  }

  @Test("the share below the valley says how many frequent values it does not count")
  func spikes() throws {
    var draws = Xoshiro256(seed: 3)
    let values = normal(300, 20, 4, &draws) + normal(300, 80, 4, &draws) + [Double](repeating: 0, count: 200)
    let findings = ColumnFindings(column: "AGE", values: values)
    #expect(
      findings.sentences[0].hasSuffix(
        "with 50.0% below, not counting the 200 whose value comes far more often than those beside it (dip test of a single hump: p < 0.001, n = 600)."
      ))
  }

  @Test("one hump, an even spread, a long tail, whole numbers and heaped amounts are not called two", arguments: 0..<9)
  func one(shape: Int) {
    for seed in 0..<25 as Range<UInt64> {
      var draws = Xoshiro256(seed: 100 * UInt64(shape) + seed)
      let values = values(shape, &draws)
      #expect(Humps(sorted: values.sorted()) == nil, "seed \(seed)")
    }
  }

  private func values(_ shape: Int, _ draws: inout Xoshiro256) -> [Double] {
    var values: [Double] = []
    for _ in 0..<400 {
      let normal = draws.nextGaussian()
      let even = draws.nextUnit()
      switch shape {
      case 0: values.append(normal)
      case 1: values.append(even)
      case 2: values.append(PortableExp.of(5 + normal))
      case 3: values.append((40 + 10 * normal).rounded())
      case 4: values.append((8 + 3 * normal).rounded() * 500 + 0.25 * even)
      case 5: values.append(normal < -0.33 ? 0 : 100 + 30 * normal)
      case 6: values.append(min(12, 9 + 3 * normal))
      case 7: values.append(even < 0.08 ? 12 : abs(normal))
      default: values.append((even * draws.nextUnit() * 60).rounded(.down))
      }
    }
    return values
  }

  @Test("few values and few different ones are not tested")
  func few() {
    let farApart = (0..<200).map { (Double($0) - 99.5) * 1.7e306 }
    #expect(Humps(sorted: farApart) == nil)
    #expect(Humps(sorted: [1, 1.1, 1.2, 9, 9.1, 9.2]) == nil)
    let low: [Double] = [0, 1, 2]
    let high: [Double] = [90, 91, 92]
    let sixValues = (0..<250).flatMap { [low[$0 % 3], high[$0 % 3]] }
    #expect(Humps(sorted: sixValues.sorted()) == nil)
  }

  @Test("of two values it is said how many are which, and of no tail")
  func answers() {
    let values = (0..<100).map { $0 < 8 ? 1.0 : 0 }
    #expect(
      ColumnFindings(column: "VIP", values: values + [.nan]).sentences == [
        "8.0% of the values are 1 (8), the others 0 (92).", "1 value missing (1.0%).",
      ])
    #expect(NotableColumns([ColumnFindings(column: "VIP", values: values)]).longTailed.isEmpty)
  }

  private enum PortableExp {
    static func of(_ x: Double) -> Double {
      (1...30).reversed().reduce(1.0) { (sum: Double, k: Int) -> Double in 1 + x / Double(k) * sum }
    }
  }
}
