import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("What %cluster warns of")
struct ClusterWarningsTests {
  private func cohort(_ header: String, _ row: (Int) -> String) throws -> CohortInterpreter {
    let rows = (0..<60).map { row($0) + "\n" }.joined()
    let file = try CustomerFile(header + "\n" + rows, name: "t.csv")
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    return cohort
  }

  @Test("codes for missing that the segments are made of are named again")
  func codes() throws {
    let cohort = try cohort("id,age,spend") { row in
      "c\(row),\(row % 6 == 0 ? 999 : 30 + row % 25),\(10 * (row % 7) + row)"
    }
    #expect(
      cohort.shown("%cluster k=2").contains(
        "Among the features are perhaps codes for missing, taken as values: 999 in age (10 rows)."))
    #expect(cohort.shown("%insights").contains("perhaps codes for missing, taken as values: 999 in age (10 rows)."))
    #expect(!cohort.shown("%prepare features=spend\n%cluster k=2").contains("codes for missing"))
  }

  @Test("a column that is called segment is said to be another, with the line that sets them apart")
  func clash() throws {
    let cohort = try cohort("id,a,b,Segment") { row in "c\(row),\(row % 9),\(row * row % 11),\(1 + row % 3)" }
    let said = cohort.shown("%cluster k=2")
    #expect(said.contains("%rename Segment=OTHER_NAME sets them apart"))
    cohort.shown("%rename Segment=old")
    #expect(cohort.shown("%filter segment = 1").contains("Their segments stay"))
    #expect(!cohort.shown("%reset\n%rename Segment=old\n%cluster k=2").contains("OTHER_NAME"))
  }

  @Test("a word beside a condition that is no column of the table is perhaps a text")
  func quotes() throws {
    let cohort = try cohort("id,churned") { row in "c\(row),\(row % 2 == 0 ? "Y" : "N")" }
    let lines = cohort.error("%filter churned = Y")
    #expect(lines[0] == "UnknownColumn: t has no column ‘Y’")
    #expect(lines.last == "%status lists the columns; text stands in single quotes: 'Y'")
  }
}
