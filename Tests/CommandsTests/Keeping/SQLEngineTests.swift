import Foundation
import Tables
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

/// What `%sql` promises whichever engine answers; the same lines are typed for both.
@Suite("%sql in DuckDB and in SQLite", .whereDuckDBIs)
struct SQLEngineTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  private func use(_ engine: String) { cohort.shown("%config sql=\(engine)") }

  static let engines = ["duckdb", "sqlite"]

  @Test("the caption says which engine answered; alone, DuckDB does where it is installed")
  func caption() {
    let query = "%sql SELECT count(*) AS n FROM customers"
    #expect(cohort.shown(query).contains("asked in DuckDB"))
    use("sqlite")
    #expect(cohort.shown(query).contains("asked in SQLite"))
    use("duckdb")
    #expect(cohort.shown(query).contains("asked in DuckDB"))
  }

  @Test("tables, segments, parameters and what is missing are the same", arguments: engines)
  func meaning(engine: String) throws {
    use(engine)
    cohort.shown("%cluster k=2\nlow = 1500\nplace = \"Rome\"\n%derive half = CASE WHEN city = 'Rome' THEN BALANCE END")
    let cells = cohort.tableCells(
      "%sql SELECT segment, segment_name, count(*) AS n, count(half) AS there FROM customers GROUP BY 1, 2 ORDER BY 1")
    let sizes = try #require(cohort.session.currentSegmentation?.sizes)
    #expect(cells.dropFirst().map { $0[2] } == sizes.map(String.init))
    #expect(cells.dropFirst().compactMap { Int($0[3]) }.reduce(0, +) == 60)
    cohort.shown("%sql as=Rich SELECT * FROM CUSTOMERS WHERE balance > $low AND city = $place")
    let rich = try #require(cohort.session.tables.first { $0.value.name == "Rich" }).value
    #expect(rich.columns.map(\.name).suffix(3) == ["half", "segment", "segment_name"])
    let balances = try rich.column("BALANCE").numbers ?? []
    #expect(!balances.isEmpty && balances.allSatisfy { $0 > 1_500 })
    #expect(rich.columns.map(\.values.type) == [.text, .number, .number, .number, .text, .number, .number, .text])
    cohort.shown("%sql as=joined SELECT count(*) AS n, 1 AS one FROM rich a, Rich b JOIN customers USING (ID)")
    let joined = try #require(cohort.session.tables.first { $0.value.name == "joined" }).value
    #expect(joined.columns[0].numbers == [Double(balances.count * balances.count)])
  }

  @Test(
    "a mistake has its place, and nothing changes", arguments: engines,
    [
      ("%sql SELECT BALANEC FROM customers", "UnknownColumn: customers has no column ‘BALANEC’", "            ^^^^^^^"),
      ("%sql SELECT * FROM costumers", "UnknownTable: there is no table ‘costumers’", "                   ^^^^^^^^^"),
      ("%sql DELETE FROM customers", "NotAQuery: only queries are run, and ‘DELETE’ begins none", "     ^^^^^^"),
      ("%sql ATTACH 'x.db' AS x", "NotAQuery: only queries are run, and ‘ATTACH’ begins none", "     ^^^^^^"),
      ("%sql SELECT 1; SELECT 2", "NotAQuery: one statement is run, and here a second begins", "               ^"),
      ("%sql SELECT BALANCE FROM", "BadSQL: this SQL ends too early", "                    ^^^^"),
      ("%sql SELECT $low", "UnknownParameter: no parameter is named low", "            ^^^^"),
      ("%sql SELECT sqr(BALANCE) FROM customers", "UnknownFunction: SQL has no function ‘sqr’", "            ^^^"),
      (
        "%sql SELECT ID FROM customers WHERE avg(BALANCE) > 1",
        "NotForOneRow: avg() sums up all rows, and one row at a time is asked about here",
        "                                    ^^^"
      ),
      (
        "%sql SELECT segment FROM customers", "NoSegmentation: there are no segments", "            ^^^^^^^"
      ),
    ])
  func mistakes(engine: String, mistake: (code: String, message: String, carets: String)) {
    use(engine)
    let revision = cohort.session.revision
    let lines = cohort.error(mistake.code)
    #expect(lines[0].hasPrefix(mistake.message))
    #expect(lines.count > 2 && lines[2].hasPrefix("  │ " + mistake.carets), "\(lines)")
    #expect(cohort.session.revision == revision)
  }

  @Test("an interrupt leaves the session as it was", arguments: engines)
  func interrupt(engine: String) {
    use(engine)
    let revision = cohort.session.revision
    let context = RecordingContext()
    context.interrupt(after: 1)
    guard case .failed(let report) = cohort.execute("%sql as=x SELECT * FROM customers", in: context) else {
      Issue.record("not interrupted")
      return
    }
    #expect(report.name == "Interrupted" && cohort.session.revision == revision)
  }

  @Test("what gives the session again names the engine that was chosen, before anything is asked")
  func trail() throws {
    use("sqlite")
    cohort.shown("%sql as=some SELECT ID, BALANCE, PURCHASES FROM customers\n%use some\n%cluster k=2")
    let lines = cohort.session.trail.commands
    let (setting, asking) = (lines.firstIndex(of: "%config sql=sqlite"), lines.firstIndex { $0.hasPrefix("%sql") })
    #expect(try #require(setting) < #require(asking))
  }

  @Test("every note of the help on where the engines part is true", arguments: SQLNote.all.map(\.expression))
  func notes(expression: String) throws {
    let note = try #require(SQLNote.all.first { $0.expression == expression })
    for (engine, expected) in [("duckdb", note.duckDB), ("sqlite", note.sqlite)] {
      use(engine)
      let error = cohort.error("%sql as=note SELECT \(expression) AS x, 1 AS y")
      guard error == ["no error"] else {
        #expect(expected == nil, "\(engine): \(error)")
        continue
      }
      let table = try #require(cohort.session.tables.first { $0.value.name == "note" }).value
      #expect((table.columns[0].text(at: 0) ?? SQLNote.missing) == expected, "\(engine)")
    }
    if let both = note.both {
      let same = Self.engines.map { engine -> String? in
        use(engine)
        cohort.shown("%sql as=note SELECT \(both) AS x, 1 AS y")
        return cohort.session.tables.first { $0.value.name == "note" }?.value.columns[0].text(at: 0) ?? SQLNote.missing
      }
      #expect(same[0] == same[1] && same[0] != nil)
    }
    use("duckdb")
    for own in note.ofDuckDB { #expect(cohort.error("%sql SELECT \(own)") == ["no error"], "\(own)") }
    let page = HelpPage(registry: .standard, session: Session()).lines(
      on: CommandDescription(of: SQL.self), examples: true)
    #expect(HelpLine.plain(page).contains(note.inWords))
  }

  // MARK: Parquet

  @Test("a table goes into a Parquet file and comes back the same, types and all")
  func parquet() throws {
    let days = "2024-01-31,,1999-12-31,2024-02-29".split(separator: ",", omittingEmptySubsequences: false)
    let lines = days.enumerated().map { row, day in
      "\(["007", "", "x\"y", "é😀"][row]),\(["0.1", "", "1e300", "-5"][row]),\(["true", "false", "", "true"][row]),\(day),\(day.isEmpty ? "" : day + " 18:05:09.25"),"
    }
    let source = try CustomerFile("text,number,truth,day,moment,none\n" + lines.joined(separator: "\n") + "\n")
    cohort.shown("%load \(source.path) as=mixed")
    let table = try cohort.session.table()
    #expect(table.columns.map(\.values.type) == [.text, .number, .boolean, .date, .date, .number])
    let path = file.beside("mixed.parquet")
    #expect(cohort.shown("%export table \(path)") == "Wrote \(path): mixed, 4 rows × 6 columns.\n")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    cohort.shown("%load \(path) as=again")
    #expect(try cohort.session.table().columns == table.columns)
    cohort.shown("%export table \(path) of=mixed")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["customers.csv", "mixed.parquet"])
  }

  @Test("segments, too; and a file that cannot be leaves the old one as it was")
  func parquetOfOthers() throws {
    let path = file.beside("it's.parquet")
    cohort.shown("%cluster k=3\n%export segments \(Quoting.item(path))\n%use customers")
    #expect(cohort.shown("%load \(Quoting.item(path)) as=s").contains("120 rows × 5 columns"))
    let before = try Data(contentsOf: URL(fileURLWithPath: path))
    let alike = try CustomerFile("a,A,b\n1,2,3\n4,5,6\n")
    cohort.shown("%load \(alike.path) as=alike")
    let lines = cohort.error("%export table \(Quoting.item(path)) of=alike")
    #expect(lines[0].contains("a and A differ in case alone") || lines[0].hasPrefix("SourceProtected"), "\(lines)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    let other = file.beside("alike.parquet")
    #expect(cohort.error("%export table \(other)")[0].contains("a and A differ in case alone"))
    #expect(!FileManager.default.fileExists(atPath: other))
    #expect(
      cohort.error("%export table \(file.beside("none/x.parquet")) of=alike")[0].contains("there is no directory"))
  }
}
