import Foundation
import Machine
import Synchronization
import Testing

@testable import Tables
@testable import Warehouse

@Suite("SQL over tables in DuckDB", .whereDuckDBIs)
struct DuckDBSourceTests {
  private static func cards() throws -> Table {
    try Table(
      name: "cards",
      columns: [
        Column(name: "ID", text: ["a", "b", "c", "d"]),
        Column(name: "BALANCE", numbers: [10.1, 20, .nan, 1e300]),
        Column(name: "Credit limit", numbers: [1, 0, 3, -4]),
        Column(name: "city", text: ["Rome", nil, "Köln on the Rhine", "it's"]),
        Column(name: "vip", values: .booleans([true, false, nil, true])),
        Column(
          name: "since",
          values: .dates(
            DateColumn(microseconds: [0, 86_400_000_000, DateColumn.missing, -86_400_000_000], precision: .day))),
      ])
  }

  private func table(_ query: String, _ parameters: [String: SQLValue] = [:], _ others: Table...) throws -> Table {
    try DuckDBSource([Self.cards()] + others, parameters: parameters).table(named: "x", from: query)
  }

  private func error(_ query: String, _ parameters: [String: SQLValue] = [:]) -> SQLError? {
    do {
      _ = try table(query, parameters)
      return nil
    } catch {
      return error as? SQLError
    }
  }

  // MARK: What is replaced

