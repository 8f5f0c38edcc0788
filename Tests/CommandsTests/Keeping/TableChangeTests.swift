import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("Changing rows and columns")
struct TableChangeTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  @Test("%filter keeps rows with their identifiers, says how many, and is taken back by one %undo")
  func filter() throws {
    let before = cohort.shown("%status")
    #expect(cohort.shown("%filter city = 'Rome' AND PAYMENTS IS NOT NULL") == "56 of 120 rows of customers remain.\n")
    let table = try cohort.session.table()
    #expect(table.rowCount == 56 && table.identifierText(row: 1) == "C2")
    #expect(
      cohort.shown("%status").contains("filtered: city = 'Rome' AND PAYMENTS IS NOT NULL, 56 of 120 rows"))
    #expect(cohort.html("%cluster k=2").contains(", 56 of 120 rows"))
    cohort.shown("%undo\n%undo")
    #expect(cohort.shown("%status") == before)
  }

  @Test("after a change, what was made from the table is out of date, and the error says what to run")
  func stale() {
    for change in [
      "%fill PAYMENTS=0", "%derive PURCHASES = PURCHASES / BALANCE", "%drop PAYMENTS", "%role BALANCE=code",
    ] {
      cohort.shown("%cluster k=2")
      #expect(
        cohort.shown(change).contains("Out of date now: prepared features, segmentation. Run %cluster again."),
        "\(change)")
      #expect(cohort.error("%profile").last == "Run %cluster again", "\(change)")
      cohort.shown("%undo")
      #expect(cohort.error("%profile") == ["no error"], "\(change)")
      cohort.shown("%prepare scale=robust\n%cluster k=2\n\(change)")
      #expect(cohort.error("%profile").last == "Run %prepare and %cluster again", "\(change)")
      cohort.shown("%undo\n%undo\n%undo\n%undo")
    }
  }

  @Test(
    "a column that no feature is made of comes, goes or changes, and segments, features and map stay",
    arguments: [
      "%derive ratio = PURCHASES / BALANCE", "%drop city", "%fill city=Bari", "%role city=code", "%role BALANCE=number",
      "%drop extra", "%derive extra = 2 * extra", "%role extra=code",
    ])
  func untouched(change: String) {
    cohort.shown("%derive extra = PURCHASES / 2\n%prepare drop=extra\n%cluster k=3\n%name 1 VIP\n%cluster k=2")
    cohort.shown("%cluster k=3\n%tsne perplexity=5 iterations=20")
    let (profile, stamp) = (cohort.html("%profile rows=3"), cohort.session.madeMap?.stamp)
    let choices = cohort.shown("%stability resamples=20")
    #expect(!cohort.shown(change).contains("Out of date"))
    #expect(cohort.error("%profile") == ["no error"])
    #expect(cohort.session.state(of: .features) == .current)
    cohort.shown("%tsne perplexity=5 iterations=20 color=segment")
    #expect(cohort.session.madeMap?.stamp == stamp)
    #expect(cohort.error("%agree previous") == ["no error"])
    #expect(cohort.shown("%stability resamples=20") == choices, "and so do other ways to make them")
    cohort.shown("%undo")
    #expect(cohort.html("%profile rows=3") == profile)
    cohort.shown(change)
    cohort.shown("%filter segment = 1")
    #expect(cohort.error("%profile") == ["no error"])
  }

  @Test("features that nobody asked for stay behind the segments, and the next %cluster takes a new column in")
  func impliedFeatures() {
    cohort.shown("%cluster k=3")
    let profile = cohort.notebook("%profile")
    let said = cohort.shown("%derive ratio = PURCHASES / BALANCE")
    #expect(said.hasSuffix(" The segments are made without ratio: %cluster takes it in.\n"), "\(said)")
    #expect(cohort.error("%profile") == ["no error"])
    #expect(cohort.shown("%filter segment = 1").contains(" of 120 rows"))
    cohort.shown("%undo\n%cluster k=3")
    #expect(cohort.session.currentSegmentation?.preparation.featureNames.contains("ratio") == true)
    cohort.shown("%undo\n%reset")
    #expect(cohort.notebook("%profile") == profile)
  }

  @Test("a segmentation keeps the one before it when columns get other names or come")
  func previousThroughColumns() {
    cohort.shown("%cluster k=2\n%cluster k=3\n%rename BALANCE=balance\n%derive r = 1")
    #expect(cohort.error("%agree previous") == ["no error"])
  }

  @Test("%reset brings back what was loaded, and the segments that were made from it")
  func reset() {
    cohort.shown("%cluster k=3")
    let profile = cohort.notebook("%profile")
    cohort.shown("%filter BALANCE > 1200\n%derive r = 1\n%drop city\n%filter BALANCE > 1300")
    #expect(cohort.shown("%status").contains("derived: r = 1; dropped: city"))
    #expect(cohort.shown("%reset") == "customers is as it was loaded: 120 rows, 5 columns.\n")
    #expect(cohort.notebook("%profile") == profile)
    #expect(cohort.error("%reset")[0] == "NothingToReset: customers is as it was loaded")
  }

  @Test("segments keep their names when columns come and go, and not when rows do")
  func namesThroughColumns() {
    cohort.shown("%cluster k=3\n%name 1 \"VIP\"")
    cohort.shown("%derive r = 1\n%drop city\n%cluster k=3")
    #expect(cohort.session.currentSegmentation?.names == [1: "VIP"])
    cohort.shown("%reset\n%cluster k=3")
    #expect(cohort.session.currentSegmentation?.names == [1: "VIP"])
    cohort.shown("%filter BALANCE > 1200\n%cluster k=3")
    #expect(cohort.session.currentSegmentation?.names == [:])
  }

  @Test("%reset takes the ratios of %kpi away, and brings back the rows that %filter took before it")
  func resetAfterKpi() {
    cohort.shown("%load\n%filter BALANCE > 1000\n%kpi")
    #expect(cohort.shown("%status").contains("derived: the ratios of %kpi"))
    #expect(cohort.shown("%reset").contains("is as it was loaded: 5,000 rows, 18 columns."))
  }

  @Test("segments can be asked for while they are current")
  func segments() throws {
    cohort.shown("%cluster k=3")
    let sizes = try #require(cohort.session.currentSegmentation?.sizes)
    #expect(cohort.shown("%filter segment = 2").hasPrefix("\(sizes[1]) of 120 rows of customers remain."))
    #expect(cohort.shown("%filter segment = 2").hasPrefix("All \(sizes[1]) rows of customers meet this condition"))
  }

  @Test(
    "a condition that cannot be is pointed at, and changes nothing",
    arguments: [
      ("%filter BALANEC > 1", "UnknownColumn: customers has no column ‘BALANEC’", "        ^^^^^^^"),
      ("%filter BALANCE >", "BadSQL: this SQL ends too early", "                ^"),
      ("%filter 1; DROP TABLE customers", "NotAQuery: one statement is run, and here a second begins", "         ^"),
      (
        "%filter avg(BALANCE) > 1", "NotForOneRow: avg() sums up all rows, and one row at a time is asked about here",
        "        ^^^"
      ),
      ("%filter BALANCE > $low", "UnknownParameter: no parameter is named low", "                  ^^^^"),
      ("%filter city = \"Rome\"", "UnknownColumn: there is no column ‘Rome’", "               ^^^^^^"),
      (
        "%filter BALANCE < 0", "NoRows: no row of customers meets this condition, and a table needs one",
        "        ^^^^^^^^^^^"
      ),
      ("%filter", "MissingArgument: %filter needs condition: which rows to keep, such as BALANCE > 1000", "^^^^^^^"),
      ("%derive ratio", "SyntaxError: a new column is written NAME = expression", "        ^^^^^"),
      ("%derive r = BALANEC", "UnknownColumn: customers has no column ‘BALANEC’", "            ^^^^^^^"),
      ("%derive r = NULL", "NoValues: r would have no value in any row", "        ^^^^^^^^"),
      ("%derive ID = 1", "IdentifierProtected: ID tells the rows apart, and is not replaced", "        ^^^^^^"),
      ("%drop BALANEC", "UnknownColumn: customers has no column ‘BALANEC’", "      ^^^^^^^"),
      (
        "%drop ID BALANCE PURCHASES PAYMENTS city",
        "NoColumns: these are all columns of customers, and a table needs one", "      ^"
      ),
      ("%sql DELETE FROM customers", "NotAQuery: only queries are run, and ‘DELETE’ begins none", "     ^^^^^^"),
      ("%sql SELECT * FROM costumers", "UnknownTable: there is no table ‘costumers’", "                   ^^^^^^^^^"),
      ("%use costumers", "UnknownTable: there is no table ‘costumers’", "     ^^^^^^^^^"),
    ])
  func refusals(code: String, message: String, carets: String) {
    let revision = cohort.session.revision
    let lines = cohort.error(code)
    #expect(lines[0] == message)
    #expect(lines.count <= 4 && lines.count > 2 && lines[2].hasPrefix("  │ " + carets), "\(lines)")
    #expect(cohort.session.revision == revision)
  }

  @Test("the caret finds its place behind a joined line")
  func joined() {
    let lines = cohort.error("%filter BALANCE > 1 AND \\\n    BALANEC > 2")
    #expect(lines[1...2] == ["2 │     BALANEC > 2", "  │     ^^^^^^^"])
  }

  @Test("parameters are bound: what they hold is never SQL")
  func parameters() {
    #expect(cohort.shown("low = 1200\n%filter BALANCE > $low").contains("remain"))
    #expect(cohort.shown("%status").contains("BALANCE > $low ($low = 1200)"))
    #expect(cohort.error("x = \"0 OR 1=1\"\n%filter city = $x")[0].hasPrefix("NoRows"))
    #expect(cohort.error("x = 1,2\n%filter BALANCE IN ($x)")[0].hasPrefix("UnknownParameter: $x is a list"))
  }

  @Test("%derive adds a column, replaces one with a note, and says what it holds")
  func derive() throws {
    #expect(cohort.shown("%derive ratio = PAYMENTS / 0 + BALANCE").hasPrefix("NoValues"))
    #expect(cohort.shown("%derive rich = BALANCE > 1500").hasPrefix("rich: numbers from 0 to 1, the median "))
    #expect(cohort.shown("%derive half = PAYMENTS / 2").contains("; 7 of 120 rows have none."))
    #expect(
      cohort.shown("%derive \"a b\" = CASE WHEN city = 'Rome' THEN 1 ELSE 'x' END")
        == "a b: text, 2 different. Numbers and text were mixed, so all became text.\n")
    #expect(cohort.shown("%derive city = lower(city)").contains("It took the place of the column of that name."))
    let table = try cohort.session.table()
    #expect(table.columns.map(\.name) == ["ID", "BALANCE", "PURCHASES", "PAYMENTS", "city", "rich", "half", "a b"])
    #expect(table.columns[4].text(at: 0) == "rome")
  }

  @Test("%drop says what is left; without the identifier rows go by their numbers")
  func drop() throws {
    #expect(cohort.shown("%drop city balance") == "Dropped BALANCE, city; 3 columns are left.\n")
    #expect(try cohort.session.table().identifierText(row: 4) == "C4")
    #expect(cohort.shown("%drop ID").contains("Rows go by their numbers now."))
    #expect(try cohort.session.table().identifierText(row: 4) == "5")
  }

  @Test("%sql shows a result, keeps it as a table, and %use takes it into use")
  func sql() throws {
    let cells = cohort.tableCells("%sql SELECT city, count(*) AS n FROM customers GROUP BY city ORDER BY city")
    #expect(cells.map { Array($0.prefix(2)) } == [["city", "n"], ["Pisa", "60"], ["Rome", "60"]])
    cohort.shown("%cluster k=2")
    let text = cohort.shown(
      "%%sql as=large\nSELECT *\nFROM customers\nWHERE BALANCE > 1500 AND segment_name IS NOT NULL")
    #expect(text.contains("%use large takes it into use"))
    #expect(cohort.session.current?.value.name == "customers")
    #expect(cohort.error("%profile") == ["no error"])
    #expect(cohort.shown("%use large").hasSuffix("It has no segments yet: %cluster makes them.\n"))
    #expect(try cohort.session.table().columns.map(\.name).suffix(2) == ["segment", "segment_name"])
    #expect(cohort.tableCells("%tables").count == 3)
    cohort.shown("%use customers")
    #expect(cohort.error("%profile") == ["no error"])
    #expect(cohort.shown("%sql SELECT c.ID FROM customers c JOIN large USING (ID) LIMIT 2").contains("2 rows"))
    #expect(cohort.error("%sql as=none SELECT * FROM customers WHERE 0")[0].hasPrefix("NoRows"))
  }

  @Test(
    "SQL can be interrupted, and leaves the session as it was",
    arguments: ["%filter BALANCE > 1200", "%derive r = BALANCE * 2", "%sql as=x SELECT * FROM customers"])
  func interrupt(code: String) {
    let revision = cohort.session.revision
    let context = RecordingContext()
    context.interrupt(after: 1)
    guard case .failed(let report) = cohort.execute(code, in: context) else {
      Issue.record("not interrupted")
      return
    }
    #expect(report.name == "Interrupted" && cohort.session.revision == revision)
  }

  @Test("Tab offers columns, tables and parameters inside SQL")
  func completion() throws {
    let spaced = try CustomerFile()
    cohort.shown("%load \(spaced.path) as=spaced\nlow = 5")
    func texts(_ code: String) -> [String] { cohort.complete(code, at: code.unicodeScalars.count).items.map(\.text) }
    #expect(texts("%filter BAL") == ["BALANCE", "BALANCE_FREQUENCY"])
    #expect(texts("%filter ID = 'A' AND Cre") == ["\"Credit limit\""])
    #expect(texts("%filter BALANCE > $l") == ["$low"])
    #expect(texts("%sql SELECT * FROM cus") == ["customers"])
    #expect(texts("%use ") == ["customers", "spaced"])
  }

  @Test("%reset brings segments back after columns got other names and rows went, whatever was made then")
  func resetAfterRename() {
    cohort.shown("%cluster k=3")
    let profile = cohort.notebook("%profile")
    cohort.shown("%rename ID=customer\n%filter segment = 1\n%tsne perplexity=5 iterations=20\n%reset")
    #expect(cohort.notebook("%profile") == profile)
    cohort.shown("%rename BALANCE=balance\n%prepare\n%cluster k=2")
    #expect(cohort.shown("%reset").contains("Out of date now: prepared features, segmentation."))
  }

  @Test("%sql as= says what it takes the place of, and whose column a query lacks")
  func sqlPlaces() throws {
    let other = try CustomerFile.groups(seed: 2)
    cohort.shown("%cluster k=2\n%load \(other.path) as=others\n%cluster k=2")
    #expect(
      cohort.shown("%sql as=customers SELECT ID, BALANCE FROM others").contains(
        "It took the place of a table of 120 rows and 5 columns, whose segments are out of date: %undo brings both back."
      ))
    cohort.shown("%undo")
    #expect(
      cohort.error("%sql SELECT segment FROM customers")[0]
        == "UnknownColumn: customers has no column ‘segment’: segments are asked of the table in use, others")
    #expect(cohort.error("%sql SELECT BALANEC FROM customers")[0] == "UnknownColumn: customers has no column ‘BALANEC’")
    #expect(cohort.error("%sql SELECT weight FROM others")[0] == "UnknownColumn: others has no column ‘weight’")
  }
}
