import Foundation
import SQLite
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("The commands that give a session again")
struct TrailTests {
  private let cohort = CohortInterpreter.test()
  private let file: CustomerFile

  init() throws {
    file = try CustomerFile.groups()
    cohort.shown("%config formats=html")
  }

  /// The trail with the file's path as `@`.
  private func trail(after cells: String) -> [String] {
    cohort.shown(cells.replacing("@", with: file.path))
    #expect(cohort.session.trail.isWhole)
    return cohort.session.trail.commands.map { $0.replacing(file.path, with: "@") }
  }

  @Test("what was looked at, replaced or taken back is no part of them")
  func shortest() {
    #expect(
      trail(
        after: """
          %load @
          %hist BALANCE
          %prepare scale=robust
          %cluster k=4
          %prepare
          %cluster k=2
          %cluster k=3
          %filter BALANCE > 1200
          %undo
          %tsne perplexity=10 iterations=20
          %insights
          """) == ["%load @", "%prepare", "%cluster k=3", "%tsne perplexity=10 iterations=20"])
  }

  @Test("changes of the table stand where they were made; %reset takes them and itself away")
  func changes() {
    #expect(
      trail(after: "%load @\n%derive half = BALANCE / 2\n%drop city\n%cluster k=3\n%filter segment < 3")
        == ["%load @", "%derive half = BALANCE / 2", "%drop city", "%cluster k=3", "%filter segment < 3"])
    #expect(trail(after: "%reset\n%cluster k=2") == ["%load @", "%cluster k=2"])
    #expect(trail(after: "%filter BALANCE > 1200\n%reset") == ["%load @", "%cluster k=2"])
  }

  @Test("names are given by number behind what made the segments, whatever gave them")
  func names() {
    #expect(
      trail(after: "%load @\n%cluster k=3\n%name 1 \"VIP\"\n%cluster k=3 linkage=average\n%filter segment > 1").prefix(
        3)
        == ["%load @", "%cluster k=3 linkage=average", "%name 1 \"VIP\""])
  }

  @Test("parameters and seeds stay as far as a line runs under them")
  func conditions() {
    #expect(
      trail(after: "other = 9\n%load @\nk = 2\n%cluster k=$k\nmost = 5\nk = 3\n%seed 7\n%cluster k=$k method=kmeans")
        == ["%load @", "k = 3", "%seed 7", "%cluster k=$k method=kmeans"])
    #expect(trail(after: "%config currency=\"€ \"").last == "%config currency=\"€ \"")
  }

  @Test("of several tables those stay that the one in use goes back to, with the line that takes it into use")
  func tables() {
    #expect(
      trail(after: "%load @ as=one\n%cluster k=2\n%load @ as=two\n%cluster k=3\n%use one")
        == ["%load @ as=one", "%cluster k=2"])
    #expect(
      trail(after: "%sql as=some SELECT BALANCE, PURCHASES FROM one\n%use some\n%cluster k=2").suffix(3)
        == ["%sql as=some SELECT BALANCE, PURCHASES FROM one", "%use some", "%cluster k=2"])
  }

  @Test("a restored model brings its names")
  func restored() {
    let model = file.beside("model.json")
    #expect(
      trail(after: "%load @\n%cluster k=3\n%name 1 \"VIP\"\n%save \(model)\n%load @\n%restore \(model)")
        == ["%load @", "%restore \(model)"])
    #expect(cohort.session.currentSegmentation?.names == [1: "VIP"])
    #expect(trail(after: "%name 2 \"Rest\"").suffix(2) == ["%name 1 \"VIP\"", "%name 2 \"Rest\""])
  }

  @Test("a session that began with a table says that more was there")
  func unknown() throws {
    cohort.shown("%load \(file.path)")
    var session = Session()
    session.setTable(try cohort.session.table())
    let other = CohortInterpreter.test(session: session)
    other.shown("%cluster k=2")
    #expect(other.session.trail == Trail(commands: ["%use customers", "%cluster k=2"], isWhole: false))
  }

  @Test("passwords are left out, and that is said")
  func secrets() {
    #expect(
      trail(after: "%load @\n%derive place = 'sc://host:1/;token=s3cret'").last
        == "%derive place = 'sc://host:1/'")
    #expect(cohort.session.trail.leavesOutSecrets)
    #expect(trail(after: "%load @") == ["%load @"])
    #expect(!cohort.session.trail.leavesOutSecrets)
  }

  @Test("of a whole session every table stays with its segments, names and map, and the seed that was set last")
  func whole() {
    let cells = """
      %load @ as=one
      %cluster k=2
      %load @ as=gone
      %load @ as=two
      %cluster k=3
      %name 1 "VIP"
      %use one
      %name 2 "Rest"
      %prepare scale=robust
      %tsne perplexity=9 iterations=30
      %use two
      %seed 7
      %hist BALANCE
      """
    _ = trail(after: cells)
    let commands = cohort.session.wholeTrail.commands.map { $0.replacing(file.path, with: "@") }
    #expect(
      commands == [
        "%load @ as=one", "%load @ as=gone", "%load @ as=two", "%cluster k=3", "%name 1 \"VIP\"", "%use one",
        "%prepare scale=robust", "%tsne perplexity=9 iterations=30", "%seed 7", "%use two",
      ])
    let again = CohortInterpreter.test()
    again.shown("%config formats=html\n" + cohort.session.wholeTrail.commands.joined(separator: "\n"))
    #expect(again.session.tables.map(\.value) == cohort.session.tables.map(\.value))
    for table in cohort.session.tables.indices {
      let (old, new) = (cohort.session.using(table), again.session.using(table))
      #expect(old.currentSegmentation == new.currentSegmentation)
      #expect(old.madeMap?.value == new.madeMap?.value)
    }
    #expect(again.session.seed == 7 && again.session.current?.value == cohort.session.current?.value)
  }

  /// The commands of the whole session, which give its tables again.
  private func wholeTrail(after cells: String) -> [String] {
    _ = trail(after: cells)
    let commands = cohort.session.wholeTrail.commands
    let again = CohortInterpreter.test()
    again.shown("%config formats=html\n" + commands.joined(separator: "\n"))
    let tables = { (session: Session) in session.tables.map(\.value).sorted { $0.name < $1.name } }
    #expect(tables(again.session) == tables(cohort.session))
    #expect(again.session.current?.value == cohort.session.current?.value)
    return commands.map { $0.replacing(file.path, with: "@") }
  }

  @Test(
    "%reset stays where a query asked what it takes back",
    arguments: ["%filter BALANCE > 1200", "%derive half = BALANCE / 2", "%drop city"])
  func resetBehindQuery(change: String) {
    let query = "%sql as=m SELECT count(*) AS n FROM one"
    let lines = ["%load @ as=one", change, query, "%reset"]
    // All that ran before a query may be what it asked.
    #expect(wholeTrail(after: lines.joined(separator: "\n")) == ["%config formats=html"] + lines)
    #expect(trail(after: "%load @ as=two\n%use one") == ["%load @ as=one"])
  }

  @Test("%reset is about the table that it was about, and is left out where nothing is to be taken back")
  func resetOfOthers() {
    let cells = """
      %load @ as=one
      %filter BALANCE > 1200
      %reset
      %filter BALANCE > 1300
      %load @ as=two
      %filter BALANCE > (SELECT avg(BALANCE) FROM one)
      %use one
      %reset
      %use two
      """
    #expect(
      wholeTrail(after: cells) == [
        "%load @ as=one", "%filter BALANCE > 1300", "%load @ as=two",
        "%filter BALANCE > (SELECT avg(BALANCE) FROM one)", "%use one", "%reset", "%use two",
      ])
    #expect(
      cohort.session.trail.commands.map { $0.replacing(file.path, with: "@") }
        == wholeTrail(after: ""))
  }

  @Test(
    "segments that a condition asked stay with their features and names, though others have taken their place",
    arguments: [
      "%cluster k=3\n%filter segment < 3\n%cluster k=2",
      "%prepare scale=robust\n%cluster k=3\n%name 1 \"VIP\"\n%filter segment_name = 'VIP'\n%prepare\n%cluster k=2",
      "%cluster k=3\n%name 1 \"VIP\"\n%filter segment_name != 'VIP'\n%name 2 \"Rest\"",
    ])
  func segmentsAsked(cells: String) {
    let commands = ["%load @ as=one"] + cells.split(separator: "\n").map(String.init)
    #expect(wholeTrail(after: commands.joined(separator: "\n")) == commands)
  }

  @Test("a name stands once, though a query kept the command that gave it")
  func nameBesideQuery() {
    let commands = ["%load @ as=one", "%cluster k=2", "%name 1 \"VIP\"", "%sql as=m SELECT segment_name FROM one"]
    #expect(wholeTrail(after: commands.joined(separator: "\n")) == ["%config formats=html"] + commands)
    #expect(wholeTrail(after: "%name 2 \"Rest\"") == ["%config formats=html"] + commands + ["%name 2 \"Rest\""])
  }

  @Test("a table that a condition asked stays as it was then, though it was loaded again")
  func loadedAgain() {
    let cells = """
      %load @ as=one
      %filter BALANCE > 1200
      %load @ as=two
      %filter BALANCE > (SELECT avg(BALANCE) FROM "ONE")
      %load @ as=one
      """
    #expect(wholeTrail(after: cells) == cells.split(separator: "\n").map(String.init))
  }

  @Test(
    "the database that a table was read from is connected, however its name and the table's are written",
    arguments: [
      "%load \"big.my customers\"", "%load big.Order", "%load 'big.Order' as=o", "%load id=\"a b\" big.Order",
      "%time %load 'BIG.my customers'", "%load big query=\"SELECT * FROM \\\"Order\\\"\"",
      "%load query='SELECT * FROM \"Order\"' big",
    ])
  func databases(line: String) throws {
    let path = file.beside("shop.db")
    try SQLiteDatabase(path: path).execute(
      "CREATE TABLE \"my customers\" AS SELECT 1 AS a; CREATE TABLE \"Order\" AS SELECT 1 AS a, 2 AS \"a b\"")
    let connect = "%connect \(path) as=big"
    cohort.shown("%connect \(path) as=other\n\(connect)\n\(line)")
    #expect(cohort.session.trail == Trail(commands: [connect, line]))
  }

  @Test("what they give has the same table, segments, names and map")
  func replayed() {
    let cells = """
      %load @
      k = 3
      %fill PAYMENTS=median
      %prepare drop=PURCHASES
      %tsne perplexity=9 iterations=30
      %filter PAYMENTS > 60
      %undo
      %cluster k=$k
      %name auto
      %rename BALANCE=money
      """
    let commands = trail(after: cells).map { $0.replacing("@", with: file.path) }
    let again = CohortInterpreter.test()
    again.shown("%config formats=html\n" + commands.joined(separator: "\n"))
    #expect(again.session.current?.value == cohort.session.current?.value)
    #expect(again.session.currentSegmentation == cohort.session.currentSegmentation)
    #expect(again.session.madeMap?.value == cohort.session.madeMap?.value)
  }
}
