import Analysis
import Machine
import Segmentation
import Tables
import Testing

@testable import Remote

@Suite("A column in a database answers as one in memory")
struct RemoteColumnTests {
  private static let rowCounts = [1, 2, 3, 7, 60, 400]
  private static let gaps = [0, 0.1, 0.7]

  /// A table of every kind of column.
  private static func tables(_ seed: UInt64) throws -> BothTables {
    var draws = Xoshiro256(seed: seed)
    let rows = rowCounts[Int(seed) % rowCounts.count]
    var columns = [DrawnColumn("row", wholes: (0..<rows).map { Int64($0) })]
    for kind in DrawnKind.allCases {
      columns.append(kind.column("\(kind)", rows: rows, gaps: gaps.randomElement(using: &draws) ?? 0, &draws))
    }
    let cities = ["Rome", "Köln", "O'Brien", "", "🦊"]
    columns.append(
      DrawnColumn(
        "city",
        texts: (0..<rows).map { _ in
          Int.random(in: 0..<4, using: &draws) == 0 ? nil : cities.randomElement(using: &draws)
        }
      ))
    columns.append(
      DrawnColumn(
        "since",
        texts: (0..<rows).map { _ in
          Bool.random(using: &draws) ? nil : "2024-0\(Int.random(in: 1...9, using: &draws))-15"
        }))
    columns.append(DrawnColumn("loyal", texts: (0..<rows).map { _ in Bool.random(using: &draws) ? "yes" : "no" }))
    return try BothTables(columns)
  }

  /// Each column twice: with its values counted here, and with too many of them for that.
  private static func each(_ seed: UInt64, _ compare: (RemoteColumn, LoadedColumn, String) throws -> Void) throws {
    let tables = try tables(seed)
    for mostDifferent in [RemoteColumn.mostDifferent, 0] {
      for (there, here) in zip(try tables.columns(mostDifferent: mostDifferent), tables.loaded.columns) {
        try compare(try there.counted(), LoadedColumn(here), "seed \(seed), \(here.name), \(mostDifferent)")
      }
    }
  }

