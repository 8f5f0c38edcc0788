import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Columns without a value")
struct ValuelessColumnTests {
  @Test(
    "neither group, nor colour, nor place the rows of a figure, and the error names them",
    arguments: [
      ("%hist A by=E", "NoValues: E has no values to group by"),
      ("%box A by=E", "NoValues: E has no values to group by"),
      ("%scatter A B color=E", "NoValues: E has no values to colour by"),
      ("%scatter A E", "NoValues: no row has a value of both A and E"),
    ])
  func errors(line: String, message: String) throws {
    let rows = (1...12).map { "\($0),\($0 * $0 % 7),\n" }.joined()
    let file = try CustomerFile("A,B,E\n" + rows, name: "t.csv")
    let cohort = CohortInterpreter.test()
    cohort.shown("%load \(file.path)")
    #expect(cohort.error(line)[0] == message)
  }
}
