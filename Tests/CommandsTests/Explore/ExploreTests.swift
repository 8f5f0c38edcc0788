import Foundation
import KernelInterface
import Testing

@testable import CommandSession
@testable import Commands

@Suite("%explore")
struct ExploreTests {
  private let front = WidgetContext()
  private let cohort = CohortInterpreter(version: "0")

  @discardableResult
  private func run(_ code: String) throws -> ExecutionOutcome {
    let outcome = cohort.execute(code, in: front)
    if case .failed(let report) = outcome { throw report }
    return outcome
  }

  @Test("without a table there is nothing to explore, and that is said")
  func noTable() {
    #expect(throws: ErrorReport.self) { try run("%explore") }
    #expect(front.shown.isEmpty)
  }

  @Test("a key that it does not take is called one, with what to do")
  func keys() throws {
    try run("%load shapes")
    func lines(_ code: String) -> [String] {
      guard case .failed(let report) = cohort.execute(code, in: front) else { return [] }
      return report.lines.map(\.withoutColours)
    }
    let segments = lines("%explore k=3")
    #expect(segments.first == "UnknownKey: %explore takes no k=: its sliders and menus choose")
    #expect(segments.last == "%cluster k=3, and %explore begins with those segments")
    #expect(lines("%explore colour=x").last == "%explore takes COLUMN")
    #expect(lines("%hist size=9").first == "UnknownKey: the command has no size=, and shapes no column ‘size=9’")
  }

  @Test("it begins with the session's segments, and with four where there are none")
  func start() throws {
    try run("%load shapes\n%explore")
    #expect(front.state("IntSlider", "segments")["value"] == 4)
    let other = WidgetContext()
    _ = cohort.execute("%cluster k=3 linkage=complete\n%explore", in: other)
    #expect(other.state("IntSlider", "segments")["value"] == 3)
    #expect(other.words.contains("%cluster k=3 linkage=complete"))
  }

  @Test("the slider cuts anew; the session changes only when that is kept, to what the same command gives")
  func slider() throws {
    try run("%load shapes\n%explore")
    front.change("IntSlider", "segments", ["value": 6])
    #expect(front.words.contains("6 segments"))
    #expect(front.words.contains("%cluster k=6"))
    #expect(cohort.session.currentSegmentation == nil)
    front.click("Keep these segments")
    let kept = try #require(cohort.session.currentSegmentation)
    let typed = CohortInterpreter(version: "0")
    _ = typed.execute("%load shapes\n%cluster k=6", in: WidgetContext())
    #expect(kept.labels == typed.session.currentSegmentation?.labels)
    #expect(front.words.contains("Kept"))
    try run("%undo")
    #expect(cohort.session.currentSegmentation == nil)
  }

  @Test("the figure of the open page is that of the command which is named below it")
  func pages() throws {
    try run("%load\n%explore BALANCE")
    #expect(front.words.contains("%hist BALANCE by=segment"))
    #expect(front.words.contains("BALANCE by segment"))
    for (title, line) in [
      ("Profile", "%profile"), ("Silhouette", "%silhouette 0"), ("Dendrogram", "%dendrogram"), ("How many", "%elbow"),
      ("Meaning", "%insights"),
    ] {
      front.open(title)
      #expect(front.words.contains("\(line) ") || front.words.contains("\(line)\n"), "\(title)")
      try run("%cluster k=4")
      try run(line)
    }
  }

  @Test("a method without a tree says that there is none to draw")
  func noTree() throws {
    try run("%load shapes\n%explore")
    front.choose("k-means", in: "method")
    front.open("Dendrogram")
    #expect(front.words.contains("grows none"))
  }

  @Test("what another cell changes is seen with the next move")
  func follows() throws {
    try run("%load\n%explore")
    try run("%filter BALANCE > 1000")
    front.change("IntSlider", "segments", ["value": 5])
    #expect(!front.words.contains("deviation 1 · 5,000 rows"))
    #expect(front.words.contains("filtered: BALANCE > 1000"))
  }

  @Test("the session's map takes the place of the principal components once it is there")
  func map() throws {
    try run("%load shapes\n%explore")
    #expect(front.words.contains("principal components"))
    try run("%tsne iterations=20 perplexity=10")
    front.change("IntSlider", "segments", ["value": 5])
    #expect(front.words.contains("t-SNE, perplexity 10"))
  }

  @Test("one segment is looked at among grey others; fewer segments than that bring all back")
  func looksAtOne() throws {
    try run("%load shapes\n%explore")
    front.change("ToggleButtons", "look at", ["index": 4])
    #expect(front.words.contains("▸ Segment 4"))
    front.change("IntSlider", "segments", ["value": 3])
    #expect(!front.words.contains("▸"))
    #expect(front.state("ToggleButtons", "look at")["index"] == 0)
  }

