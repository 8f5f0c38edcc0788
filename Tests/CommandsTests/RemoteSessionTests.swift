import Foundation
import KernelInterface
import SQLite
import Testing
import Warehouse

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A session with a table that stays in its database")
struct RemoteSessionTests {
  private static let use = "%connect {folder}/shop.db as=shop\n%use shop.customers"

  private static func sample(_ more: String = "") throws -> SampleSession {
    let sample = try SampleSession(rows: 200)
    try sample.run("\(use)\n\(more)")
    return sample
  }

  private func words(_ code: String, _ sample: SampleSession) throws -> String {
    try sample.run(code).map(\.plainText).joined(separator: "\n")
  }

  @Test("can be written down and read again; once it is connected again it answers alike")
  func coded() throws {
    let sample = try Self.sample("%filter BALANCE > 50\n%cluster k=3 method=kmeans\n%name 2 VIP")
    let encoder = PropertyListEncoder()
    encoder.outputFormat = .binary
    let session = sample.cohort.session
    let copy = try PropertyListDecoder().decode(Session.self, from: try encoder.encode(session))
    #expect(copy.remote?.value.table == session.remote?.value.table)
    #expect(copy.remote?.value.fit == session.remote?.value.fit && copy.remote?.value.fit?.names == [2: "VIP"])
    let other = CohortInterpreter(
      version: "0", registry: .standard, help: StandardHelp(), patience: .seconds(1000), session: copy)
    func shown(_ line: String, by cohort: CohortInterpreter) -> [RecordingContext.Output] {
      let context = RecordingContext()
      _ = cohort.execute(line, in: context)
      return context.notebook
    }
    for line in ["%status", "%tables"] { #expect(shown(line, by: other) == shown(line, by: sample.cohort), "\(line)") }
    guard case .failed(let report) = other.execute("%describe", in: RecordingContext()) else {
      Issue.record("what lets somebody in is kept")
      return
    }
    #expect(report.name == "NotConnected")
    _ = other.execute("%connect \(sample.path(of: "shop.db")) as=shop", in: RecordingContext())
    for line in ["%describe BALANCE", "%profile", "%corr", "%missing"] {
      #expect(shown(line, by: other) == shown(line, by: sample.cohort), "\(line)")
    }
  }

  @Test("takes back one thing after the other")
  func undone() throws {
    let sample = try Self.sample("%cluster k=3 method=kmeans\n%name 1 Big\n%filter BALANCE > 100")
    func remote() -> RemoteWork? { sample.cohort.session.remote?.value }
    let filtered = try #require(remote())
    #expect(filtered.table.conditions == ["BALANCE > 100"] && !filtered.isCurrent)
    try sample.run("%undo")
    #expect(remote()?.table.conditions == [] && remote()?.isCurrent == true && remote()?.fit?.names == [1: "Big"])
    try sample.run("%undo")
    #expect(remote()?.fit?.k == 3 && remote()?.fit?.names == [:])
    try sample.run("%undo")
    #expect(remote() != nil && remote()?.fit == nil)
    try sample.run("%undo")
    #expect(remote() == nil && sample.cohort.session.nameInUse == "customers")
    #expect(sample.cohort.session.currentSegmentation?.k == 4)
  }

  @Test("is whole again where no row meets its filter any more")
  func unmet() throws {
    let sample = try Self.sample("%filter BALANCE > 100\n%use customers")
    try SQLiteDatabase(path: sample.path(of: "shop.db")).execute("UPDATE customers SET BALANCE = 1")
    let said = sample.cohort.printed("%use shop.customers")
    #expect(said.contains("no row of it meets BALANCE > 100 any more, and the filter is gone"), "\(said)")
    let remote = try #require(sample.cohort.session.remote?.value)
    #expect(remote.table.conditions.isEmpty && remote.table.rowCount == 200)
  }

  @Test("goes back and forth between it and tables in memory, and each keeps its segments")
  func backAndForth() throws {
    let sample = try Self.sample("%cluster k=3 method=kmeans\n%use customers")
    #expect(sample.cohort.session.remote == nil && sample.cohort.session.currentSegmentation?.k == 4)
    try sample.run("%use shop.customers")
    #expect(sample.cohort.session.remote?.value.fit?.k == 3 && sample.cohort.session.current == nil)
    try sample.run("%sample 50 as=drawn")
    #expect(sample.cohort.session.remote == nil && sample.cohort.session.current?.value.rowCount == 50)
  }

  @Test("names the table in use, its filter and its segments in %status and %tables")
  func named() throws {
    let sample = try Self.sample()
    var status = try words("%status", sample)
    #expect(status.contains("shop.customers: 200 rows × 4 columns, stays in its database"))
    #expect(status.contains("none yet; %cluster k=4 makes them where the table is"))
    #expect(!status.contains("%load makes one"))
    try sample.run("%filter BALANCE > 100\n%cluster k=3 method=kmeans\n%name 2 VIP")
    status = try words("%status", sample)
    #expect(status.contains("stays in its database, filtered: BALANCE > 100, 3 segments"), "\(status)")
    #expect(status.contains("k = 3 · k-means, best of 10 starts, seed 42"), "\(status)")
    #expect(status.contains("2 VIP"), "\(status)")
    let tables = try words("%tables", sample)
    #expect(tables.contains("shop.customers") && tables.contains("filtered: BALANCE > 100"), "\(tables)")
    try sample.run("%reset")
    #expect(try words("%status", sample).contains("out of date; run %cluster again"))
    try sample.run("%use other")
    #expect(try words("%status", sample).contains("shop.customers: 200 rows × 4 columns, stays in its database"))
  }

  @Test("shows no password of an address that its filter names")
  func secrets() throws {
    let sample = try Self.sample("uri = postgresql://ana:SECRET@host/db\n%filter BALANCE > 100 AND CUST_ID <> $uri")
    let shown = try words("%status\n%tables\n%use shop.customers\n%hist BALANCE by=TENURE", sample)
    let said = sample.cohort.printed("%use shop.customers")
    #expect(said.contains("CUST_ID <> 'postgresql://ana:***@host/db'"), "\(said)")
    #expect(shown.contains("postgresql://ana:***@host/db") && !shown.contains("SECRET"), "\(shown)")
  }

  @Test("lists it in %tables also where no table is in memory")
  func alone() throws {
    let sample = try SampleSession(rows: 50)
    let path = sample.path(of: "shop.db")
    let cohort = CohortInterpreter(version: "0", registry: .standard, help: StandardHelp(), patience: .seconds(1000))
    let context = RecordingContext()
    _ = cohort.execute("%connect \(path) as=shop\n%use shop.customers\n%tables", in: context)
    #expect(context.shown.map(\.plainText).joined().contains("stays in \(path)"), "\(context.shown.map(\.plainText))")
  }

  @Test("offers its database where something new can be made")
  func offered() throws {
    let sample = try Self.sample()
    func texts(_ line: String) -> [String] {
      sample.cohort.complete(line, at: line.unicodeScalars.count).items.map(\.text)
    }
    for line in ["%export table sho", "%export segments sh", "%score customers to=sh"] {
      #expect(texts(line).contains("shop."), "\(line)")
    }
    #expect(texts("%export table \"sh").contains("\"shop."))
    try sample.run("%cluster k=3 method=kmeans\n%name 2 \"Big ones\"")
    #expect(texts("%profile segment=").prefix(4) == ["1", "2", "3", "\"Big ones\""])
  }

  // MARK: What is not done, in words

  @Test("a mistyped name of a database is met with the one that was meant")
  func mistyped() throws {
    let words = refusal("%export segments shp.segments", try Self.sample("%use customers"))
    #expect(
      words.contains("no database is connected as shp") && words.contains("Did you mean shop.segments?"), "\(words)")
  }

