import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("What is said of tables of odd shapes")
struct CustomerTablesTests {
  private static let leftOut: Set<ColumnRole> = [
    .identifier, .code, .category, .text, .date, .place, .outcome, .earlierResult, .empty,
  ]

  @Test("features, traits, names and rules hold to what the columns are", arguments: 0..<200 as Range<UInt64>)
  func sayings(seed: UInt64) throws {
    let table = try CustomerTables.make(seed: seed)
    let preparation = try Recipe.standard.prepare(table)
    #expect(table.identifier != nil)
    let roles = try preparation.transforms.map { table.role(of: try table.index(of: $0.column)).role }
    #expect(Self.leftOut.isDisjoint(with: roles))
    let k = min(3, Set(preparation.rows.indices.map { Array(preparation.features.row($0)) }).count)
    guard k >= 2 else { return }
    let segmentation = try CustomerSegmentation.make(of: preparation, options: ClusterOptions(k: .fixed(k)))
    try checkTraits(segmentation, table)
    try checkRules(segmentation, table)
  }

  private func checkTraits(_ segmentation: CustomerSegmentation, _ table: Table) throws {
    let features = Set(segmentation.preparation.transforms.map(\.column))
    let insights = try Insights(of: segmentation, table: table, rules: .builtIn())
    for reading in insights.segments {
      for trait in reading.traits {
        #expect(trait.own.text != trait.everyone.text, "\(trait.label.text)")
        #expect(trait.n >= 10 && 10 * trait.n >= Int(reading.size.value), "\(trait.label.text)")
        #expect(trait.isFeature == features.contains(trait.column))
        try checkFigure(trait, reading.segment, segmentation, table)
      }
      let strangers = table.columns.map(\.name).filter { !features.contains($0) }
      #expect(!strangers.contains { reading.computedName.contains($0) }, "\(reading.computedName)")
    }
  }

  /// The figure of a trait, counted anew from the table.
  private func checkFigure(
    _ trait: Segmentation.Trait, _ segment: Int, _ segmentation: CustomerSegmentation, _ table: Table
  ) throws {
    let column = try table.column(trait.column)
    func values(_ isWanted: (Int) -> Bool) -> [Double] {
      zip(segmentation.preparation.rows, segmentation.labels).filter { isWanted($1) }.compactMap { row, _ in
        if case .category(let category) = trait.kind { return column.text(at: row).map { $0 == category ? 1 : 0 } }
        return column.numbers.flatMap { $0[row].isNaN ? nil : $0[row] }
      }
    }
    func figure(_ values: [Double]) -> Double {
      switch trait.kind {
      case .median: quantile(sorted: values.sorted(), 0.5)
      case .category: mean(values)
      case .nonZero: Double(values.count { $0 > 0 }) / Double(values.count)
      case .above, .below: .nan
      }
    }
    let (own, everyone) = (figure(values { $0 == segment }), figure(values { _ in true }))
    guard !own.isNaN else { return }
    #expect(abs(own - trait.own.value) < 1e-9 * max(1, abs(own)))
    #expect(abs(everyone - trait.everyone.value) < 1e-9 * max(1, abs(everyone)))
  }

  private func checkRules(_ segmentation: CustomerSegmentation, _ table: Table) throws {
    let explanation = try SegmentExplanation(of: segmentation, table: table, segment: nil, leaves: nil, seed: 42)
    let names = table.columns.map(\.name)
    for rule in explanation.rules {
      for condition in rule.conditions {
        let name = names.filter { condition.contains($0) }.max { $0.count < $1.count }
        let words = condition.split(separator: " ").map(String.init)
        #expect(
          name != nil && !Set(words).isDisjoint(with: ["=", "≠", ">", "<", "≤", "from", "neither"]), "\(condition)")
        #expect(
          words.count >= 3 && words.last.map { !["=", "≠", ">", "<", "≤", "and", "nor"].contains($0) } == true,
          "\(condition)")
      }
    }
  }
}
