import Analysis
import Tables
import Testing

@testable import Segmentation

@Suite("Segments explained by rules")
struct SegmentExplanationTests {
  private func explained(
    _ source: Table, _ recipe: Recipe = .standard, k: Int, segment: Int? = nil, leaves: Int? = nil
  ) throws -> (SegmentExplanation, CustomerSegmentation) {
    let segmentation = try CustomerSegmentation.make(
      of: try recipe.prepare(source), options: ClusterOptions(k: .fixed(k)))
    let explanation = try SegmentExplanation(
      of: segmentation, table: source, segment: segment, leaves: leaves, seed: 42)
    return (explanation, segmentation)
  }

  @Test("the classic segments of the real data are the three-bit rule", .needsRealData)
  func real() throws {
    let source = try RealData.table()
    let (explanation, _) = try explained(source, .classic, k: 5)
    #expect(
      explanation.rules.map { "\($0.segment): \($0.text)" } == [
        "1: INSTALLMENTS_PURCHASES > 0 and CASH_ADVANCE = 0", "2: PURCHASES = 0",
        "3: INSTALLMENTS_PURCHASES > 0 and CASH_ADVANCE > 0", "4: INSTALLMENTS_PURCHASES = 0 and CASH_ADVANCE = 0",
        "5: PURCHASES > 0 and INSTALLMENTS_PURCHASES = 0 and CASH_ADVANCE > 0",
      ])
    #expect(explanation.rules.map(\.hits) == [3_425, 1_966, 1_462, 1_006, 772])
    #expect(explanation.segments.allSatisfy { $0.precision > 0.99 && $0.recall > 0.99 })
  }

  @Test("the tree finds the three bits by itself, with 8 rows or fewer outside", .needsRealData)
  func realTree() throws {
    let source = try RealData.table()
    let (explanation, segmentation) = try explained(source, .classic, k: 5)
    let search = RuleSearch(columns: explanation.columns, segmentation: segmentation, context: .plain)
    let drafts = try search.rules(of: explanation.tree, classes: explanation.classes)
    let wording = RuleWording(columns: explanation.columns)
    let conditions = Set(drafts.flatMap { wording.conditions($0.tests) })
    #expect(
      conditions == [
        "PURCHASES = 0", "PURCHASES > 0", "INSTALLMENTS_PURCHASES = 0", "INSTALLMENTS_PURCHASES > 0",
        "CASH_ADVANCE = 0", "CASH_ADVANCE > 0",
      ])
    #expect(explanation.rowCount - explanation.treeHits <= 8)
  }

  @Test("the standard segments of the real data take a few rules, said to hold for nine in ten", .needsRealData)
  func standard() throws {
    let source = try RealData.table()
    let (explanation, _) = try explained(source, k: 4)
    #expect(explanation.facts == nil)
    #expect(explanation.tree.leafCount <= 8)
    #expect(explanation.heldOutAccuracy.map { $0 > 0.9 } == true)
    #expect(explanation.rules.count <= 8 && explanation.withoutRule.isEmpty)
  }

  @Test("groups apart are told by one bound each, on rows held back too")
  func groups() throws {
    let source = try apart()
    let (explanation, segmentation) = try explained(source, k: 3)
    #expect(explanation.rules.count == 3)
    #expect(explanation.rules.allSatisfy { $0.precision == 1 && $0.recall == 1 && $0.conditions.count <= 2 })
    #expect(explanation.explained == segmentation.labels.count)
    #expect(explanation.heldOutAccuracy.map { $0 > 0.98 } == true)
    #expect(explanation.sentences(title: segmentation.title)[0].hasPrefix("3 rules tell the segment of 100.0% of 120"))
  }

  private func apart() throws -> Table {
    try blobs([[5, 5], [25, 5], [5, 25]], each: 40, seed: 9)
  }

  @Test("one segment is told from everyone else")
  func single() throws {
    let (explanation, _) = try explained(try apart(), k: 3, segment: 2)
    #expect(explanation.classes == [2, 0])
    #expect(explanation.rules.map(\.segment) == [2])
    #expect(explanation.rules[0].precision == 1 && explanation.rules[0].recall == 1)
    #expect(explanation.explained == explanation.rowCount)
  }

  @Test("what is counted of a rule is what its text says", arguments: 1...12 as ClosedRange<UInt64>)
  func counted(seed: UInt64) throws {
    let source = try noise(rows: 300, columns: 4, seed: seed)
    let (explanation, segmentation) = try explained(source, k: 4)
    let labels = segmentation.labelsOfTable
    for rule in explanation.rules {
      let caught = labels.indices.filter { row in
        rule.conditions.allSatisfy { Self.holds($0, row, source) }
      }
      #expect(caught.count == rule.caught, "\(rule.text)")
      #expect(caught.count { labels[$0] == rule.segment } == rule.hits)
    }
    for whole in explanation.segments {
      let own = explanation.rules.filter { $0.segment == whole.segment }
      let caught = labels.indices.filter { row in
        own.contains { $0.conditions.allSatisfy { Self.holds($0, row, source) } }
      }
      #expect(caught.count == whole.caught)
      #expect(caught.count { labels[$0] == whole.segment } == whole.hits)
    }
  }

  /// Reads a condition as a person would.
  private static func holds(_ condition: String, _ row: Int, _ source: Table) -> Bool {
    var words = condition.split(separator: " ").map(String.init)
    if words.count == 5, words[1] == "<" {
      return holds(words[2...].joined(separator: " "), row, source)
        && holds("\(words[2]) > \(words[0])", row, source)
    }
    if words.count == 5, words[1] == "from" { words = [words[0], "from", words[2], words[4]] }
    guard let values = (try? source.column(words[0]))?.numbers else { return false }
    let numbers = words.compactMap(Double.init)
    switch words[1] {
    case "≤": return values[row] <= numbers[0]
    case ">": return values[row] > numbers[0]
    default: return false
    }
  }

  @Test("the smallest tables, and segments of one customer, are explained or said not to be")
  func small() throws {
    for (n, k) in [(2, 2), (3, 2), (5, 5), (12, 11)] {
      let source = try table([("A", (0..<n).map { Double($0 * $0) }), ("B", (0..<n).map { Double(($0 * 7) % 5) })])
      let (explanation, segmentation) = try explained(source, k: k)
      #expect(explanation.heldOutAccuracy == nil)
      #expect(explanation.segments.count + explanation.withoutRule.count == segmentation.k)
      #expect(!explanation.sentences(title: segmentation.title).isEmpty)
    }
  }

  @Test(
    "no segment is said to have no rule for which %explain finds one when asked for it alone",
    arguments: [1, 2, 3, 4] as [UInt64])
  func triedAlone(seed: UInt64) throws {
    let source = try noise(rows: 200, columns: 3, seed: seed)
    var fromOwn = 0
    for k in [4, 8, 12] {
      let (all, segmentation) = try explained(source, k: k, leaves: seed == 1 ? 3 : nil)
      let words = all.sentences(title: segmentation.title)
      for segment in 1...k {
        let (alone, _) = try explained(source, k: k, segment: segment, leaves: seed == 1 ? 3 : nil)
        #expect(all.withoutRule.contains(segment) ? alone.rules.isEmpty : true, "k = \(k), segment \(segment)")
        if all.fromOwnTree.contains(segment) {
          #expect(all.rules.filter { $0.segment == segment } == alone.rules)
        }
      }
      fromOwn += all.fromOwnTree.count
      #expect(words.contains { $0.hasPrefix("The tree of all has no leaf for ") } == !all.fromOwnTree.isEmpty)
      #expect(all.untried.isEmpty && all.rules.map(\.segment) == all.rules.map(\.segment).sorted())
    }
    if seed == 1 { #expect(fromOwn > 0) }
  }

  @Test("columns that tell nothing make no rule, and that is said")
  func nothing() throws {
    let source = try apart()
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(source), options: .init(k: .fixed(3)))
    let constant = try #require(
      ExplanationColumn(Column(name: "C", numbers: [Double](repeating: 1, count: 120)), rows: Array(0..<120)))
    let explanation = try SegmentExplanation(of: segmentation, table: source, columns: [constant], seed: 1)
    #expect(explanation.rules.isEmpty && explanation.withoutRule == [1, 2, 3])
    #expect(explanation.sentences(title: segmentation.title)[0].hasPrefix("No question about these columns"))
  }

  @Test("threads change nothing")
  func threads() throws {
    let source = try noise(rows: 4_000, columns: 15, seed: 4)
    let segmentation = try CustomerSegmentation.make(
      of: try Recipe.standard.prepare(source), options: .init(k: .fixed(4)))
    let alone = try SegmentExplanation(of: segmentation, table: source, seed: 3)
    let together = try SegmentExplanation(
      of: segmentation, table: source, seed: 3, context: ComputeContext(threads: 4))
    #expect(alone == together)
  }

  @Test("dates and text of many values are no columns for rules; text of few is")
  func kinds() {
    let many = Column(name: "T", text: (0..<20).map { "v\($0)" })
    let few = Column(name: "T", text: (0..<20).map { $0 % 3 == 0 ? nil : "v\($0 % 2)" })
    #expect(ExplanationColumn(many, rows: Array(0..<20)) == nil)
    #expect(ExplanationColumn(few, rows: Array(0..<20))?.categories == ["v0", "v1"])
  }
}