  @Test("how many there are, how many differ, and which come most often", arguments: 0..<48 as Range<UInt64>)
  func counted(seed: UInt64) throws {
    try Self.each(seed) { there, here, which in
      #expect(there.type == here.type, "\(which)")
      #expect(there.count == here.count, "\(which)")
      #expect(try there.missingCount() == here.missingCount(), "\(which)")
      #expect(try there.distinctCount() == here.distinctCount(), "\(which)")
      #expect(try there.commonestValue() == here.commonestValue(), "\(which)")
      if there.mostDifferent > 0 {
        #expect(
          try there.valueCounts().sorted { $0.value < $1.value } == here.valueCounts().sorted { $0.value < $1.value },
          "\(which)")
      }
      let (own, other) = (try there.valueRange(), here.valueRange())
      #expect(own?.first == other?.first && own?.last == other?.last, "\(which)")
    }
  }

  @Test("the summary: counts and quartiles to the bit, moments to 1e-12", arguments: 0..<48 as Range<UInt64>)
  func summaries(seed: UInt64) throws {
    try Self.each(seed) { there, here, which in
      let (a, b) = (try there.summary(), here.summary())
      #expect([a.count, a.missing, a.infinite, a.zeros] == [b.count, b.missing, b.infinite, b.zeros], "\(which)")
      let exact: [KeyPath<Summary, Double>] = [
        \.minimum, \.firstQuartile, \.median, \.thirdQuartile, \.maximum, \.zeroShare,
      ]
      for path in exact { #expect(a[keyPath: path].isClose(to: b[keyPath: path], within: 0), "\(which) \(path)") }
      let size = max(abs(b.minimum), abs(b.maximum))
      #expect(a.mean.isClose(to: b.mean, of: size), "\(which)")
      #expect(a.standardDeviation.isClose(to: b.standardDeviation), "\(which)")
      #expect(a.skewness.isClose(to: b.skewness, of: 1), "\(which)")
    }
  }

  @Test("spreads, also of a range and of logarithms", arguments: 0..<48 as Range<UInt64>)
  func spreads(seed: UInt64) throws {
    try Self.each(seed) { there, here, which in
      let ranges: [ClosedRange<Double>?] = [
        nil, 0...100, -1...1, 1e6...2e6, Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude, 12.5...12.5,
      ]
      for range in ranges {
        let (a, b) = (try there.spread(in: range), here.spread(in: range))
        #expect(Self.areSame(a, b), "\(which) \(range as Any): \(a) \(b)")
      }
      let (a, b) = (try there.logarithmicSpread(), here.logarithmicSpread())
      #expect(Self.areSame(a, b), "\(which) \(a) \(b)")
    }
  }

  private static func areSame(_ a: FiniteSpread, _ b: FiniteSpread) -> Bool {
    a.count == b.count && a.isWhole == b.isWhole
      && zip([a.low, a.high, a.firstQuartile, a.thirdQuartile], [b.low, b.high, b.firstQuartile, b.thirdQuartile])
        .allSatisfy { $0.isClose(to: $1, within: 0) }
  }

  @Test("quantiles to the bit", arguments: 0..<48 as Range<UInt64>)
  func quantiles(seed: UInt64) throws {
    let shares = [0, 0.01, 0.1, 1.0 / 3, 0.5, 0.9, 0.99, 1]
    try Self.each(seed) { there, here, which in
      let (a, b) = (try there.quantiles(shares), here.quantiles(shares))
      #expect(zip(a, b).allSatisfy { $0.isClose(to: $1, within: 0) } && a.count == b.count, "\(which) \(a) \(b)")
    }
  }

  @Test("bins hold their lower edge, and tails neither bound", arguments: 0..<48 as Range<UInt64>)
  func binned(seed: UInt64) throws {
    var draws = Xoshiro256(seed: seed)
    let endless = Double.infinity
    let bounds = [(0, endless), (-endless, endless), (1, 7), (0.5, 100), (-endless, -2), (endless, 1)]
    try Self.each(seed) { there, here, which in
      let drawn = (0..<5).map { _ in (Double.random(in: -100...1_000, using: &draws) * 4).rounded() / 4 }
      let lists: [[Double]] = [
        [0, 1], [0, 1, 2, 3, 4], [-2, 0.5, 7], Set(drawn + [12.5]).sorted(), [-endless, 0, endless],
      ]
      for edges in lists {
        #expect(try there.counts(between: edges) == here.counts(between: edges), "\(which) \(edges)")
      }
      for (low, high) in bounds {
        let (a, b) = (try there.tails(below: low, above: high), here.tails(below: low, above: high))
        #expect(a.below == b.below && a.above == b.above, "\(which) \(low) \(high): \(a) \(b)")
        #expect(a.total.isClose(to: b.total, of: 1e6), "\(which) \(low) \(high): \(a) \(b)")
        #expect(a.totalAbove.isClose(to: b.totalAbove, of: 1e6), "\(which) \(low) \(high): \(a) \(b)")
      }
      for excluded in [0, 12.5, -7, .infinity] {
        let (a, b) = (try there.commonestNumber(besides: excluded), here.commonestNumber(besides: excluded))
        #expect(a?.value == b?.value && a?.count == b?.count, "\(which) \(excluded)")
      }
    }
  }

  @Test("humps, and how skewed logarithms are", arguments: 0..<48 as Range<UInt64>)
  func shapes(seed: UInt64) throws {
    try Self.each(seed) { there, here, which in
      #expect(try there.humps() == (there.mostDifferent > 0 ? here.humps() : nil), "\(which)")
      let summary = here.summary()
      guard summary.infinite == 0, !(summary.minimum < 0) else { return }
      let (a, b) = (try there.logarithmicSkewness(), here.logarithmicSkewness())
      // Logarithms are known to their last digit; where they hardly differ, that is much of what they differ by.
      let least = summary.standardDeviation / (1 + summary.maximum)
      let part = least > 0 ? 1e-12 + 1e-13 / least : 1e-12
      #expect(a.all.isClose(to: b.all, within: part, of: 1), "\(which) \(a) \(b)")
      #expect(a.aboveZero.isClose(to: b.aboveZero, within: part, of: 1), "\(which) \(a) \(b)")
    }
  }
}
