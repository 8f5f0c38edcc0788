import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("The business analysis of segments")
struct InsightsTests {
  private func insights(_ table: Table, k: Int, recipe: Recipe = .standard) throws -> Insights {
    let segmentation = try CustomerSegmentation.make(of: recipe.prepare(table), options: ClusterOptions(k: .fixed(k)))
    return try Insights(of: segmentation, table: table, rules: .builtIn())
  }

  @Test("no two segments have the same name, whatever k", arguments: 2...12)
  func unique(k: Int) throws {
    let names = try insights(SampleData.creditCards(), k: k).segments.map { $0.name.lowercased() }
    #expect(Set(names).count == k)
  }

  @Test("the user's names win, and no computed one repeats them")
  func userNames() throws {
    let table = SampleData.creditCards()
    var segmentation = try CustomerSegmentation.make(
      of: Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(5)))
    let computed = try Insights(of: segmentation, table: table, rules: .builtIn()).segments.map(\.name)
    segmentation.names = [1: computed[2].uppercased()]
    let names = try Insights(of: segmentation, table: table, rules: .builtIn()).segments.map(\.name)
    #expect(names[0] == computed[2].uppercased())
    #expect(names[2] == computed[2] + " (segment 3)")
    #expect(Set(names.map { $0.lowercased() }).count == 5)
  }

  @Test("high and low are said only where the figures say so, and only one direction a trait")
  func directions() throws {
    for k in 2...8 {
      for segment in try insights(SampleData.creditCards(), k: k).segments {
        for trait in segment.traits {
          #expect(abs(trait.delta) >= 0.33)
          #expect(trait.own.value == trait.everyone.value || (trait.own.value > trait.everyone.value) == trait.isHigh)
        }
        #expect(segment.traits.count <= 5)
        #expect(Set(segment.traits.map(\.column)).count == segment.traits.count)
      }
    }
  }

  @Test("higher limits are never advised beside a stop to limits, nor rewards beside a warning of arrears")
  func contradictions() throws {
    for k in 2...10 {
      for segment in try insights(SampleData.creditCards(), k: k).segments {
        let actions = segment.advice.flatMap { $0.recommendations.map(\.action) }
        #expect(Set(actions).count == actions.count)
        let grants = actions.contains { $0.hasPrefix("Grant higher limits") }
        let stops = actions.contains { $0.hasPrefix("Raise no limit") || $0.hasPrefix("Watch for arrears") }
        #expect(!(grants && stops))
        #expect(!(grants && segment.risk?.level == "High"))
        #expect(!(stops && segment.risk?.level == "Low"))
      }
    }
  }

  @Test("a table without card columns gets names, traits and cautions, and a line that advice is left out")
  func otherTable() throws {
    let table = try blobs([[0, 0], [9, 0], [0, 9]], each: 30, seed: 5)
    let insights = try insights(table, k: 3)
    #expect(insights.summary.map(\.text).contains { $0.hasPrefix("None of the columns that the rules") })
    #expect(Set(insights.segments.map(\.name)) == ["High X1, low X2", "High X2, low X1", "Low X1, low X2"])
    #expect(insights.segments.allSatisfy { $0.risk == nil && $0.advice.isEmpty && $0.totals.isEmpty })
    #expect(insights.findings.isEmpty)
  }

  @Test("a column called tenure alone makes no card customers of a table")
  func tenureAlone() throws {
    var table = try blobs([[0, 0], [9, 0], [0, 9]], each: 30, seed: 5)
    try table.rename(0, to: "tenure")
    let insights = try insights(table, k: 3)
    #expect(
      insights.summary.map(\.text).contains(
        "No advice is given: of what the rules on cards go by, the table has tenure, and no column for balance and "
          + "credit_limit or purchases or cash_advance. %insights balance=COLUMN credit_limit=COLUMN says which it is.")
    )
    #expect(insights.segments.allSatisfy { $0.risk == nil && $0.advice.isEmpty && $0.name != "Newcomers" })
  }

  @Test("segments of one customer, and as many segments as customers, are said to be small")
  func tiny() throws {
    let table = SampleData.creditCards().selecting(rows: Array(0..<30))
    let insights = try insights(table, k: 30)
    #expect(insights.segments.count == 30)
    #expect(
      insights.segments[0].cautions[0].text == "It is small, 1 customer (3.3%): a few accounts decide its figures.")
    #expect(insights.summary.map(\.text).contains { $0.hasPrefix("Every customer is a segment of its own") })
    #expect(Set(insights.segments.map(\.name)).count == 30)
  }

  @Test("a few customers who are a large part of all are not called small")
  func fewAndLarge() throws {
    let table = SampleData.creditCards().selecting(rows: Array(0..<51))
    for segment in try insights(table, k: 2).segments {
      let sizes = segment.cautions.map(\.text).filter { $0.contains("a few accounts decide its figures") }
      let isSmall = segment.share.value < 0.1
      #expect(sizes.contains { $0.hasPrefix("It is small, ") } == isSmall)
      #expect(sizes.contains { $0.hasPrefix("It has no more than ") } == (!isSmall && segment.size.value < 30))
    }
  }

  @Test("two customers are two segments")
  func two() throws {
    let insights = try insights(table([("A", [1, 2]), ("B", [5, 3])]), k: 2)
    #expect(Set(insights.segments.map(\.name)).count == 2)
  }

  @Test("customers without a limit are left out of utilisation and counted; infinities and credit balances do no harm")
  func undefined() throws {
    let n = 60
    var balance = (0..<n).map { Double($0 % 2 * 900) + Double($0) }
    balance[3] = -250
    var limit = [Double](repeating: 1_000, count: n)
    limit[0] = 0
    limit[1] = .nan
    var cash = [Double](repeating: 5, count: n)
    cash[5] = .infinity
    let table = try table([("BALANCE", balance), ("CREDIT_LIMIT", limit), ("CASH_ADVANCE", cash), ("PURCHASES", cash)])
    let insights = try insights(table, k: 2, recipe: Recipe(features: ["BALANCE"]))
    let finding =
      "Utilisation is not defined for 2 customers, without a limit above zero or a known balance; they are left "
    #expect(insights.findings.map(\.text).contains { $0.hasPrefix(finding) })
    for statement in insights.allStatements {
      #expect(!statement.text.contains("–") && !statement.text.contains("∞") && !statement.text.contains("nan"))
    }
  }

  @Test("constant columns and columns without a value say nothing")
  func constant() throws {
    let n = 40
    let table = try table([
      ("X", (0..<n).map { Double($0 % 2) * 5 + Double($0) / 100 }), ("BALANCE", [Double](repeating: 7, count: n)),
      ("CREDIT_LIMIT", [Double](repeating: .nan, count: n)), ("PAYMENTS", [Double](repeating: 0, count: n)),
    ])
    let insights = try insights(table, k: 2)
    #expect(insights.segments.allSatisfy { segment in segment.traits.allSatisfy { $0.column == "X" } })
  }

  @Test("what is odd in a portfolio is counted and the furthest case named")
  func findings() throws {
    let ids = (1...8).map { "K\($0)" }
    let table = try table(
      [
        ("BALANCE", [10, 795.5, 20, 30, 120, 50, 60, 70]), ("CREDIT_LIMIT", [100, 50, 100, 100, 100, 100, 100, 100]),
        ("PURCHASES", [10, 10, 20, 0, 0, 5, 600, 1]), ("ONEOFF_PURCHASES", [10, 10, 20, 0, 0, 5, 0, 1]),
        ("INSTALLMENTS_PURCHASES", [0, 0, 0, 0, 0, 0, 0, 0]), ("PURCHASES_TRX", [1, 0, 1, 0, 0, 1, 1, 1]),
        ("PAYMENTS", [0, 5, 0, 9, 9, 9, 9, 9]), ("MINIMUM_PAYMENTS", [.nan, 5, 4, 4, 4, 4, 4, 4]),
        ("CASH_ADVANCE_FREQUENCY", [0, 1.25, 0, 0, 1, 0, 0, 0]),
      ], ids: ids)
    #expect(
      try insights(table, k: 2).findings.map(\.text) == [
        "1 customer with PAYMENTS = 0 has no MINIMUM_PAYMENTS: they are in their segments, but not in what is said of "
          + "minimum payments.",
        "2 customers owe more than the limit; the furthest over is K2, with 795.50 on a limit of 50.",
        "PURCHASES and its two parts differ by more than 10 for 1 customer, most for K7, by 600.",
        "1 customer has purchases and no purchase transaction.",
        "CASH_ADVANCE_FREQUENCY lies above 1, which no frequency can, for 1 customer.",
      ])
    var classic = Recipe.standard
    classic.missing = .drop
    #expect(
      try insights(table, k: 2, recipe: classic).findings[0].text
        == "1 customer with PAYMENTS = 0 and no MINIMUM_PAYMENTS is in no segment, since the recipe drops incomplete rows: "
        + "nothing here speaks of those who paid nothing.")
  }

  @Test("a segment that dissolves is called so before anybody acts on it; a stable one is not warned of")
  func stability() throws {
    let table = try blobs([[0, 0], [20, 0]], each: 40, seed: 1)
    let segmentation = try CustomerSegmentation.make(
      of: Recipe.standard.prepare(table), options: ClusterOptions(k: .fixed(2)))
    let stability = Stability(
      segments: [
        .init(segment: 1, size: 40, jaccards: [0.2, 0.4]), .init(segment: 2, size: 40, jaccards: [0.9, 0.9]),
      ],
      adjustedRandIndex: 0.5, resamples: 2, seed: 1, shortResamples: 0)
    let insights = try Insights(of: segmentation, table: table, rules: .builtIn(), stability: stability)
    #expect(
      insights.segments[0].cautions.map(\.text) == [
        "It dissolves in every one of 2 resamples (mean Jaccard coefficient 0.30): do not act on it."
      ])
    #expect(insights.segments[1].cautions.isEmpty)
    let few = Stability(
      segments: [
        .init(segment: 1, size: 4, jaccards: [0.2, 0.4]), .init(segment: 2, size: 76, jaccards: [0.9, 0.9]),
      ],
      adjustedRandIndex: 0.5, resamples: 2, seed: 1, shortResamples: 0)
    let careful = try Insights(of: segmentation, table: table, rules: .builtIn(), stability: few)
    #expect(!careful.segments[0].cautions.map(\.text).contains { $0.contains("Jaccard") })
    #expect(!careful.summary.map(\.text).contains { $0.contains("dissolves") })
    let warning = "The segment \(insights.segments[0].name) dissolves when customers are drawn anew: do not act on it."
    #expect(insights.summary.map(\.text).contains(warning))
  }

  @Test("the chance to have more is the share of pairs, ties counting half", arguments: 1...30 as ClosedRange<UInt64>)
  func superiority(seed: UInt64) throws {
    var random = Xoshiro256(seed: seed)
    let n = 5 + Int(random.next() % 60)
    let k = 2 + Int(random.next() % 4)
    let values = (0..<n).map { _ in random.next() % 9 == 0 ? Double.nan : Double(random.next() % 7) - 2 }
    let labels = (0..<n).map { $0 < k ? $0 + 1 : 1 + Int(random.next() % UInt64(k)) }
    let measured = try SubjectValues(values, rows: Array(0..<n), labels: labels, k: k)
    for segment in 1...k {
      let own = (0..<n).filter { labels[$0] == segment && !values[$0].isNaN }
      let others = (0..<n).filter { labels[$0] != segment && !values[$0].isNaN }
      var wins = 0.0
      for a in own { for b in others { wins += values[a] > values[b] ? 1 : values[a] == values[b] ? 0.5 : 0 } }
      let pairs = Double(own.count * others.count)
      #expect(pairs == 0 ? measured.superiority[segment - 1].isNaN : measured.superiority[segment - 1] == wins / pairs)
    }
  }
}
