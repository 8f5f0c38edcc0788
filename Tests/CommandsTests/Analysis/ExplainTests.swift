import KernelInterface
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("%explain and %customer")
struct ExplainTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  @Test("rules come as a table, then the tree as a figure that can be exported")
  func explain() {
    cohort.shown("%cluster k=3")
    let text = cohort.shown("%explain")
    #expect(text.contains("The segments as rules"))
    #expect(text.contains("3 rules tell the segment of 100.0% of 120 customers"))
    #expect(text.contains("5-fold cross-validation"))
    #expect(cohort.session.lastFigure?.kind == "explain")
    let rows = cohort.tableCells("%explain").count
    #expect(rows == 0, "the figure comes last")
  }

  @Test("one segment, by number or nothing else, is told from everyone else")
  func segment() {
    cohort.shown("%cluster k=3")
    #expect(cohort.shown("%explain 2").contains("What makes a customer belong to Segment 2"))
    #expect(cohort.error("%explain 4")[0] == "UnknownSegment: there is no segment ‘4’")
  }

  @Test("a segment without a name is called as it is shown, in quotes")
  func defaultName() {
    cohort.shown("%cluster k=3")
    #expect(cohort.shown("%explain \"Segment 2\"").contains("What makes a customer belong to Segment 2"))
    #expect(cohort.error("%explain \"segment 4\"")[0] == "UnknownSegment: there is no segment ‘segment 4’")
    cohort.shown("%name 2 Gold")
    #expect(cohort.shown("%explain \"Segment 2\"").contains("What makes a customer belong to Gold"))
  }

  @Test("a comma too many between columns is passed over")
  func commas() {
    cohort.shown("%cluster k=3")
    #expect(cohort.shown("%explain columns=city,,BALANCE") == cohort.shown("%explain columns=city,BALANCE"))
  }

  @Test("columns may be chosen, categories among them; others are refused where they stand")
  func columns() {
    cohort.shown("%cluster k=3")
    #expect(cohort.shown("%explain columns=city,BALANCE leaves=4").contains("The segments as rules"))
    #expect(
      cohort.error("%explain columns=BALANCE,ID")
        == [
          "WrongColumnType: ID holds text; this needs numbers, or at most 12 categories",
          "1 │ %explain columns=BALANCE,ID", "  │                          ^^",
        ])
    #expect(cohort.error("%explain columns=BALANEC").last == "Did you mean BALANCE?")
    #expect(cohort.shown("%explain columns=city").contains("segments apart"))
  }

  @Test("before %cluster and after %prepare, the command to run is named")
  func stages() {
    #expect(cohort.error("%explain").last == "%cluster makes one")
    cohort.shown("%cluster k=3\n%prepare scale=robust")
    #expect(cohort.error("%explain").last == "Run %cluster again")
    #expect(cohort.shown("%customer C3").contains("run %cluster again to see this customer's"))
  }

  @Test("showing changes nothing that could be taken back")
  func unchanged() {
    cohort.shown("%cluster k=3")
    let revision = cohort.session.revision
    cohort.shown("%explain\n%explain 1\n%customer C5")
    #expect(cohort.session.revision == revision)
  }

  @Test("a customer has a segment, percentiles and like customers")
  func customer() {
    cohort.shown("%cluster k=3")
    let text = cohort.shown("%customer C5 n=3")
    #expect(text.contains("Customer C5, Segment"))
    #expect(text.contains("from the centre of Segment"))
    #expect(text.contains("Most like this customer"))
    #expect(text.contains("Silhouette"))
    #expect(cohort.tableCells("%customer C5 n=3").count == 4)
    #expect(cohort.html("%customer C5").contains("background:#"))
  }

  @Test("before %cluster there are percentiles alone, and that is said")
  func before() {
    let text = cohort.shown("%customer c5")
    #expect(text.contains("There are no segments yet; %cluster makes them."))
    #expect(!text.contains("Most like this customer"))
  }

  @Test("an unknown customer is refused with the nearest identifiers")
  func unknown() {
    #expect(
      cohort.error("%customer C1199")
        == [
          "UnknownCustomer: no customer of customers has the ID ‘C1199’", "1 │ %customer C1199",
          "  │           ^^^^^", "Did you mean C119?",
        ])
    #expect(cohort.error("%customer")[0].hasPrefix("MissingArgument: %customer needs id"))
  }

  @Test("without identifiers the row number serves")
  func rows() throws {
    let plain = try CustomerFile("A,B\n1,2\n3,4\n5,7\n", name: "plain.csv")
    cohort.shown("%load \(plain.path)")
    #expect(cohort.shown("%customer 2").contains("Row 2"))
    #expect(cohort.error("%customer 4").last == "It has no identifiers, so rows go by their numbers: 1 to 3")
  }

  @Test("Tab offers identifiers by their beginning")
  func completion() {
    func texts(_ line: String) -> [String] { cohort.complete(line, at: line.unicodeScalars.count).items.map(\.text) }
    #expect(texts("%customer C11") == ["C11"] + (110...119).map { "C\($0)" })
    #expect(texts("%customer ").count == 51, "fifty of them, and the key")
    cohort.shown("%cluster k=3")
    #expect(texts("%explain ").prefix(3) == ["1", "2", "3"])
  }

  @Test("the smallest tables", arguments: ["A\n1\n2\n", "A,B\n1,1\n2,1\n3,1\n", "A\n0\n0\n0\n5\n"])
  func small(text: String) throws {
    let file = try CustomerFile(text, name: "small.csv")
    let shown = cohort.shown("%load \(file.path)\n%cluster k=2\n%explain\n%explain 1\n%customer 1")
    #expect(shown.contains("Row 1"), "\(shown)")
  }
}
