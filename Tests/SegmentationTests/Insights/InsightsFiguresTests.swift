import Foundation
import Tables
import Testing

@testable import Segmentation

@Suite("Every number of the business analysis is the one computed from the table")
struct InsightsFiguresTests {
  @Test("on the sample, whatever the recipe and k", arguments: [2, 3, 5, 8])
  func sample(k: Int) throws {
    let whole = SampleData.creditCards()
    let table = whole.selecting(rows: Array(stride(from: k, to: whole.rowCount, by: 7)))
    for recipe in [Recipe.standard, .classic] {
      try check(table, recipe, k: k)
    }
  }

  @Test("on tables without card columns, over many seeds", arguments: 1...8 as ClosedRange<UInt64>)
  func otherTables(seed: UInt64) throws {
    let k = 2 + Int(seed) % 4
    let centres = (0..<k).map { [Double($0) * 3, Double(($0 * 2) % 3) * 2.5, 0] }
    let plain = try blobs(centres, each: 25, seed: seed)
    let kinds = (0..<plain.rowCount).map { ["low", "mid", "high"][($0 * 7 + Int(seed)) % 3] as String? }
    let table = try Table(name: "t", columns: plain.columns + [Column(name: "kind 2", text: kinds)])
    try check(table, .standard, k: k)
  }

  @Test("on the real data", .needsRealData, arguments: [2, 4, 5, 8])
  func realData(k: Int) throws {
    let table = try RealData.table()
    let rows = table.selecting(rows: Array(stride(from: k, to: table.rowCount, by: 12)))
    for recipe in [Recipe.standard, .classic] { try check(rows, recipe, k: k) }
  }

  private func check(_ table: Table, _ recipe: Recipe, k: Int) throws {
    let segmentation = try CustomerSegmentation.make(of: recipe.prepare(table), options: ClusterOptions(k: .fixed(k)))
    let insights = try Insights(of: segmentation, table: table, rules: .builtIn(), currency: "$")
    let naive = NaiveFigures(table: table, segmentation: segmentation, insights: insights)
    let statements = insights.allStatements
    #expect(statements.count > k)
    // Names of columns, categories and customers may hold digits of their own.
    let names = table.columns.map(\.name) + ["kind 2"]
    for statement in statements {
      for case .words(let words) in statement.pieces {
        let rest = names.reduce(words) { $0.replacing($1, with: "") }.replacing(/[A-Z]+[0-9]+/, with: "")
          .replacing(/[=>≠] 0/, with: "")
        let hasNumber = rest.contains(where: \.isNumber)
        #expect(!hasNumber, "a number from nowhere: \(statement.text)")
      }
      // What a rule asks for is no figure of the table.
      for figure in statement.figures where figure.source != "rule.bound" {
        let expected = try #require(naive.value(figure), "\(figure.source) is not known to the oracle")
        #expect(
          figure.text.says(expected), "\(figure.source) of \(figure.segment ?? 0) is \(expected): \(statement.text)")
      }
    }
  }
}

extension Insights {
  /// Every sentence and every figure beside one.
  var allStatements: [Statement] {
    summary + findings
      + segments.flatMap { segment in
        let figures =
          [segment.size, segment.share] + segment.totals.map(\.share)
          + segment.traits.flatMap { [$0.own, $0.everyone, $0.superiority] }
          + (segment.risk?.readings.flatMap { [$0.own, $0.everyone] } ?? [])
        return figures.map { Statement([.figure($0)]) } + [segment.risk?.reason].compactMap { $0 } + segment.cautions
          + segment.advice.flatMap { $0.recommendations.map(\.reason) }
      }
  }
}

extension String {
  /// True when the text is `value` rounded as far as it has digits.
  fileprivate func says(_ value: Double) -> Bool {
    let isPercent = hasSuffix("%")
    let shown = isPercent ? value * 100 : value
    if hasPrefix("<") { return shown > 0 && shown < 0.1 + 1e-9 }
    if hasPrefix(">") { return shown < 100 && shown > 99.9 - 1e-9 }
    if lowercased().hasPrefix("under ") { return shown > 0 && shown < 0.1 + 1e-9 }
    if lowercased().hasPrefix("over ") { return shown < 100 && shown > 99.9 - 1e-9 }
    let digits = replacing("−", with: "-").filter { "-0123456789.".contains($0) }
    guard let number = Double(digits) else { return false }
    let places = digits.split(separator: ".").dropFirst().first?.count ?? 0
    return abs(number - shown) <= 0.5 * pow(10, -Double(places)) * (1 + 1e-6)
  }
}