  @Test("a database is replaced where it holds a table of the same name and nothing else")
  func databaseReplaced() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cohort-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (path, writer) = ("\(folder)/v.duckdb", try DuckDBWriter())
    let cards = try Self.cards()
    var others = cards
    others.name = "others"
    func refusal(_ table: Table) -> String? {
      do {
        try writer.write(table, as: .duckdb, to: path)
        return nil
      } catch { return error.message }
    }
    #expect(refusal(cards) == nil && refusal(cards) == nil)
    #expect(refusal(others) == "\(path) is a database that holds cards, not just others, and is not replaced")
    for (statement, held) in [
      ("CREATE VIEW v AS SELECT 1 AS x", "cards and v"), ("DROP VIEW v", nil),
      ("CREATE SCHEMA s; CREATE TABLE s.cards (x INT)", "cards and cards"),
      ("DROP SCHEMA s CASCADE; CREATE SEQUENCE n", "cards and n"),
      ("DROP SEQUENCE n; CREATE MACRO f(x) AS x", "cards and f"),
    ] {
      let database = try DuckDBDatabase(DuckDBLibrary.load(), memory: 1 << 28, mayTouchFiles: true)
      try database.run("ATTACH '\(path)' AS there; USE there")
      try database.run(statement)
      try database.run("CHECKPOINT; USE memory; DETACH there")
      let words = held.map { "\(path) is a database that holds \($0), not just cards, and is not replaced" }
      #expect(refusal(cards) == words, "\(statement)")
    }
    try Data("notes".utf8).write(to: URL(fileURLWithPath: path))
    #expect(refusal(cards) == "\(path) is there already, and is no database that DuckDB can open, and is not replaced")
    try Data().write(to: URL(fileURLWithPath: path))
    #expect(refusal(cards) == nil)
    try Data([1]).write(to: URL(fileURLWithPath: path + ".wal"))
    #expect(refusal(cards)?.contains("changes beside it") == true)
  }

  // MARK: What goes in and comes back

  @Test("numbers, text, truth and dates come back as they went in")
  func roundTrip() throws {
    let cards = try Self.cards()
    #expect(try table("SELECT * FROM cards").columns == cards.columns)
    var random = RandomBits(state: 5)
    let numbers = (0..<10_000).map { row in
      row % 7 == 0 ? Double.nan : row % 11 == 0 ? .infinity : Double(bitPattern: random.next())
    }.map { $0.isNaN ? Double.nan : $0 }
    let times = (0..<10_000).map { row in row % 5 == 0 ? DateColumn.missing : Int64(row - 5_000) * 86_399_999_999 }
    let texts = numbers.indices.map { row in row % 13 == 0 ? nil : "é\(numbers[row % 997])'\" \0 😀 \(row % 900)" }
    let big = try Table(
      name: "t",
      columns: [
        Column(name: "x", numbers: numbers), Column(name: "s", text: texts),
        Column(name: "b", values: .booleans((0..<10_000).map { [true, false, nil][$0 * 7 % 3] })),
        Column(name: "local", values: .dates(DateColumn(microseconds: times, precision: .time))),
        Column(name: "utc", values: .dates(DateColumn(microseconds: times, precision: .timeUTC))),
        Column(name: "none", numbers: [Double](repeating: .nan, count: 10_000)),
      ])
    let back = try DuckDBSource([big]).table(named: "t", from: "SELECT * FROM t")
    for (a, b) in zip(back.columns, big.columns) { #expect(a == b, "\(b.name)") }
  }

  @Test("a query's columns have the types that DuckDB gives them")
  func types() throws {
    let table = try table(
      """
      SELECT ID, BALANCE, vip, since, BALANCE > 15 AS rich, NULL AS none, 9007199254740993 AS long, 1.25 AS decimal,
        count(*) OVER () AS n, sum(1) OVER () AS huge, since + 1 AS later, ID, 'x' AS "X y", [1, 2][1] AS first
      FROM cards ORDER BY ID DESC;
      """)
    #expect(
      table.columns.map(\.name) == [
        "ID", "BALANCE", "vip", "since", "rich", "none", "long", "decimal", "n", "huge", "later", "ID_2", "X y",
        "first",
      ])
    #expect(
      table.columns.map(\.values.typeName) == [
        "text", "number", "boolean", "date", "boolean", "number", "text", "number", "number", "number", "date", "text",
        "text", "number",
      ])
    #expect(table.columns[6].text(at: 0) == "9007199254740993")
    #expect(table.columns[9].numbers == [4, 4, 4, 4])
    #expect(table.rowCount == 4)
  }

  @Test("tables are joined, also with themselves, and looked up in each other")
  func joins() throws {
    let other = try Table(
      name: "other", columns: [Column(name: "ID", text: ["b", "d", "x"]), Column(name: "n", numbers: [1, 2, 3])])
    for query in [
      "SELECT n FROM cards JOIN other USING (ID) ORDER BY n", "SELECT n FROM cards NATURAL JOIN other ORDER BY n",
      "SELECT n FROM cards c JOIN OTHER o ON c.ID = o.ID ORDER BY n",
      "SELECT n FROM other WHERE ID IN (SELECT ID FROM cards) ORDER BY n",
      "SELECT a.n FROM other a JOIN other b ON a.n = b.n AND b.n < 3 ORDER BY a.n",
      "SELECT n FROM (SELECT * FROM other LIMIT 1) UNION ALL SELECT n FROM other WHERE n = 2",
      "WITH o AS (SELECT * FROM other) SELECT n FROM o WHERE n < (SELECT max(n) FROM o) ORDER BY n",
    ] {
      #expect(try table(query, [:], other).columns[0].numbers == [1, 2], "\(query)")
    }
    #expect(try table("SELECT count(*) FROM other a, other b, other c", [:], other).columns[0].numbers == [27])
    #expect(try table("SELECT 1 FROM other", [:], other).rowCount == 3)
    #expect(try table("SELECT count(*) FROM cards").columns[0].numbers == [4])
    let rows = (0..<10_000).map(Double.init)
    let long = try Table(name: "long", columns: [Column(name: "a", numbers: rows), Column(name: "b", numbers: rows)])
    let query = "SELECT count(*), sum(x.a * y.b) FROM long x JOIN long y ON x.a = y.a WHERE x.b >= 5000 LIMIT 1"
    let sums = try table(query, [:], long).columns.map { $0.numbers?[0] }
    #expect(sums == [5_000, rows[5_000...].reduce(0) { $0 + $1 * $1 }])
  }

  @Test("parameters are bound as values, whatever they hold")
  func parameters() throws {
    #expect(try table("SELECT ID FROM cards WHERE BALANCE > $low ORDER BY 1", ["low": .number(15)]).rowCount == 2)
    #expect(
      try table(
        "SELECT ID FROM cards WHERE BALANCE > $low AND city = $city", ["low": .integer(1), "city": .text("it's")]
      )
      .columns[0].text(at: 0) == "d")
    #expect(try table("SELECT ID FROM cards WHERE city = $city", ["city": .text("' OR 1=1 --")]).rowCount == 0)
    #expect(error("SELECT $low") == SQLError(.unknownParameter("low"), at: 7..<11))
    #expect(error("SELECT $low", ["low": .list])?.kind == .listParameter("low"))
    #expect(error("SELECT ?")?.kind == .placeholder("?"))
  }

  @Test("any name will do for a column and a table")
  func names() throws {
    let names = [
      "select", "a b", "it's", "say \"x\"", "größe", "GRÖSSE", "rowid", "ROW", "a.b", "a;b", "$x", "%", "😀",
      "\"\u{301}", String(repeating: "n", count: 1_000),
    ]
    let columns = names.enumerated().map { Column(name: $1, numbers: [Double($0), Double($0) + 100]) }
    for tableName in ["order", "x y", "größe \"1\"", "\"; DROP TABLE x; --", "duckdb_tables", "pg_class", "main", "😀"] {
      let source = try DuckDBSource([try Table(name: tableName, columns: columns)])
      let query =
        "SELECT " + names.map { SQLDialect.duckdb.quoted($0) }.joined(separator: ", ")
        + " FROM \(SQLDialect.duckdb.quoted(tableName))"
      #expect(try source.table(named: "x", from: query).columns == columns, "\(tableName)")
    }
    let odd = try Table(
      name: "",
      columns: [Column(name: "", numbers: [1]), Column(name: "a\0b", numbers: [2]), Column(name: "c", numbers: [3])])
    #expect(try DuckDBSource([odd]).table(named: "x", from: "SELECT c FROM _").columns[0].numbers == [3])
  }

  @Test("what DuckDB was lent of a table is given back with the database, whether a query ends or is broken off")
  func lending() throws {
    let library = try DuckDBLibrary.load()
    let columns = try Self.cards().columns
    for query in [
      "SELECT * FROM cards a, cards b", "SELECT ID FROM cards LIMIT 1", "SELECT CAST(city AS INT) FROM cards",
    ] {
      weak var table: DuckDBScannedTable?
      try {
        let database = try DuckDBDatabase(library, memory: 1 << 30)
        let lent = DuckDBScannedTable(columns, rowCount: 4)
        #expect(lent.register(as: "lent", with: try #require(database.connection), library))
        table = lent
        try database.run("CREATE VIEW cards AS SELECT * FROM lent()")
        let stream = try? DuckDBStatement(query, in: database).stream()
        // Whoever reads may stop at any row.
        _ = try? stream?.next()
      }()
      #expect(table == nil, "\(query)")
    }
  }

  // MARK: The same each time

  @Test("rows without an order, sums and random numbers come out the same each time")
  func determinism() throws {
    var random = RandomBits(state: 7)
    let count = 300_000
    let table = try Table(
      name: "t",
      columns: [
        Column(name: "g", numbers: (0..<count).map { _ in Double(random.next() % 5_000) }),
        Column(name: "v", numbers: (0..<count).map { _ in Double(random.next() % 1_000_003) / 7 }),
      ])
    for query in [
      "SELECT g, sum(v), avg(v) FROM t GROUP BY g", "SELECT random() FROM t LIMIT 5", "SELECT * FROM t USING SAMPLE 10",
      "SELECT DISTINCT g FROM t", "SELECT a.v FROM t a JOIN t b ON a.g = b.g AND a.v = b.v",
    ] {
      let source = try DuckDBSource([table], seed: 42)
      let first = try source.table(named: "x", from: query)
      for _ in 0..<3 { #expect(try source.table(named: "x", from: query).columns == first.columns, "\(query)") }
    }
  }

  // MARK: What is refused

  private static let refused: [(query: String, kind: SQLError.Kind)] = [
    ("DROP TABLE cards", SQLError.Kind.notAQuery("DROP")), ("ATTACH 'x.db' AS x", .notAQuery("ATTACH")),
    ("PRAGMA version", .notAQuery("PRAGMA")), ("SET threads = 4", .notAQuery("SET")),
    ("COPY cards TO '/tmp/x.csv'", .notAQuery("COPY")), ("INSTALL httpfs", .notAQuery("INSTALL")),
    ("LOAD httpfs", .notAQuery("LOAD")), ("CALL pragma_version()", .notAQuery("CALL")),
    ("EXPLAIN ANALYZE SELECT 1", .notAQuery("EXPLAIN")), ("EXPORT DATABASE '/tmp/x'", .notAQuery("EXPORT")),
    ("WITH x AS (INSERT INTO cards VALUES (1) RETURNING 1) FROM x", .notAQuery("INSERT")),
    ("WITH x AS (DELETE FROM cards RETURNING 1) FROM x", .notAQuery("DELETE")),
    ("WITH x AS (UPDATE cards SET BALANCE = 1 RETURNING 1) FROM x", .notAQuery("UPDATE")),
    ("SELECT 1; SELECT 2", .secondStatement), ("SELECT * FROM read_csv('/etc/passwd')", .outside),
    ("FROM read_text('/etc/passwd')", .outside), ("FROM glob('/etc/*')", .outside),
    ("SELECT content FROM read_blob('/etc/passwd')", .outside), ("FROM read_parquet('x.parquet')", .outside),
    ("SELECT Delimiter FROM sniff_csv('/etc/passwd')", .outside),
    ("FROM query('FROM read_csv(''/etc/passwd'')')", .outside),
    ("FROM '/etc/passwd'", .unknownTable("/etc/passwd", nearest: [], known: ["cards"])),
  ]

  @Test("only queries are run, and they see no file, no extension and no setting", arguments: refused)
  func refusals(query: String, kind: SQLError.Kind) { #expect(error(query)?.kind == kind) }

  @Test(
    "what is inside the query of another function is read only, too",
    arguments: [
      "FROM query('DROP VIEW cards')", "FROM query('COPY cards TO ''/tmp/x.csv''')", "SELECT getenv('HOME')",
      "FROM arrow_scan(1, 2, 3)", "FROM arrow_scan(1::POINTER, 2::POINTER, 3::POINTER)", "FROM pandas_scan(1)",
      "FROM seq_scan()", "FROM duckdb_secrets()", "SELECT * FROM cohort_table_9()", "SELECT set_config('threads', '4')",
      "SELECT current_setting('threads') FROM query('SET threads = 4')",
    ])
  func refusedInside(query: String) { #expect(error(query) != nil) }

  private static let mistakes: [(query: String, kind: SQLError.Kind, range: Range<Int>?)] = [
    (
      "SELECT BALANEC FROM cards", SQLError.Kind.unknownColumn("BALANEC", nearest: ["BALANCE"], isQuoted: false),
      7..<14
    ),
    (
      "SELECT 'Köln 😀', BALANEC FROM cards", .unknownColumn("BALANEC", nearest: ["BALANCE"], isQuoted: false), 17..<24
    ),
    ("SELECT * FROM cards WHERE city = \"Rome\"", .unknownColumn("Rome", nearest: [], isQuoted: true), 33..<39),
    ("SELECT c.BALANEC FROM cards c", .unknownColumn("BALANEC", nearest: ["BALANCE"], isQuoted: false), 9..<16),
    ("SELECT * FROM card", .unknownTable("card", nearest: ["cards"], known: ["cards"]), 14..<18),
    ("SELECT sqr(BALANCE) FROM cards", .unknownFunction("sqr", nearest: ["sqrt"]), 7..<10),
    ("SELECT iif(vip, 1, 2) FROM cards", .unknownFunction("iif", nearest: ["if"]), 7..<10),
    ("SELECT ID FROM cards WHERE avg(BALANCE) > 1", .aggregate("avg"), 27..<30),
    ("SELECT ID FROM cards WHERE rank() OVER () > 1", .windowFunction("rank"), 27..<31),
    ("SELECT ID, sum(BALANCE) FROM cards", .ungrouped("ID"), 7..<9),
    ("SELECT ID FROM cards JOIN cards b ON true", .ambiguousColumn("ID"), 7..<9),
    ("SELECT avg(vip) FROM cards", .wrongTypes("avg(BOOLEAN)"), nil),
    ("SELECT ID FROM", .syntax(near: nil), 10..<14), ("SELECT ID ID ID FROM cards", .syntax(near: "ID"), 13..<15),
    ("SELECT ID FROM cards WHERE BALANCE >", .syntax(near: nil), 35..<36),
    ("SELECT (1", .unclosed("("), 7..<8), ("SELECT 'a", .unclosed("'"), 7..<8), ("SELECT 1)", .unopened, 8..<9),
    ("SELECT $$a", .unclosed("$$"), 7..<9),
    ("SELECT * FROM cards WHERE since > 2020-01-31", .unquotedDate("2020-01-31", iso: "2020-01-31"), 34..<44),
    ("SELECT * FROM cards WHERE since > '2020'", .notADate("2020", column: "since", iso: nil), 34..<40),
    ("SELECT * FROM cards WHERE city = 5", .textBesideNumber("5", column: "city"), 33..<34),
    ("SELECT [BALANCE] AS x FROM cards", .nested(column: "x", type: "a list"), nil),
    ("SELECT x'00'::BLOB AS x", .nested(column: "x", type: "bytes"), nil),
    ("SELECT repeat('x', 100000000)", .failed("a text of more than 64 MB"), nil),
  ]

  @Test("what is wrong is said with its place", arguments: mistakes)
  func places(query: String, kind: SQLError.Kind, range: Range<Int>?) {
    let error = error(query)
    #expect(error?.kind == kind)
    if let range { #expect(error?.range == range) }
  }

  @Test("DuckDB's own texts, lists and casts are cut into words as it does")
  func grammar() throws {
    let query = """
      SELECT E'it\\'s; x' AS a, $$b'; c$$ AS b, $q$ $$ $q$ AS c, [1, 2, 3][2:3][1]::VARCHAR AS d, {'k': 5}.k AS e,
        /* a /* b; */ c */ 1 AS f, list_transform([1], lambda v: v + 1)[1] AS g -- ;
      """
    #expect(try table(query).columns.map { $0.text(at: 0) } == ["it's; x", "b'; c", " $$ ", "2", "5", "1", "2"])
    for query in ["FROM cards", "DESCRIBE cards", "SUMMARIZE cards", "(SELECT 1)", "VALUES (1)", "TABLE cards"] {
      #expect(error(query) == nil, "\(query)")
    }
  }

  // MARK: An end before the end

  @Test("a query that never ends stops soon after it is told to")
  func interrupt() throws {
    let rows = (0..<100_000).map(Double.init)
    let table = try Table(name: "t", columns: [Column(name: "a", numbers: rows)])
    for query in [
      "SELECT count(*) FROM t a, t b, t c WHERE a.a + b.a = c.a", "SELECT a.a FROM t a, t b ORDER BY 1",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
      "SELECT sum(sqrt(range)) FROM range(1000000000000)",
    ] {
      let clock = ContinuousClock()
      let start = clock.now
      let stopped = Mutex<ContinuousClock.Instant?>(nil)
      let context = ComputeContext(threads: 1) {
        guard clock.now - start > .milliseconds(150) else { return false }
        stopped.withLock { $0 = $0 ?? clock.now }
        return true
      }
      let source = try DuckDBSource([table], context: context)
      #expect(throws: SQLError(.cancelled), "\(query)") { try source.table(named: "x", from: query) }
      let asked = try #require(stopped.withLock { $0 })
      // After two seconds a call that does not end is left to itself.
      #expect(clock.now - asked < .milliseconds(1_900), "\(query)")
    }
  }

  @Test("a result that is too large is refused while it is made")
  func tooMuch() throws {
    let error = error("SELECT range FROM range(100000000000)")
    #expect(error?.kind == .tooManyValues(limit: 50_000_000))
  }

  @Test("whatever is typed, the answer is a table or an error inside the text")
  func fuzz() throws {
    let pieces = [
      "BALANCE", "city", "\"Credit limit\"", ">", "<", "=", "1", "'Rome'", "(", ")", ";", "--", "/*", "*/", "'", "\"",
      "[",
      "]", "`", "$x", "?", ":a", "SELECT", "FROM", "cards", "WHERE", "OR", "AND", "NOT", "NULL", "avg(BALANCE)", "OVER",
      "UNION", ",", "\n", "é", "\u{0}", "1e999", "x'00'", "LIMIT", "GROUP BY", "CASE", "END", "*", ".", "||", "->",
      "$$",
      "E'", "::", "{", "}", "PIVOT", "since", "vip", "ALL", "😀",
    ]
    var random = RandomBits(state: 3)
    let source = try DuckDBSource([Self.cards()], parameters: ["x": .integer(1)])
    for turn in 0..<400 {
      let words = (0..<(1 + random.next() % 7)).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }
      let text = "SELECT " + words.joined(separator: turn % 3 == 0 ? "" : " ") + (turn % 2 == 0 ? " FROM cards" : "")
      do throws(SQLError) {
        _ = try source.table(named: "x", from: text)
      } catch {
        let range = error.range ?? 0..<0
        #expect(range.lowerBound >= 0 && range.upperBound <= text.unicodeScalars.count, "\(text)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}

/// Knuth's linear congruential generator: the same numbers each time.
private struct RandomBits {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }
}
