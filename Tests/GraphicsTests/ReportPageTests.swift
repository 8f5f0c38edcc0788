import Testing

@testable import Graphics

@Suite("Reports as pages")
struct ReportPageTests {
  private static let card = SegmentReport.Card(
    key: SegmentKey(number: 1, name: "Savers", size: 50, share: 0.5), name: "Savers", extent: "50 customers, 50%",
    shares: [.init(label: "customers", value: 0.5, text: "50%"), .init(label: "balances", value: 0.8, text: "80%")],
    traits: [.init(label: "BALANCE", own: "2,100", everyone: "870", effect: "80%", n: "50", isHigh: true)],
    risk: .init(level: "Low", rank: 3, levelCount: 4, reason: "They owe little.", readings: []),
    advice: [.init(department: "marketing", actions: [.init(action: "Offer a bonus.", reason: "80% save.")])],
    cautions: ["Its edge is blurred."])

  private static func page(_ title: String = "Segments", paper: ReportPage.Paper? = nil) -> ReportPage {
    let table = HTMLTable(
      title: "Two rows", columns: [.init("segment", alignment: .left), .init("customers")],
      rows: [[.init("Savers"), .init("50")], [.init("Spenders"), .init("50")]], insights: ["They are as many."],
      caption: "counted")
    let histogram = Figure.histogram(
      HistogramSpec(
        data: HistogramData(
          name: "BALANCE", edges: [0, 1, 2], counts: [3, 4], mean: 1.1, median: 1.2, zeroCount: 0, missingCount: 0),
        text: FigureText(title: "BALANCE", insights: ["Two bars."], caption: "plain"),
        options: FigureOptions(width: ReportPage.figureWidth, isBare: true)))
    return ReportPage(
      title: title, subtitle: "100 customers",
      sections: [
        .init("summary", "In short", [.sentences(["One.", "Two & three."])]),
        .init(
          "table", "A table", [.paragraph("See:"), .table(table), .figure(histogram), .note("Small.")], startsPage: true
        ),
        .init("cards", "Cards", [.card(card), .card(card), .figure(histogram)], turnsPages: true),
        .init("made", "Made", [.commands(["%load", "%cluster k=2"]), .facts([.init("Seed", "42")])]),
      ], generator: "Cohort 1", paper: paper)
  }

  @Test("a page looks as it did")
  func snapshot() throws {
    try Snapshot.check(Self.page().html(), named: "report-page.html")
  }

  @Test("titles, insights and captions are the page's, and are not drawn a second time")
  func once() {
    let html = Self.page().html()
    for words in ["Two bars.", "They are as many.", ">counted<"] {
      #expect(html.components(separatedBy: words).count - 1 - (words == "Two bars." ? 2 : 0) <= 2, "\(words)")
    }
    #expect(!html.contains("<caption>"))
  }

  @Test("each card but the first begins a page, with what follows it; sections do where they say so")
  func turns() {
    let html = Self.page().html()
    #expect(html.contains("<section aria-labelledby=\"summary\">"))
    #expect(html.contains("<section class=\"turn\" aria-labelledby=\"table\">"))
    #expect(html.components(separatedBy: "<div class=\"one\">").count == 2)
    #expect(html.components(separatedBy: "<div class=\"one turn\">").count == 2)
  }

  @Test("paper is fixed only where it was asked for; on paper it is always light")
  func paper() {
    #expect(!Self.page().html().contains("size:A4"))
    #expect(Self.page(paper: .letter).html().contains("@page{size:letter;"))
    #expect(Self.page().html().contains("@media screen and (prefers-color-scheme:dark)"))
  }

  @Test("pictures stand in for drawings, with the same words")
  func pictures() {
    let html = Self.page().html(figures: .pictures)
    #expect(html.contains("<img ") && html.contains("alt=\"") && !html.contains("<svg xmlns"))
  }

  @Test("words are those of the text and the drawings, without markup")
  func words() {
    let words = Self.page("A <title>").words
    #expect(words.contains("a &lt;title&gt;") && words.contains("offer a bonus.") && words.contains("%cluster k=2"))
    #expect(!words.contains("font-size") && !words.contains("class="))
  }
}

@Suite("Tables on paper")
struct PrintRulesTests {
  private func size(_ table: HTMLTable) -> Double? {
    table.html.firstMatch(of: /@media print\{.*?table\{font-size:([0-9.]+)px/).flatMap { Double($0.1) }
  }

  private func table(columns: Int) -> HTMLTable {
    HTMLTable(
      columns: (0..<columns).map { .init("column \($0)") },
      rows: [(0..<columns).map { .init("\(1_234_567 + $0).25") }])
  }

  @Test("a narrow table keeps its letters, a wide one has smaller ones, the widest breaks its words")
  func sizes() throws {
    #expect(size(table(columns: 3)) == 11)
    let middle = try #require(size(table(columns: 12)))
    #expect(middle < 11 && middle >= 6)
    #expect(size(table(columns: 60)) == 6)
    #expect(table(columns: 60).html.contains("overflow-wrap:anywhere"))
    #expect(!table(columns: 12).html.contains("overflow-wrap:anywhere"))
  }

  @Test("long names of columns are broken before numbers are")
  func heads() {
    var table = table(columns: 14)
    for index in table.columns.indices { table.columns[index].title = "A_VERY_LONG_NAME_OF_A_COLUMN_\(index)" }
    #expect(table.html.contains("thead tr th{overflow-wrap:anywhere}"))
    #expect(!table.html.contains("tbody td{white-space:normal"))
  }

  @Test("rows stay whole and heads come again, in reports too")
  func rows() {
    #expect(table(columns: 3).html.contains("tr{break-inside:avoid}"))
    #expect(table(columns: 3).html.contains("thead{display:table-header-group}"))
  }
}