@Suite("Rules in words")
struct RuleWordingTests {
  private static func column(_ values: [Double]) -> ExplanationColumn? {
    ExplanationColumn(Column(name: "X", numbers: values), rows: Array(values.indices))
  }

  private func text(_ values: [Double], _ kinds: RuleTest.Kind..., passesMissing: Bool = false) throws -> String {
    let column = try #require(Self.column(values))
    let tests = kinds.map { RuleTest(column: 0, kind: $0, passesMissing: passesMissing) }
    return RuleWording(columns: [column]).conditions(tests).joined(separator: "; ")
  }

  @Test("bounds of one column are one condition, which says of each end whether it belongs there")
  func bounds() throws {
    let amounts = [0, 0, 12.5, 800, 2_000.25]
    #expect(try text(amounts, .atMost(0)) == "X = 0")
    #expect(try text(amounts, .above(0)) == "X > 0")
    #expect(try text(amounts, .above(0), .atMost(1_200)) == "0 < X ≤ 1,200")
    #expect(try text(amounts, .above(100), .atMost(1_200.5)) == "100 < X ≤ 1,200.5")
    #expect(try text([-5, 0, 5.5], .above(-2.5), .atMost(2)) == "−2.5 < X ≤ 2")
    #expect(try text(amounts, .above(100), .above(500)) == "X > 500")
    #expect(try text([-5, 0, 5.5], .atMost(0)) == "X ≤ 0")
    #expect(try text([-5, 0, 5.5], .nonzero) == "X ≠ 0")
    #expect(try text([-5, 0, 5.5], .above(-2.5)) == "X > −2.5")
  }

