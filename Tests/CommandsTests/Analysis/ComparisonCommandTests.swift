import Foundation
import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%box, %scatter, %pca and text columns by segment")
struct ComparisonCommandTests {
  private let file: CustomerFile
  private let cohort = CohortInterpreter.test()

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  // MARK: %box

  @Test("%box is everyone before %cluster, the segments beside everyone after it, and everyone with by=none")
  func box() {
    let alone = cohort.shown("%box BALANCE")
    #expect(alone.hasPrefix("BALANCE: Everyone: median ") && !alone.contains("Segment"))
    cohort.shown("%cluster k=3")
    let segmented = cohort.shown("%box BALANCE")
    #expect(segmented.hasPrefix("BALANCE by segment: Everyone: median "))
    #expect(segmented.components(separatedBy: "Segment ").count == 4)
    #expect(cohort.shown("%box BALANCE by=none") == alone)
    #expect(cohort.html("%box BALANCE").contains("No two middle halves overlap."))
  }

  @Test("%box draws one figure a column")
  func boxes() { #expect(cohort.notebook("%box BALANCE PAYMENTS").count == 2) }

  @Test("%box says what a logarithmic axis leaves out")
  func logarithm() throws {
    let file = try CustomerFile("ID,A\n" + (0..<50).map { "C\($0),\($0 % 5 == 0 ? 0 : $0)" }.joined(separator: "\n"))
    let html = CohortInterpreter.test().html("%load \(file.path)\n%box A log=yes")
    #expect(html.contains("no place for 10 values (20.0%) of zero or less: the boxes are of the others."))
    #expect(html.contains("20.0% at zero"))
  }

  @Test("%box refuses text, unknown columns, and segments where there are none")
  func refusals() {
    #expect(cohort.error("%box city")[0] == "WrongColumnType: city holds text; boxes are of numbers")
    #expect(cohort.error("%box city").last == "%hist city counts its values, with by=segment in each segment")
    #expect(cohort.error("%box BALANSE").joined().contains("BALANCE"))
    #expect(cohort.error("%box BALANCE by=segment").joined().contains("%cluster"))
    #expect(cohort.error("%box")[0].hasPrefix("MissingArgument"))
  }

  // MARK: %scatter

  @Test("%scatter is plain before %cluster and coloured after it")
  func scatter() {
    #expect(cohort.shown("%scatter BALANCE PURCHASES").hasPrefix("PURCHASES against BALANCE: 120 points\n"))
    cohort.shown("%cluster k=3")
    #expect(cohort.shown("%scatter BALANCE PURCHASES").contains("120 points coloured by segment: Segment 1 40 (33.3%)"))
    #expect(cohort.shown("%scatter BALANCE PURCHASES color=none").hasPrefix("PURCHASES against BALANCE: 120 points\n"))
    #expect(cohort.shown("%scatter BALANCE PURCHASES color=PAYMENTS").contains("120 points coloured by PAYMENTS\n"))
  }

  @Test("%scatter says how many rows lack a value, and what ties the two")
  func ties() {
    let html = cohort.html("%scatter BALANCE PAYMENTS")
    #expect(html.contains("7 rows (5.8%) lack one of the two values and are not drawn."))
    #expect(html.contains("rank correlation 0."))
  }

  @Test("%scatter takes the logarithm of what is positive, and ln(1 + x) where there are zeros")
  func axes() throws {
    let rows = (1...30).map { "\($0),\($0 % 3),\(-$0)" }
    let file = try CustomerFile("A,B,C\n" + rows.joined(separator: "\n"))
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    #expect(cohort.html("%scatter A B log=both").contains("A (logarithmic)"))
    #expect(cohort.html("%scatter A B log=both").contains("B (by ln(1 + x))"))
    #expect(!cohort.html("%scatter A B log=x").contains("B (by ln(1 + x))"))
    #expect(cohort.html("%scatter A C log=y").contains("C (by ln(1 + x))"))
  }

  @Test("%scatter refuses one column twice, text, and a colour that is none")
  func mistakes() {
    let same = cohort.error("%scatter BALANCE balance")
    #expect(same[0] == "SameColumn: BALANCE is both columns")
    #expect(same[2].contains("^"))
    #expect(cohort.error("%scatter BALANCE city")[0].hasPrefix("WrongColumnType"))
    #expect(cohort.error("%scatter BALANCE PAYMENTS color=PURCHASE").joined().contains("PURCHASES"))
    #expect(cohort.error("%scatter BALANCE PAYMENTS color=segment").joined().contains("%cluster"))
    #expect(cohort.error("%scatter BALANCE")[0].hasPrefix("MissingArgument"))
    #expect(cohort.error("%scatter BALANCE PAYMENTS log=z").joined().contains("no column ‘z’"))
  }

  // MARK: %pca

  @Test("%pca is a scree and a biplot")
  func components() {
    let text = cohort.shown("%pca")
    #expect(text.hasPrefix("What the principal components hold: PC1 "))
    #expect(text.contains("Customers and features on two components: 120 points"))
    cohort.shown("%cluster k=3")
    #expect(cohort.html("%pca").contains("PC1 tells Segment "))
    #expect(cohort.session.lastFigure?.kind == "biplot")
  }

  @Test("%pca of one feature is a scree alone")
  func single() throws {
    let file = try CustomerFile("A\n1\n2\n5\n9\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)")
    #expect(cohort.notebook("%pca").count == 1)
    #expect(cohort.shown("%pca").contains("PC1 100.0%"))
  }

  @Test("%pca shows the real data's shares", .needsRealData)
  func reference() {
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \"\(RealData.path)\"\n%prepare log=all")
    #expect(cohort.shown("%pca").contains("PC1 34.5%, PC2 22.0%"))
  }

