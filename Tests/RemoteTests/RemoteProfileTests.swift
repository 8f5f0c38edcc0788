import Analysis
import Machine
import Tables
import Testing

@testable import Remote
@testable import Segmentation

@Suite("The segments of a table that stays in its database, column by column")
struct RemoteProfileTests {
  /// Two groups, a skewed amount with gaps, answers with gaps and without.
  private static func tables() throws -> BothTables {
    let rows = 0..<600
    return try BothTables([
      DrawnColumn("id", texts: rows.map { "c\($0)" }),
      DrawnColumn("a", rows.map { Double($0 % 2 * 10 + $0 % 3) }),
      DrawnColumn("spend", rows.map { $0 % 7 == 0 ? .nan : Double(($0 * $0) % 997) * ($0 % 50 == 3 ? 90 : 1) + 0.5 }),
      DrawnColumn("visits", rows.map { $0 % 5 == 1 ? .nan : Double($0 * 7919 % 40) }),
      DrawnColumn("yn", texts: rows.map { $0 * 31 % 10 < 7 ? "yes" : "no" }),
      DrawnColumn("ym", texts: rows.map { $0 % 3 == 0 ? nil : $0 * 37 % 10 < 7 ? "yes" : "no" }),
    ])
  }

  @Test("is what the same rows give when they are loaded: missing values left out, answers as shares")
  func asLoaded() throws {
    let tables = try Self.tables()
    let fit = try tables.remote.kMeans(k: 3, seed: 1, tables.warehouse, context: .plain)
    let profile = try fit.profile(of: tables.remote, withMedians: true, tables.warehouse, context: .plain)
    let segments = try fit.model.score(tables.loaded).segments
    let rows = Array(0..<tables.loaded.rowCount)
    #expect(profile.columns == ["a", "spend", "visits", "yn", "ym"] && profile.shares == [3, 4])
    for (place, transform) in fit.features.transforms.enumerated() {
      let column = try tables.loaded.column(transform.column)
      let values = try #require(transform.category.map { column.indicator(of: $0) } ?? column.numbers)
      let here = try CellMeasure(
        values, rows: rows, transform: transform.category == nil ? transform : nil, context: .plain)
      #expect(profile.everyone[place].isClose(to: try here.cell()), "\(transform.column)")
      for segment in 1...3 {
        let own = try here.cell(of: rows.filter { segments[$0] == segment })
        #expect(profile.segments[segment - 1][place].isClose(to: own), "\(transform.column) \(segment)")
      }
    }
  }
}

extension Profile.Entry {
  /// Engines add up in an order of their own.
  fileprivate func isClose(to other: Profile.Entry) -> Bool {
    func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-9 * max(1, abs(b)) }
    return count == other.count && isClose(mean, other.mean) && isClose(median, other.median)
      && isClose(zeroShare, other.zeroShare) && isClose(meanDeviation, other.meanDeviation)
      && isClose(medianDeviation, other.medianDeviation)
  }
}
