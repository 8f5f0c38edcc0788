import KernelInterface
import Segmentation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("One thing to try next")
struct NextTests {
  /// A folder with a file of each sort of table.
  private let file: CustomerFile

  init() throws {
    let sample = try CSVWriter.bytes(of: SampleData.creditCards(rows: 250))
    file = try CustomerFile(String(decoding: sample, as: UTF8.self), name: "cards.csv")
    var purchases = "client,day,amount\n"
    for row in 0..<300 { purchases += "C\(row % 40),2024-\(10 + row % 3)-\(10 + row % 17),\(5 + (row * 37) % 91).5\n" }
    try write(purchases, "buys.csv")
    try write("name,city\n" + (0..<30).map { "n\($0),c\($0 % 3)" }.joined(separator: "\n") + "\n", "words.csv")
    try write("A,B\n1,2\n3,4\n5,5\n", "tiny.csv")
    try write(
      "A,B,C\n" + (0..<40).map { "\($0 % 2),7,\($0 < 39 ? "" : "1")" }.joined(separator: "\n") + "\n", "flat.csv")
    try write(
      "A,\"Credit limit\"\n" + (0..<60).map { "\($0 % 7),\($0 * $0)" }.joined(separator: "\n") + "\n", "own name.csv")
  }

  private func write(_ text: String, _ name: String) throws {
    try text.write(toFile: file.beside(name), atomically: true, encoding: .utf8)
  }

  private func cell(_ text: String) -> String {
    text.replacing("{folder}", with: String(file.path.dropLast("/cards.csv".count)))
  }