  // MARK: Text by segment

  @Test("%hist of a text column by segment sets shares beside everyone's")
  func counts() throws {
    let rows = (0..<60).map { "C\($0),\($0 % 2 == 0 ? 1 : 100),\($0 % 2 == 0 ? "Rome" : $0 % 3 == 0 ? "Pisa" : "")" }
    let file = try CustomerFile("ID,A,city\n" + rows.joined(separator: "\n"))
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)\n%cluster k=2")
    let html = cohort.html("%hist city by=segment")
    #expect(html.contains("Rome makes up 100.0% of segment 1 and 75.0% of everyone."))
    #expect(html.contains("20 missing"))
    #expect(cohort.shown("%hist city by=segment").contains("Segment 1, 30 (50.0%): Rome 100.0%"))
  }

  // MARK: Any shape of table

  @Test(
    "two rows, constant columns, segments of one customer, everything missing",
    arguments: [
      "A,B\n1,2\n3,5\n", "A,B,C\n1,2,7\n3,5,7\n4,1,7\n9,9,7\n", "A,B,C\n1,2,\n3,5,\n4,1,\n",
      "A,B\n1e300,1\n-1e300,2\n0,3\n",
    ])
  func shapes(text: String) throws {
    let file = try CustomerFile(text, name: "x.csv")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)")
    for cell in [
      "%box A", "%box B log=yes", "%scatter A B", "%scatter A B log=both", "%pca", "%cluster k=2", "%box A B",
      "%scatter A B", "%pca", "%hist A by=segment",
    ] {
      let shown = cohort.shown(cell)
      #expect(!shown.isEmpty && !shown.contains("nan"), "\(cell): \(shown)")
    }
  }

  // MARK: The forms

  @Test("HTML is the same whether a PNG is made or not")
  func reserve() {
    let alone = cohort.html("%hist BALANCE")
    cohort.shown("%config formats=html,svg,png")
    #expect(cohort.html("%hist BALANCE") == alone)
    #expect(alone.contains("src=\"data:image/svg+xml,"))
  }

  @Test("an interrupt while the PNG is made ends the command as interrupted, and nothing of it stays")
  func raster() {
    cohort.shown("%config formats=html,png\n%cluster k=2")
    let figure = cohort.session.lastFigure
    var ends = 0
    for moment in 0..<4 {
      let context = RecordingContext()
      context.interrupt(after: moment)
      guard case .failed(let report) = cohort.execute("%hist BALANCE", in: context) else { continue }
      #expect(report.name == "Interrupted")
      #expect(context.outputs.isEmpty)
      #expect(cohort.session.lastFigure == figure)
      ends += 1
    }
    #expect(ends >= 2)
  }

  @Test("log= means the same in every command, and auto takes it where it is called for")
  func logarithms() throws {
    // A is skewed and above zero, with values that a plain axis has no room for; B has zeros; C is even.
    let lines = (0..<200).map { row in
      "\(row),\(row < 190 ? 1 + row % 9 : 1_000 * (row - 185)),\(row < 190 ? row % 7 : 900 * (row - 186)),\(row % 50)"
    }
    let file = try CustomerFile("ID,A,B,C\n" + lines.joined(separator: "\n") + "\n")
    let cohort = CohortInterpreter.test()
    cohort.shown("%config formats=html\n%load \(file.path)")
    let words = "A on a logarithmic axis: three quarters lie in the lowest tenth of a plain one (log=no)"
    for command in ["%hist A", "%box A", "%hist A C"] {
      #expect(cohort.shown(command).contains(words), "\(command)")
      #expect(!cohort.html("\(command) log=no").contains("logarithmic"))
      #expect(!cohort.html("\(command) log=none").contains("logarithmic"))
      #expect(!cohort.shown("\(command) log=yes").contains("log=no"))
    }
    for command in ["%hist B", "%box B", "%hist C", "%box C"] {
      #expect(!cohort.html(command).contains("logarithmic"), "\(command)")
    }
    #expect(!cohort.shown("%hist A C log=C").contains(words))
    #expect(cohort.error("%hist A log=C")[0].contains("log= names C, which is not drawn here"))
    #expect(cohort.error("%box A log=D")[0].contains("no column ‘D’"))
    let crowd = cohort.html("%scatter A B")
    #expect(cohort.shown("%scatter A B").contains("would crowd into a corner (log=no draws them as they are)"))
    #expect(crowd.contains("A (logarithmic)") && crowd.contains("B (by ln(1 + x))"))
    #expect(
      cohort.shown("%scatter A B log=no").contains("crowd into a corner, a fifth as wide and as high: log=yes spreads"))
    #expect(cohort.html("%scatter A B log=A").contains("A (logarithmic)"))
    #expect(!cohort.html("%scatter A B log=A").contains("B (by ln(1 + x))"))
    #expect(cohort.shown("%prepare log=yes") == cohort.shown("%prepare log=all"))
    #expect(cohort.shown("%prepare log=no") == cohort.shown("%prepare log=none"))
    #expect(cohort.shown("%prepare log=auto") == cohort.shown("%prepare"))
  }

  @Test("keys, values and columns complete")
  func completion() {
    func texts(_ code: String) -> [String] {
      cohort.complete(code, at: code.unicodeScalars.count).items.map(\.text)
    }
    #expect(texts("%box BALANCE by=").starts(with: ["segment", "none"]) && texts("%box BALANCE by=ci") == ["city"])
    #expect(texts("%scatter BALANCE PAYMENTS log=").starts(with: ["auto", "yes", "no", "ID"]))
    #expect(texts("%scatter BALANCE PAY") == ["PAYMENTS"])
    #expect(texts("%pca color=").contains("segment") && texts("%pca color=").contains("BALANCE"))
  }
}