  private func refusal(_ line: String, _ sample: SampleSession) -> String {
    do {
      try sample.run(line)
      Issue.record("\(line) is done")
      return ""
    } catch {
      return (error as? SampleSession.Failure)?.lines.joined(separator: "\n") ?? "\(error)"
    }
  }

  @Test("a database that is connected is replaced by nothing, whatever its file is called")
  func connectedFile() throws {
    let sample = try SampleSession(rows: 50)
    let manager = FileManager.default
    let database = sample.path(of: "shop.db")
    try sample.run("%connect \(database) as=shop")
    for (name, line) in [
      ("a.csv", "%export table"), ("b.csv", "%export segments"), ("c.json", "%save"), ("d.html", "%report"),
      ("e.ipynb", "%export notebook"),
      ("f.sql", "%export model"), ("g.svg", "%export figure"), ("h.yaml", "%export rules"),
      ("i.csv", "%score customers to="), ("j.csv", "%export embedding"), ("k.parquet", "%export table"),
    ] {
      let path = sample.path(of: name)
      try manager.linkItem(atPath: database, toPath: path)
      if name == "k.parquet", (try? DuckDBWriter()) == nil { continue }
      let words = refusal(line.hasSuffix("=") ? line + path : "\(line) \(path)", sample)
      #expect(words.contains("is the database that is connected as shop, and is not replaced"), "\(line): \(words)")
      #expect(words.contains("%export table shop.NAME makes a new table in it"), "\(line): \(words)")
    }
    try sample.run("%load shop.visits")
  }