  @Test("the figures are of the segment that is looked at, and the lines below say so")
  func figuresOfOne() throws {
    try run("%load\n%explore BALANCE")
    front.change("ToggleButtons", "look at", ["index": 2])
    #expect(front.words.contains("%hist BALANCE segment=2"))
    #expect(front.words.contains("all others"))
    front.open("Profile")
    #expect(front.words.contains("%profile segment=2"))
    #expect(front.words.contains("Segment 2 beside everyone"))
    front.open("Silhouette")
    #expect(front.words.contains("%silhouette 0 segment=2"))
    #expect(front.words.contains("The mean silhouette of Segment 2"))
  }

  @Test("the map that comes before the scores is the one that stays")
  func mapFirst() throws {
    try run("%load shapes\n%explore")
    for k in [6, 3, 5] {
      front.forgetSent()
      front.change("IntSlider", "segments", ["value": .integer(k)])
      let maps = front.sent.filter { $0.contains("Map of the customers") }
      #expect(maps.count == 1)
      let table = try #require(front.sent.firstIndex { $0.contains("\(k) segments") && $0.contains("silhouette") })
      #expect(try #require(front.sent.firstIndex { $0.contains("Map of the customers") }) < table)
    }
  }

  @Test("a row of the table presses the button of its segment, in the same order")
  func rowsChoose() throws {
    try run("%load shapes\n%explore")
    let table = try #require(front.markup(with: "silhouette", "onclick"))
    #expect(table.components(separatedBy: "<tr").count - 1 == 1 + 4, "a head and a row for each segment")
    #expect(front.state("ToggleButtons", "look at")["_options_labels"] == ["all", "1", "2", "3", "4"])
  }

  @Test("what another cell changes is told at once, and taken back where it is undone")
  func outdated() throws {
    try run("%load shapes\n%explore")
    try run("%load shop")
    #expect(front.words.contains("This was drawn before the table changed: it is shop, 1,500 rows now"))
    try run("%undo")
    #expect(!front.words.contains("before the table changed"))
    #expect(front.words.contains("%cluster k=4 then %profile") || front.words.contains("%cluster k=4  then  %profile"))
  }

  @Test("of a table that has changed nothing is kept that is not seen")
  func keepsWhatIsSeen() throws {
    try run("%load shop\n%load shapes\n%explore")
    front.change("IntSlider", "segments", ["value": 6])
    try run("%use shop")
    front.click("Keep these segments")
    #expect(cohort.session.currentSegmentation == nil)
    #expect(front.words.contains("Nothing was kept") && front.words.contains("6 segments of shop"))
    front.click("Keep these segments")
    #expect(cohort.session.currentSegmentation?.k == 6)
    try run("%undo")
    #expect(!front.words.contains("Kept:"))
  }

  @Test("a page without a table shows no figures of one, and says what is missing and what to do")
  func tableIsGone() throws {
    try run("%load shapes\n%explore")
    try run("%undo")
    #expect(front.words.contains("%load reads one"))
    front.change("IntSlider", "segments", ["value": 5])
    #expect(!front.words.contains("segments of"))
    #expect(front.words.contains("%load"))
    try run("%load shapes")
    front.change("IntSlider", "segments", ["value": 6])
    #expect(front.words.contains("6 segments of shapes"))
  }

  @Test("a small table has as many segments as it has different customers at most", arguments: [2, 3])
  func small(different: Int) throws {
    let rows = (0..<9).map { "C\($0),\($0 % different),\($0 % different * 7)" }
    let file = try CustomerFile("ID,A,B\n" + rows.joined(separator: "\n") + "\n")
    try run("%load \(file.path) repair=none\n%prepare features=A,B\n%explore")
    #expect(front.state("IntSlider", "segments")["value"] == .integer(different))
    #expect(front.state("IntSlider", "segments")["max"] == .integer(different))
    #expect(front.words.contains("\(different) segments of"))
    try run("%load shapes")
    front.change("IntSlider", "segments", ["value": 2])
    #expect(front.state("IntSlider", "segments")["max"] == 12)
  }

  @Test("values that no control has change nothing")
  func nonsense() throws {
    try run("%load shapes\n%explore")
    let before = front.words
    front.change("IntSlider", "segments", ["value": 1_000_000])
    front.change("Dropdown", "method", ["index": -3])
    front.change("Dropdown", "column", ["index": "x", "_options_labels": []])
    #expect(front.words == before)
    #expect(front.state("IntSlider", "segments")["value"] == 4)
  }

  @Test("where there are no widgets the first figures stand there, and what is needed is said")
  func withoutWidgets() throws {
    let context = RecordingContext()
    _ = cohort.execute("%load shapes\n%explore", in: context)
    let last = try #require(context.shown.last)
    #expect(last.plainText.contains("4 segments"))
    #expect(last.plainText.contains("need a front end with widgets"))
    #expect(last.plainText.contains("The segments beside everyone"))
    let page = try #require(last.forms.compactMap { if case .html(let text) = $0 { text } else { nil } }.first)
    #expect(page.contains("The segments beside everyone") && !page.contains("onclick"))
    #expect(!last.forms.contains { if case .json = $0 { true } else { false } })
  }
}
