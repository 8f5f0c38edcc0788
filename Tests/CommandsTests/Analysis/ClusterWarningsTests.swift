import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("What %cluster warns of")
struct ClusterWarningsTests {
  private func cohort(_ header: String, rows: Int = 60, _ row: (Int) -> String) throws -> CohortInterpreter {
    let rows = (0..<rows).map { row($0) + "\n" }.joined()
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

  @Test(
    "where the table has a column of that name, the line that shows outliers works as it is said",
    arguments: ["Segment", "segment_name"])
  func outliers(name: String) throws {
    let cohort = try cohort("id,a,b,\(name)", rows: 250) { row in
      row == 7 ? "c7,9000,9000,x" : "c\(row),\(row % 2 * 40 + row % 9),\(row * row % 11),x"
    }
    let made = "%prepare features=a,b log=none\n%cluster k=2"
    let said = cohort.shown(made)
    #expect(said.contains("%rename \(name)=OTHER_NAME, then %filter segment = 2 shows them"), "\(said)")
    #expect(
      cohort.shown("%hist a segment=2 by=b").contains("After %rename \(name)=OTHER_NAME and %filter segment = 2"))
    let left = cohort.shown("%rename \(name)=OTHER_NAME\n%filter segment = 2")
    #expect(left.contains("1 of 250 rows of t remains."), "\(left)")
    cohort.shown("%undo\n%undo\n%rename \(name)=old")
    let apart = cohort.shown(made)
    #expect(apart.contains("%filter segment = 2 shows them") && !apart.contains("OTHER_NAME"), "\(apart)")
  }

  @Test("a word beside a condition that is no column of the table is perhaps a text")
  func quotes() throws {
    let cohort = try cohort("id,churned") { row in "c\(row),\(row % 2 == 0 ? "Y" : "N")" }
    let lines = cohort.error("%filter churned = Y")
    #expect(lines[0] == "UnknownColumn: t has no column ‘Y’")
    #expect(lines.last == "%status lists the columns; text stands in single quotes: 'Y'")
  }
}
