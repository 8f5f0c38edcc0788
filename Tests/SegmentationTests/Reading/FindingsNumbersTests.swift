import Analysis
import Foundation
import Machine
import Testing

@testable import Segmentation

@Suite("Every number in a finding is computed from the column")
struct FindingsNumbersTests {
  /// Columns with and without zeros, tails, negative values, gaps and one value that many share.
  private static func column(seed: UInt64) -> [Double] {
    var random = Xoshiro256(seed: seed)
    let (zeros, gaps, peak) = (random.nextUnit() * 0.7, random.nextUnit() * 0.2, random.nextUnit() * 0.5)
    let (power, shift) = (1 + Double(seed % 5), seed % 4 == 0 ? 3.0 : 0)
    return (0..<200 + Int(seed)).map { _ in
      let draw = random.nextUnit()
      if draw < gaps { return .nan }
      if draw < gaps + zeros { return 0 }
      if draw < gaps + zeros + peak * 0.3 { return 12 }
      return (pow(abs(random.nextGaussian()) + 0.1, power) * 100).rounded() / 100 - shift
    }
  }

  /// G₁ by its definition.
  private static func naiveSkewness(_ x: [Double]) -> Double {
    let n = Double(x.count)
    let mean = x.reduce(0, +) / n
    let m2 = x.reduce(0) { $0 + pow($1 - mean, 2) } / n
    let m3 = x.reduce(0) { $0 + pow($1 - mean, 3) } / n
    return sqrt(n * (n - 1)) / (n - 2) * m3 / pow(m2, 1.5)
  }

  private static func naiveQuantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = sorted[Int(place.rounded(.down))]
    return low + (sorted[Int(place.rounded(.up))] - low) * (place - place.rounded(.down))
  }

  /// What may stand in the sentences, each worked out anew.
  private static func allowed(_ values: [Double]) -> Set<String> {
    let x = values.filter { !$0.isNaN }.sorted()
    let n = Double(x.count)
    let (q1, q2, q3) = (naiveQuantile(x, 0.25), naiveQuantile(x, 0.5), naiveQuantile(x, 0.75))
    let (low, high) = (q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1))
    let zeros = x.count { $0 == 0 }
    let logs = x.map { log($0 + 1) }
    var counts: [Double: Int] = [:]
    for value in x where value != 0 { counts[value, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    let total = x.reduce(0, +)
    let shares = [
      Double(zeros) / n, Double(most) / n, Double(x.count { $0 > high }) / n, Double(x.count { $0 < low }) / n,
      x.filter { $0 > high }.reduce(0, +) / total, Double(values.count - x.count) / Double(values.count),
    ]
    let amounts = [q1, q2, q3, low, high, total / n] + counts.filter { $0.value == most }.keys
    let skews = [naiveSkewness(x), naiveSkewness(logs), naiveSkewness(logs.filter { $0 != 0 })]
    let wholes = [zeros, values.count - x.count, x.count { $0 < 0 }]
    return Set(
      shares.map(percent) + amounts.map(amount) + skews.map { decimals($0, 1) } + wholes.map(grouped)
        + ["1.5", "1"])
  }

  @Test("a column", arguments: 0..<120)
  func column(seed: Int) {
    let values = Self.column(seed: UInt64(seed))
    let allowed = Self.allowed(values)
    for sentence in ColumnFindings(column: "C", values: values).sentences {
      let numbers = sentence.replacing("ln(x + 1)", with: "").matches(of: /−?\d[\d,]*(\.\d+)?(e−?\d+)?%?/)
      for number in numbers.map({ String($0.output.0) }).map({ $0.hasSuffix(",") ? String($0.dropLast()) : $0 }) {
        let isThere = ["", "under ", "over "].contains { allowed.contains($0 + number) }
        #expect(isThere, "\(number) in: \(sentence)")
      }
    }
  }

  @Test("what the logarithm would do is said for tails on either side, and why it cannot be taken")
  func logarithm() {
    var random = Xoshiro256(seed: 4)
    let draws = (0..<400).map { _ in random.nextGaussian() }
    func last(_ values: [Double]) -> String {
      ColumnFindings(column: "C", values: values).sentences.first { $0.contains("log") || $0.contains("ln(") } ?? ""
    }
    #expect(last(draws.map { exp($0) }).hasPrefix("ln(x + 1) would take the skewness from "))
    #expect(last(draws.map { exp($0) - 0.5 }).hasPrefix("A logarithm cannot shorten the tail: "))
    #expect(last(draws.map { max(0, 20 - exp($0)) }).hasPrefix("ln(x + 1) would stretch the low tail further: "))
    #expect(last(draws).isEmpty)
  }

  @Test("columns that stand out are named in two lines, with their figures")
  func notable() {
    let zeros = ColumnFindings(column: "Z", values: [0, 0, 0, 0, 0, 1, 2])
    let even = ColumnFindings(column: "E", values: [1, 2, 3, 4])
    let tail = ColumnFindings(column: "T", values: (1...9).map(Double.init) + [900])
    #expect(
      NotableColumns([even, zeros, tail]).sentences == [
        "Mostly zero: Z (71.4%).",
        "Long tails of high values: T (skewness 3.2) and Z (skewness 1.8); ln(x + 1) would bring 0 of 2 down to 1 or less.",
      ])
    #expect(NotableColumns([even]).sentences.isEmpty)
    #expect(NotableColumns([ColumnFindings(column: "C", values: [.nan])]).sentences.isEmpty)
  }
}
