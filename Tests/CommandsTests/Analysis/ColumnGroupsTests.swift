import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A column of few values groups rows")
struct ColumnGroupsTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    let rows = (0..<90).map { row in
      "K\(row),\(row * 37 % 101),\(row * 53 % 89),\(["Rome", "Pisa", "Bari"][row % 9 < 5 ? 0 : row % 9 < 8 ? 1 : 2]),"
        + "\(row % 3 == 0 ? "yes" : "no"),\(row % 3 == 0 ? 1 : 0),\(row % 4 + 1),\(row % 30 == 0 ? "" : "T\(row % 15)"),K\(row)x"
    }
    file = try CustomerFile("id,A,B,city,member,flag,visits,kind,text\n" + rows.joined(separator: "\n") + "\n")
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  @Test("in %hist, text by how many have it, numbers and answers in their own order")
  func hist() {
    let text = cohort.shown("%hist A by=city")
    #expect(text.hasPrefix("A by city: Rome, 50 (55.6%): median "))
    #expect(text.contains("; Pisa, 30 (33.3%)") && text.contains("; Bari, 10 (11.1%)"))
    #expect(!text.contains("egment"))
    #expect(cohort.shown("%hist A by=member").contains(#/no, 60 .*yes, 30/#))
    #expect(cohort.shown("%hist A by=visits").contains(#/: 1, 23 .*; 2, 23 .*; 3, 22 .*; 4, 22/#))
    #expect(cohort.shown("%hist city by=flag").hasPrefix("city by flag: 0, 60 (66.7%): Rome"))
  }

  @Test("in %hist, rows without a value are said, of each group and of all")
  func gaps() throws {
    let rows = (0..<90).map { row in
      "K\(row),\(row % 3 == 0 ? "" : "\(row % 7)"),\(row < 60 ? "Rome" : "Pisa")\n"
    }
    let file = try CustomerFile("id,A,city\n" + rows.joined())
    let text = cohort.shown("%load \(file.path) as=gaps\n%hist A by=city")
    #expect(text.contains("Rome, 60 (66.7%), 20 of them missing: median"))
    #expect(text.contains("30 of 90 rows without a value of A"))
  }

  @Test("in %box, beside everyone, and sentences call them groups")
  func box() {
    #expect(cohort.shown("%box A by=city").contains(#/A by city: Everyone: .*Rome: .*Pisa: .*Bari:/#))
    #expect(!cohort.html("%box A by=city").contains("segment"))
    cohort.shown("%cluster k=2")
    #expect(cohort.shown("%box A").hasPrefix("A by segment:"))
    #expect(cohort.shown("%box A by=flag").hasPrefix("A by flag:"))
  }

  @Test("rows without a value are left out, and counted")
  func missing() {
    #expect(cohort.html("%hist A by=kind").contains("90 rows of customers by kind · 3 without one left out"))
  }

  @Test(
    "in color=, with a legend; numbers that are answers too, others are shades",
    arguments: ["%scatter A B", "%pca", "%tsne perplexity=5 iterations=5"])
  func color(command: String) {
    for column in ["city", "member", "flag"] {
      let html = cohort.html("\(command) color=\(column)")
      #expect(html.contains("coloured by \(column)"), "\(column)")
      #expect(cohort.shown("\(command) color=\(column)").contains("coloured by \(column): "), "\(column)")
    }
    let shown = cohort.shown("\(command) color=B")
    #expect(shown.contains("coloured by B\n") && !shown.contains("coloured by B: "))
  }

  @Test("of many values the largest have colours, the others one together")
  func many() {
    #expect(cohort.shown("%scatter A B color=kind").contains(#/coloured by kind: T1 .*, 3 others/#))
  }

  @Test(
    "what groups nobody is refused where it stands",
    arguments: ["%hist A by=text", "%box A by=text", "%scatter A B color=text"])
  func refused(line: String) {
    let lines = cohort.error(line)
    #expect(lines[0] == "NoGroups: text has 90 different values in 90 rows: it tells customers apart and groups nobody")
    #expect(lines[2].hasSuffix("^^^^"))
  }
}
