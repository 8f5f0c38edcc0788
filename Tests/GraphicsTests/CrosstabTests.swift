import Testing

@testable import Graphics

@Suite("Cross tables")
struct CrosstabTests {
  static func spec(_ k: Int, groups: [String], options: FigureOptions = .init()) -> CrosstabSpec {
    var random = Fixtures(seed: UInt64(k))
    let counts = (0..<k).map { row in
      groups.indices.map { column in
        let u = random.unit()
        return u < 0.3 ? 0 : Int((row == column ? 3_000 : 400) * u * u)
      }
    }
    let labels = counts.enumerated().flatMap { [Int](repeating: $0 + 1, count: max(1, $1.reduce(0, +))) }
    return CrosstabSpec(
      text: FigureText(
        title: "The segments and the region", subtitle: "what each segment's customers are by region",
        insights: ["The segments and the region agree in part (1 would be the same division, 0 what chance gives)."],
        caption: "Recipe standard, Ward, k = \(k)."),
      keys: Fixtures.keys(labels, named: k < 10), groups: groups, counts: counts,
      everyone: groups.indices.map { column in counts.reduce(0) { $0 + $1[column] } },
      headline: "adjusted Rand index 0.416", options: options)
  }

  static let few = ["north", "south", "east"]
  static let many = [
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen", "Mecklenburg-Vorpommern",
    "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland", "4 others",
  ]

  @Test("shares of each segment are tinted, with counts below and everyone's at the foot")
  func snapshots() throws {
    try Snapshot.check(Figure.crosstab(Self.spec(5, groups: Self.few)), named: "crosstab-5-segments")
    try Snapshot.check(Figure.crosstab(Self.spec(1, groups: Self.few)), named: "crosstab-1-segments")
    try Snapshot.check(
      Figure.crosstab(Self.spec(10, groups: Self.many, options: FigureOptions(width: 560))),
      named: "crosstab-10-segments")
  }

  @Test("the line of text says how far the two agree and what most of each segment is")
  func plain() {
    let spec = CrosstabSpec(
      text: FigureText(title: "T"), keys: Fixtures.keys([1, 1, 2], named: false), groups: ["a", "b"],
      counts: [[999, 1], [0, 0]], everyone: [999, 1], headline: "adjusted Rand index 1")
    #expect(Figure.crosstab(spec).plain == "T: adjusted Rand index 1; Segment 1: 99.9% a; Segment 2: nobody")
  }

  @Test("no segments, no groups and empty rows are drawn without a trap")
  func edges() {
    let empty = CrosstabSpec(
      text: FigureText(title: "T"), keys: [], groups: [], counts: [], everyone: [])
    #expect(Figure.crosstab(empty).svg.contains("there is nothing to compare"))
    let nobody = CrosstabSpec(
      text: FigureText(title: "T"), keys: Fixtures.keys([1]), groups: ["a"], counts: [[0]],
      everyone: [0], options: FigureOptions(width: 320, height: 160))
    #expect(!Figure.crosstab(nobody).svg.contains("nan"))
    #expect(!Figure.crosstab(nobody).html.contains("nan"))
  }
}
