import Analysis
import Machine
import Tables
import Testing

@testable import Segmentation

@Suite("What sets a segment apart")
struct TraitTests {
  /// Two groups of 60 by X, in which another column has the values given.
  private func traits(_ column: (Int) -> Column, extra: [Column] = [], role: ColumnRole? = nil) throws -> (
    segments: [[Segmentation.Trait]], table: Table
  ) {
    var draws = Xoshiro256(seed: 1)
    let x = (0..<120).map { Double($0 / 60) * 20 + draws.nextGaussian() }
    var source = try table([("X", x), ("Y", (0..<120).map { _ in draws.nextGaussian() })])
    for column in [column(120)] + extra { source.set(column) }
    if let role { try source.assign(role, to: 2) }
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe(features: ["X"]).prepare(source), options: ClusterOptions(k: .fixed(2)))
    return (try SegmentTraits(of: segmentation, table: source).segments, source)
  }

  /// The first sixty rows are one segment.
  private func answers(_ name: String, here: Int, there: Int, yes: Double = 1, no: Double = 0) -> Column {
    Column(name: name, numbers: (0..<120).map { ($0 < 60 ? $0 < here : $0 - 60 < there) ? yes : no })
  }

  @Test("yes/no is named by its value, with the shares of those who have it")
  func answers() throws {
    let found = try traits { _ in answers("VIP", here: 54, there: 12) }
    let vip = found.segments.flatMap(\.self).filter { $0.column == "VIP" }
    #expect(Set(vip.map(\.label.text)) == ["VIP = 1"])
    #expect(Set(vip.map { "\($0.own.text) \($0.everyone.text) \($0.n)" }) == ["90.0% 55.0% 54", "20.0% 55.0% 48"])
  }

  @Test("of 1 and 2 each segment is named by the one it has more of")
  func codes() throws {
    let found = try traits { _ in answers("Channel", here: 60, there: 20, yes: 1, no: 2) }
    let labels = found.segments.map { traits in traits.filter { $0.column == "Channel" }.map(\.label.text) }
    #expect(Set(labels.flatMap(\.self)) == ["Channel = 1", "Channel = 2"])
    #expect(Set(found.segments.joined().filter { $0.column == "Channel" }.map(\.phrase)) == ["Channel 1", "Channel 2"])
    let one = found.segments.flatMap(\.self).first { $0.label.text == "Channel = 1" }
    #expect([one?.own.text, one?.everyone.text] == ["100.0%", "66.7%"])
  }

  @Test(
    "without is said of none alone: of few it is few, else fewer",
    arguments: [(0, "without VIP"), (4, "few with VIP"), (12, "fewer with VIP")])
  func none(there: Int, phrase: String) throws {
    let found = try traits { _ in answers("VIP", here: 58, there: there) }
    #expect(Set(found.segments.joined().filter { $0.column == "VIP" }.map(\.phrase)) == ["with VIP", phrase])
  }

  @Test(
    "no is said of none alone, of amounts that most have none of", arguments: [(0, "no paid"), (4, "few with paid")])
  func noAmounts(there: Int, phrase: String) throws {
    let found = try traits { _ in
      Column(
        name: "paid",
        numbers: (0..<120).map { row in (row < 60 ? row < 50 : row - 60 < there) ? 100 + Double(row) : 0 })
    }
    #expect(found.segments.joined().filter { $0.column == "paid" }.map(\.phrase).contains(phrase))
  }

  @Test("the group that a segment is wholly of is named, though a number goes with it")
  func namedGroups() throws {
    let plan = Column(name: "plan", text: (0..<120).map { $0 < 60 ? "Enterprise" : $0 % 2 == 0 ? "Basic" : "Pro" })
    let labels = try traits({ _ in plan }).segments.map { traits in
      traits.filter { $0.column == "plan" }.map { "\($0.label.text): \($0.own.text)" }
    }
    #expect(labels.contains(["plan = Enterprise: 100.0%"]))
  }

  @Test("numbers that name groups are told by their shares, and answers are whatever role they were given")
  func numbersAsCategories() throws {
    let numbers: [Double] = (0..<120).map { (row: Int) -> Double in
      if row < 60 { return row % 2 == 0 ? 3 : 4 }
      return row % 4 > 0 ? 7 : 3
    }
    let regions = Column(name: "region", numbers: numbers)
    let all: [Segmentation.Trait] = try traits({ _ in regions }, role: .category).segments.flatMap { $0 }
    let found = all.filter { $0.column == "region" }
    #expect(Set(found.map(\.label.text)) == ["region = 7"])
    #expect(Set(found.map(\.own.text)) == ["0.0%", "75.0%"])
    for role in [ColumnRole.category, .number] {
      let vip = try traits({ _ in answers("VIP", here: 54, there: 12) }, role: role)
      #expect(Set(vip.segments.flatMap(\.self).filter { $0.column == "VIP" }.map(\.label.text)) == ["VIP = 1"])
    }
  }

  @Test("no trait rests on fewer than ten customers, or on fewer than a tenth of its segment")
  func fewCustomers() throws {
    let found = try traits { _ in
      Column(name: "rare", numbers: (0..<120).map { $0 < 9 ? 5 : .nan })
    }
    #expect(!found.segments.flatMap(\.self).contains { $0.column == "rare" })
  }

  @Test("columns that were left out come last, at most two, and name no segment")
  func illustrations() throws {
    let outcome = answers("Churn", here: 57, there: 3)
    let others = ["A", "B"].map { answers($0, here: 60, there: 0) }
    let found = try traits({ _ in outcome }, extra: others)
    for traits in found.segments {
      #expect(traits.first?.column == "X" && traits.first?.isFeature == true)
      #expect(traits.filter { !$0.isFeature }.count <= TraitSearch.mostIllustrations)
    }
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe(features: ["X"]).prepare(found.table), options: ClusterOptions(k: .fixed(2)))
    let names = try Insights(of: segmentation, table: found.table, rules: Rules()).segments.map(\.name)
    #expect(Set(names) == ["High X", "Low X"])
  }

  @Test("identifiers, codes, places and earlier results set nothing apart")
  func silent() throws {
    let columns = ["customer_zip", "lat", "cluster"].map { answers($0, here: 60, there: 0, yes: 45, no: 12) }
    let found = try traits({ _ in columns[0] }, extra: [columns[2]])
    #expect(Set(found.segments.flatMap(\.self).map(\.column)) == ["X"])
  }
}
