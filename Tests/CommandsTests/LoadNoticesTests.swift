import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("What %load notices of the whole table")
struct LoadNoticesTests {
  private func shown(_ lines: [String], options: String = "") throws -> (text: String, path: String) {
    let cohort = CohortInterpreter.test()
    let file = try CustomerFile(lines.joined(separator: "\n"))
    cohort.shown("%config formats=html")
    return (cohort.shown("%load \(file.path) \(options)"), file.path)
  }

  private let rows = (0..<40).map {
    "K\($0),\($0 * 37 % 41).25,\(1_000 + 13 * $0 * $0).5,\($0 % 9 == 0 ? "unknown" : "Rome")"
  }

  @Test("rows that come twice are counted, with the first")
  func duplicates() throws {
    let text = try shown(["ID,A,B,town"] + rows + ["X1" + rows[5].dropFirst(2), "X2" + rows[8].dropFirst(2)]).text
    #expect(
      text.contains(
        "2 rows are the same as an earlier one in all columns but ID, first X1 as K5: each counts as a customer of its own."
      ))
    #expect(!(try shown(["ID,A,B,town"] + rows).text.contains("the same as an earlier one")))
  }

  @Test("codes for missing are offered with the line that reads them, which does")
  func codes() throws {
    let lines = ["ID,A,B,town"] + rows + ["Y1,-999,7.5,Rome", "Y2,-999,8.75,Bern"]
    let (text, path) = try shown(lines)
    #expect(text.contains("-999 in A (2 rows) and unknown in town (5 rows). "))
    #expect(text.contains("missing=-999,unknown reads them as missing in every column."))
    #expect(text.contains(path))
    let again = try shown(lines, options: "missing=-999,unknown").text
    #expect(again.contains("Missing: 7 values (town 5, A 2)."))
    #expect(!again.contains("Perhaps codes for missing"))
  }
}