  /// Runs the cells, then each line that is named, until nothing is left.
  /// - Returns: the lines that were named.
  private func walk(_ cells: String) throws -> [String] {
    let cohort = CohortInterpreter.test()
    if !cells.isEmpty { try run(cells, cohort) }
    var lines: [String] = []
    for _ in 0..<30 {
      let step = NextRule.first(in: cohort.session, isNews: false) ?? NextRule.last
      #expect(cohort.shown("%next") == "\(step.line) \(step.text)")
      #expect(!lines.contains(step.line), "\(step.line) is named twice, after \(lines)")
      lines.append(step.line)
      if step == NextRule.last || lines.count > Set(lines).count { return lines }
      try run(
        step.line.replacing(/^(%save |%export segments )("?)/) { "\($0.output.1)\($0.output.2){folder}/" }, cohort)
    }
    return lines
  }

  private func run(_ text: String, _ cohort: CohortInterpreter) throws {
    if case .failed(let report) = cohort.execute(cell(text), in: RecordingContext()) {
      Issue.record("\(text): \(report.lines.map(\.withoutColours).joined(separator: " | "))")
    }
  }

  @Test("leads from a table to segments that are read and kept, and each line runs")
  func wholeWay() throws {
    #expect(
      try walk("%load {folder}/cards.csv") == [
        "%missing", "%describe", "%prepare", "%cluster", "%tsne", "%profile", "%stability", "%compare k=2..8",
        "%insights",
        "%explain", "%diff 1 2", "%name auto", "%save cards-segments.json", "%export segments cards-segments.csv",
        "%help",
      ])
  }

  @Test(
    "names lines that run in any session",
    arguments: [
      "%load {folder}/buys.csv", "%load {folder}/words.csv", "%load {folder}/tiny.csv", "%load {folder}/flat.csv",
      "%load \"{folder}/own name.csv\"", "%load shapes",
      "%load {folder}/cards.csv\n%cluster k=3\n%filter segment = 2",
      "%load {folder}/cards.csv\n%cluster k=3\n%filter BALANCE > 100\n%reset",
      "%load {folder}/cards.csv\n%prepare\n%cluster k=3\n%filter BALANCE > 500",
      "%load {folder}/cards.csv\n%prepare features=BALANCE,PAYMENTS\n%drop BALANCE",
      "%load {folder}/cards.csv\n%cluster k=30", "%load {folder}/cards.csv\n%cluster method=hdbscan size=15",
      "%load {folder}/cards.csv\n%cluster k=3\n%load {folder}/tiny.csv",
      "%load {folder}/cards.csv\n%filter BALANCE > 1000\n%cluster k=2\n%name 1 \"VIP\"",
    ])
  func anySession(cells: String) throws {
    #expect(try walk(cells).last == "%help")
  }

  @Test("begins with a table, and gives the data's reason")
  func reasons() throws {
    let cohort = CohortInterpreter.test()
    #expect(cohort.shown("%next").hasPrefix("%load reads the built-in sample"))
    cohort.shown(cell("%load {folder}/own name.csv"))
    cohort.shown(cell("%load {folder}/cards.csv"))
    let table = try cohort.session.table()
    let worst = try #require(table.columns.max { $0.missingCount < $1.missingCount })
    let share = NumberText.percent(Double(worst.missingCount) / Double(table.rowCount))
    #expect(cohort.shown("%next").hasSuffix(": \(share) of \(worst.name) is missing"))
    cohort.shown(cell("%load {folder}/buys.csv"))
    #expect(
      cohort.shown("%next")
        == "%rfm customer=client date=day amount=amount makes one row a customer of these purchases: client comes 7.5 times on average"
    )
  }

  @Test("knows what was looked at, also after %undo and on another table")
  func seen() throws {
    let cohort = CohortInterpreter.test()
    cohort.shown(cell("%load {folder}/cards.csv\n%missing\n%filter BALANCE > 500\n%undo"))
    #expect(cohort.shown("%next").hasPrefix("%describe "))
    cohort.shown("%derive half = BALANCE / 2\n%time %describe BALANCE")
    #expect(cohort.shown("%next").hasPrefix("%prepare "))
    cohort.shown(cell("%load {folder}/cards.csv as=again"))
    #expect(cohort.shown("%next").hasPrefix("%missing "))
    cohort.shown("%use cards")
    #expect(cohort.shown("%next").hasPrefix("%prepare "))
    #expect(cohort.session.past.changes.last?.command == "%use cards")
  }

  // MARK: Below results

  /// The last line of what a cell shows, when it is a hint.
  private func hint(_ code: String, _ cohort: CohortInterpreter) -> String? {
    guard case .display(let data, _)? = cohort.notebook(cell(code)).last, data.plainText.hasPrefix("Next: ") else {
      return nil
    }
    return data.plainText
  }

  @Test("stands below the last result of a cell, once for each step")
  func hints() throws {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config hints=yes")
    let outputs = cohort.notebook(cell("%load {folder}/cards.csv\n%head"))
    #expect(
      outputs.count { if case .display(let data, _) = $0 { data.plainText.hasPrefix("Next: ") } else { false } } == 1)
    #expect(hint("%head", cohort)?.hasPrefix("Next: %describe ") == true)
    #expect(hint("%head", cohort)?.hasPrefix("Next: %prepare ") == true)
    #expect(hint("%head", cohort) == nil)
    #expect(hint("%cluster k=3", cohort)?.hasPrefix("Next: %tsne ") == true)
    #expect(hint("%cluster k=4", cohort)?.hasPrefix("Next: %tsne ") == true)
    #expect(hint("%time %profile", cohort)?.hasPrefix("Next: %stability ") == true)
  }

  @Test("and not where nobody asked, where a line failed, or where only the session was looked at")
  func noHints() throws {
    let cohort = CohortInterpreter.test()
    #expect(hint("%load {folder}/cards.csv", cohort) == nil)
    cohort.shown("%config hints=yes")
    for code in ["%status", "%next", "%echo x", "%undo", "%hist nothing", "limit = 5", "limit", "# nothing", "%help"] {
      #expect(hint(code, cohort) == nil, "\(code)")
    }
    #expect(hint("%load {folder}/cards.csv\n%hist nothing", cohort) == nil)
    cohort.shown("%config hints=no")
    #expect(hint("%missing", cohort) == nil)
  }

  @Test("as a muted line that a page without style sheets shows, too")
  func page() throws {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config hints=yes")
    let html = cohort.html(cell("%load \"{folder}/own name.csv\""))
    #expect(html.contains("Next: <code>%describe</code>"))
    #expect(PageWords.sanitised(html) == PageWords.trusted(html))
    #expect(PageWords.unknownElements(html).isEmpty)
  }
}