  @Test("a notebook of the session says which tables it does not give")
  func leftOutOfNotebook() throws {
    let sample = try Self.sample("%load shop.visits as=here")
    let path = sample.path(of: "again.ipynb")
    let leftOut = "stays in its database and is not in it: %connect and %use bring it again."
    let context = RecordingContext()
    _ = sample.cohort.execute("%export notebook \(path)", in: context)
    #expect(context.notebook.contains { "\($0)".contains(". shop.customers \(leftOut)") })
    #expect(try String(contentsOfFile: path, encoding: .utf8).contains("`shop.customers` \(leftOut)"))
  }

  @Test("what needs rows, segments or a name says what works")
  func refusals() throws {
    let sample = try Self.sample("%cluster k=3 method=kmeans\n%save {folder}/remote.json")
    func expect(_ line: String, _ parts: String...) {
      let words = refusal(line, sample)
      for part in parts { #expect(words.contains(part), "\(line): \(words)") }
    }
    expect(
      "%restore {folder}/remote.json", "shop.customers stays in its database", "%score shop.customers model=",
      "to=shop.scored puts its rows")
    expect("%filter BALANCE < -1", "NoRows", "no row of shop.customers meets this condition, and a table needs one")
    expect("%filter NOTHING < -1", "DatabaseError", "NOTHING")
    expect("%use nope.customers", "no database is called nope", "Did you mean", "shop.customers")
    expect("%use zzz", "there is no table ‘zzz’", "shop.customers")
    expect("%score shop.customers to=zz.seg", "no database is called zz", "There is shop: to=shop.scored")
    expect("%sql SELECT count(*) FROM shop.customers", "write customers in its own SQL")
    expect("%app", "StaysInDatabase", "%sample 50000")
    expect("%explore", "StaysInDatabase", "%sample 50000")
    try sample.run("%use other")
    for engine in ["auto", "sqlite"] {
      try sample.run("%config sql=\(engine)")
      expect(
        "%sql SELECT count(*) FROM shop.customers", "UnknownTable",
        "%use shop.customers, then write customers in its SQL")
    }
    try sample.run("%use shop.customers")
    #expect(sample.cohort.session.remote != nil && sample.cohort.session.tables.count == 2)
  }

  @Test("names with blanks are quoted")
  func blanks() throws {
    let sample = try SampleSession(rows: 50)
    try sample.run("%connect {folder}/shop.db as=shop\n%export table \"shop.a b\"\n%connect {folder}/shop.db as=shop")
    let words = refusal("%use shop.a b", sample)
    #expect(words.contains("A name with a blank is quoted: \"shop.a b\""), "\(words)")
    try sample.run("%use \"shop.a b\"")
    let early = refusal("%connect {folder}/shop.db as=other\n%use other.a b", sample)
    #expect(early.contains("A name with a blank is quoted: \"other.a b\""), "\(early)")
  }

  @Test("segments that were made there take in customers from anywhere")
  func scored() throws {
    let sample = try Self.sample("%cluster k=3 method=kmeans")
    for line in [
      "%score shop.customers to={folder}/there.csv", "%score shop.customers as=x",
      "%use shop.customers\n%score customers",
    ] { #expect(try words(line, sample).contains("k-means, best of 10 starts, seed 42"), "\(line)") }
    try sample.run("%filter BALANCE > 100 -- some")
    let left = try #require(sample.cohort.session.remote?.value.table.rowCount)
    #expect(left < 200)
    let scored = try words("%score shop.customers to={folder}/there.csv", sample)
    #expect(scored.contains("there.csv: \(left) customers"), "\(scored)")
  }

  @Test("%roles and %next speak of it, and captions call its method alike")
  func spokenOf() throws {
    let sample = try Self.sample()
    let roles = try words("%roles", sample)
    #expect(roles.contains("BALANCE") && roles.contains("%role says otherwise of rows that are here"), "\(roles)")
    #expect(try words("%next", sample).contains("%cluster k=4 method=kmeans divides the rows of shop.customers"))
    let made = try words("%cluster k=4 method=kmeans", sample)
    #expect(made.contains("k-means, best of 10 starts, seed 42 · "), "\(made)")
    #expect(try words("%next", sample).contains("%profile sets the 4 segments of shop.customers side by side"))
  }

  @Test("a model as SQL reads the table where it is, in the engine's own SQL, and runs there")
  func model() throws {
    let sample = try Self.sample("%cluster k=3 method=kmeans\n%filter BALANCE > 50\n%undo")
    func written(_ more: String = "") throws -> String {
      let path = sample.path(of: "model.sql")
      try sample.run("%export model \(path)\(more)")
      return try String(contentsOfFile: path, encoding: .utf8)
    }
    #expect(try written().contains("FROM \"customers\" AS t") && written().contains("For SQLite"))
    #expect(try written(" dialect=spark").contains("FROM `customers` AS t"))
    #expect(try written(" table=crm.clients").contains("FROM \"crm\".\"clients\" AS t"))
    let query = try written().split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("--") }.joined(separator: "\n")
    #expect(try words("%%sql\n\(query.replacing(";", with: ""))", sample).contains("200 rows"))
  }

  // MARK: Two commands at the same time

  @Test(
    "segments made there stand beside what else was done meanwhile, whichever ends first",
    arguments: ["%seed 7", "%use customers", "low = 3"])
  func beside(other: String) throws {
    let cluster = "%cluster k=3 method=kmeans"
    for (held, meanwhile) in [(cluster, other), (other, cluster)] {
      let sample = try Self.sample()
      #expect(sample.run(held, around: meanwhile) == Array(repeating: .finished(result: nil), count: 2))
      if other == "%use customers" {
        #expect(sample.cohort.session.nameInUse == "customers")
        try sample.run("%use shop.customers")
      }
      #expect(sample.cohort.session.remote?.value.fit?.k == 3, "\(held) around \(meanwhile)")
    }
  }

  @Test("of two changes of it at a time the second is told so")
  func disputed() throws {
    for (held, other) in [("%cluster k=3 method=kmeans", "%filter BALANCE > 100"), ("%cluster k=3", "%cluster k=2")] {
      let sample = try Self.sample()
      let outcomes = sample.run(held, around: other)
      #expect(outcomes[0] == .finished(result: nil))
      guard case .failed(let report) = outcomes[1] else {
        Issue.record("\(held) was kept beside \(other)")
        continue
      }
      #expect(
        report.name == "SessionChanged" && report.message.contains("the table shop.customers"), "\(report.message)")
    }
  }
}
