import Testing

@testable import Graphics

@Suite("Reports on segments")
struct SegmentReportTests {
  private func report(segments: Int, name: String = "Installment buyers who draw cash") -> SegmentReport {
    let cards = (1...segments).map { number in
      SegmentReport.Card(
        key: SegmentKey(number: number, size: 500, share: 0.1), name: "\(name) \(number)", extent: "500 customers, 10%",
        shares: (1...5).map { .init(label: "cash advances", value: Double($0) / 4, text: "25%") },
        traits: (1...5).map {
          .init(
            label: "PURCHASES_INSTALLMENTS_FREQUENCY", own: "1,347.26", everyone: "361.28", effect: "80%", n: "1,204",
            isHigh: $0 > 2)
        },
        risk: .init(
          level: "Raised", rank: 1, levelCount: 4, reason: "Half of them use 56% of their limit or more.",
          readings: [.init(label: "utilisation", own: "56%", everyone: "32%")]),
        advice: ["marketing", "credit management", "customer service"].map { department in
          .init(
            department: department,
            actions: (1...2).map { _ in .init(action: "Offer a bonus | now.", reason: "Only 2.5% bought anything.") })
        },
        cautions: ["Its edge is blurred."])
    }
    return SegmentReport(
      title: "What they mean", summary: ["One line."], cards: cards, findings: ["Another."], legend: "How to read it.",
      caption: "k = \(segments)")
  }

  @Test("ten segments stay far below the room that a notebook has for one output")
  func size() {
    let report = report(segments: 10)
    #expect(report.html.utf8.count + report.markdown.utf8.count + report.plain.utf8.count < 100_000)
  }

  @Test("what a user named is text, never markup")
  func escaped() {
    let report = report(segments: 1, name: "<img src=x> **b** `c`")
    #expect(report.html.contains("&lt;img src=x&gt;"))
    #expect(!report.html.contains("<img"))
    #expect(report.markdown.contains("&lt;img src=x&gt; \\*\\*b\\*\\* \\`c\\`"))
    #expect(report.markdown.contains("bonus \\| now"))
  }

  @Test("the level of risk is a word and a meter beside its colour; bars never leave their room")
  func withoutColour() {
    let html = report(segments: 1).html
    #expect(html.contains("Raised ■■■□"))
    #expect(html.contains("width:100%;background"))
    #expect(!html.contains("width:125%"))
  }

  @Test("nothing is loaded, and two reports on one page keep their rules apart")
  func selfContained() {
    let (one, two) = (report(segments: 1).html, report(segments: 2).html)
    #expect(!one.contains("http") && !one.contains("url("))
    #expect(one.prefix(60) != two.prefix(60))
    #expect(one == report(segments: 1).html)
  }

  @Test("no line of the text is wider than a terminal, words longer than that aside")
  func width() {
    let lines = report(segments: 3).plain.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
  }
}