  @Test("whole numbers are named by those that are left")
  func whole() throws {
    let tenure = (6...12).map(Double.init)
    #expect(try text(tenure, .above(11)) == "X = 12")
    #expect(try text(tenure, .above(9)) == "X > 9")
    #expect(try text(tenure, .atMost(6)) == "X = 6")
    #expect(try text(tenure, .above(7), .atMost(9)) == "X from 8 to 9")
    #expect(try text(tenure, .above(7), .atMost(8)) == "X = 8")
  }

  @Test("missing values are named where they belong")
  func missing() throws {
    #expect(try text([1.5, .nan, 3], .atMost(2), passesMissing: true) == "X ≤ 2 or missing")
    #expect(try text([1.5, .nan, 3], .above(2)) == "X > 2")
    #expect(try text([1.5, 3], .atMost(2), passesMissing: true) == "X ≤ 2")
  }

  @Test("a category whose name reads like words of a rule stands in quotes")
  func likeWords() throws {
    let source = Column(name: "city", text: ["c", "c or missing", "a, b", "x nor y", nil])
    let column = try #require(ExplanationColumn(source, rows: [0, 1, 2, 3, 4]))
    func text(_ name: String, _ isIn: Bool, passesMissing: Bool = false) -> [String] {
      let place = column.categories.firstIndex(of: name) ?? 0
      let test = RuleTest(
        column: 0, kind: isIn ? .category(place) : .notCategory(place), passesMissing: passesMissing)
      return RuleWording(columns: [column]).conditions([test])
    }
    #expect(text("c", true, passesMissing: true) == ["city = c or missing"])
    #expect(text("c or missing", true) == ["city = “c or missing”"])
    #expect(text("x nor y", false) == ["city ≠ “x nor y”"])
    #expect(text("a, b", true) == ["city = “a, b”"])
  }

  @Test("categories are named, or what they are not")
  func categories() throws {
    let source = Column(name: "city", text: ["Rome", "Pisa", "Bari", "Rome"])
    let column = try #require(ExplanationColumn(source, rows: [0, 1, 2, 3]))
    func text(_ kinds: RuleTest.Kind...) -> [String] {
      RuleWording(columns: [column]).conditions(
        kinds.map { RuleTest(column: 0, kind: $0, passesMissing: false) })
    }
    #expect(text(.category(2)) == ["city = Rome"])
    #expect(text(.notCategory(1)) == ["city ≠ Pisa"])
    #expect(text(.notCategory(0), .notCategory(1)) == ["city = Rome"])
  }
}
