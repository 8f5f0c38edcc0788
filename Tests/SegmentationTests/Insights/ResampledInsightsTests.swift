import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("Names and advice on resamples of the real data")
struct ResampledInsightsTests {
  /// The share of customers from which a segment is large.
  private static let large = 0.1

  @Test(
    "large segments keep names, risk and advice on ten resamples, or a caution says why not", .needsRealData,
    arguments: [(Recipe.classic, 5), (.standard, 4)])
  func resamples(recipe: Recipe, k: Int) throws {
    let table = try RealData.table()
    let options = ClusterOptions(k: .fixed(k))
    let segmentation = try CustomerSegmentation.make(of: recipe.prepare(table), options: options)
    let stability = try Stability.measure(segmentation, resamples: 10, seed: 42, context: ComputeContext(threads: 2))
    let rules = try Rules.builtIn()
    let insights = try Insights(of: segmentation, table: table, rules: rules, stability: stability)
    let labels = segmentation.labelsByTableRow()
    var changes: [String] = []
    for round in 1...10 {
      var draws = Xoshiro256(seed: 2_026, stream: RandomStream("resampled readings"), index: round)
      let rows = (0..<table.rowCount).map { _ in Int(draws.next() % UInt64(table.rowCount)) }.sorted()
      let resample = table.selecting(rows: rows)
      let again = try CustomerSegmentation.make(of: recipe.prepare(resample), options: options)
      let found = try Insights(of: again, table: resample, rules: rules)
      for segment in insights.segments where segment.share.value >= Self.large {
        // The new segment that holds most of the old one's customers.
        var shared = [Int](repeating: 0, count: k)
        for (i, row) in again.preparation.rows.enumerated() where labels[rows[row]] == segment.segment {
          shared[again.labels[i] - 1] += 1
        }
        let other = found.segments[shared.indices.max { shared[$0] < shared[$1] } ?? 0]
        let isWarned = segment.cautions.contains { $0.text.contains("Jaccard") || $0.text.hasPrefix("A close call") }
        if segment.name != other.name || segment.risk?.level != other.risk?.level
          || segment.actions != other.actions
        {
          changes.append(
            "\(round): \(segment.name) → \(other.name), \(segment.risk?.level ?? "") → \(other.risk?.level ?? "")")
          #expect(isWarned, "\(changes.last ?? "") without a caution")
        }
      }
    }
    print("Changed on ten resamples (\(recipe.name.rawValue), k = \(k)): \(changes)")
  }
}

extension SegmentReading {
  /// What each department is told first.
  fileprivate var actions: [[String]] { advice.map { [$0.department, $0.recommendations[0].action] } }
}
