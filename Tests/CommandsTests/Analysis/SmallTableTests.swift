import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Tables with next to nothing in them")
struct SmallTableTests {
  private let cohort = CohortInterpreter.test()

  private func load(_ text: String) throws {
    let file = try CustomerFile(text, name: "few.csv")
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  @Test("one row is a row, not rows")
  func oneRow() throws {
    try load("x,y\n1,2\n")
    #expect(cohort.shown("%status").contains("few: 1 row × 2 columns"))
    #expect(cohort.html("%describe").contains("1 row of few"))
    #expect(cohort.html("%customer 1").contains("everyone: all 1 row of few") == false)
    #expect(cohort.shown("%missing") == "Nothing is missing: the row of few has a value in each of its 2 columns.\n")
  }

  @Test("three rows are too few to choose by, and nothing is said of votes that nobody had")
  func threeRows() throws {
    try load("x,y\n0.177,-0.028\n-2.303,0.31\n1.647,-0.352\n")
    let shown = cohort.html("%cluster")
    #expect(shown.contains("k = 2 (too few rows to compare)"))
    #expect(shown.contains("There are too few rows to compare numbers of segments. Two is all that can be had."))
    #expect(!shown.contains("beats the best of the others"))
  }

  @Test(
    "a column without a value above zero has no logarithmic axis", arguments: ["%hist x log=yes", "%hist x y log=yes"])
  func nothingAboveZero(command: String) throws {
    try load("x,y\n-1,2\n0,3\n-4,5\n")
    #expect(
      cohort.error(command).first == "NothingAboveZero: a logarithmic axis shows values above zero, and x has none")
  }

  @Test("the logarithm that cannot be taken is told with few digits and a minus sign")
  func logarithm() throws {
    try load("x,y\n-1.1428610498265557,2\n0,3\n4,5\n")
    let error = cohort.error("%prepare log=all").joined(separator: "\n")
    #expect(error.contains("it is −1.14 in row 1, and −1.14 + 1 is not positive"))
  }

  @Test("segments of one customer: nothing is said of their edges, and one customer is a customer")
  func alone() throws {
    try load(
      "x,y\n" + (["1,1", "2,5", "3,2"].map { String(repeating: $0 + "\n", count: 10) }).joined() + "40,1\n1,60\n")
    cohort.shown("%cluster k=5")
    let insights = cohort.html("%insights")
    #expect(!insights.contains(" 0.0% of its customers"))
    #expect(insights.components(separatedBy: "Its edge is blurred").count == 1)
    #expect(!cohort.shown("%explain").contains("(1 customers)"))
    let comparison = cohort.html("%compare method=kmeans")
    #expect(!comparison.contains("821,437"))
  }

  @Test("a trait is a difference that is worth a word")
  func traits() throws {
    let rows = (0..<40).map { "\($0 < 20 ? 0 : 100),\($0 % 20)" }
    try load("x,y\n" + rows.joined(separator: "\n") + "\n")
    let shown = cohort.html("%cluster k=2")
    #expect(shown.contains("high x: 100"))
    #expect(!shown.contains("high y") && !shown.contains("low y"))
  }

  @Test("an option of %sql with a colon shows how it is written")
  func colon() {
    #expect(
      cohort.error("%load\n%sql as:top select 1").first
        == "SyntaxError: a key is followed by =, not by a colon: as=top")
  }

  @Test("a column of one value is said to be so")
  func constant() {
    #expect(cohort.shown("%load\n%derive one = 1").hasSuffix("one: 1 throughout.\n"))
  }
}
