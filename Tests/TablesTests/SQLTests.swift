import Synchronization
import Testing

@testable import Tables

@Suite("SQL over tables")
struct SQLTests {
  private static func cards() throws -> Table {
    try Table(
      name: "cards",
      columns: [
        Column(name: "ID", text: ["a", "b", "c", "d"]),
        Column(name: "BALANCE", numbers: [10.1, 20, .nan, 1e300]),
        Column(name: "Credit limit", numbers: [1, 0, 3, -4]),
        Column(name: "city", text: ["Rome", nil, "Köln", "it's"]),
        Column(name: "vip", values: .booleans([true, false, nil, true])),
        Column(
          name: "since",
          values: .dates(
            DateColumn(microseconds: [0, 86_400_000_000, DateColumn.missing, 172_800_000_000], precision: .day))),
      ])
  }

  private func rows(_ condition: String, _ parameters: [String: SQLValue] = [:]) throws -> [Int] {
    try SQLSource([Self.cards()], parameters: parameters).rows(where: condition)
  }

  @Test("a table that is too wide for SQL keeps nobody from asking another one")
  func wideBeside() throws {
    let wide = try Table(
      name: "wide", columns: (0..<2_100).map { Column(name: "c\($0)", numbers: [Double($0)]) })
    let source = SQLSource([try Self.cards(), wide])
    #expect(try source.rows(where: "BALANCE < 15") == [0])
    #expect(try source.column(named: "x", as: "BALANCE * 2").column.count == 4)
    #expect(try source.table(named: "t", from: "SELECT count(*) AS n FROM cards").columns[0].numbers == [4])
    #expect(throws: SQLError.self) { try source.table(named: "t", from: "SELECT c1 FROM wide") }
    #expect(throws: SQLError.self) { try SQLSource([wide]).rows(where: "c1 > 0") }
  }

  private func error(_ condition: String) throws -> SQLError? {
    let cards = try Self.cards()
    do {
      _ = try SQLSource([cards]).rows(where: condition)
      return nil
    } catch {
      return error
    }
  }

  @Test("names hold quotes, also those with an accent behind them, which are no characters of their own")
  func quotesInNames() throws {
    let names = ["\"", "\"\u{301}", "a\"\u{301}\"b", "\"; DROP TABLE x; --"]
    for (place, name) in names.enumerated() {
      let table = try Table(name: name, columns: [Column(name: name, numbers: [1, 2, 3])])
      let quoted =
        "\"" + String(String.UnicodeScalarView(name.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] })) + "\""
      let found = try SQLSource([table]).table(named: "found", from: "SELECT sum(\(quoted)) FROM \(quoted)")
      #expect(found.columns[0].numbers == [6], "\(place)")
    }
  }

  @Test(
    "a condition keeps the rows for which it holds; unknown does not hold",
    arguments: [
      ("BALANCE > 15", [1, 3]), ("balance <= 15", [0]), ("BALANCE IS NULL", [2]), ("\"Credit limit\" = 0", [1]),
      ("city = 'Köln'", [2]), ("city = 'it''s'", [3]), ("vip", [0, 3]), ("NOT vip", [1]), ("vip IS NULL", [2]),
      ("since >= '1970-01-02'", [1, 3]), ("since = '1970-01-01'", [0]), ("BALANCE / \"Credit limit\" > 0", [0]),
      ("BALANCE > (SELECT avg(\"Credit limit\") FROM cards) -- the mean", [0, 1, 3]), ("1", [0, 1, 2, 3]), ("0", []),
      ("BALANCE > 1 /* all */ OR 1 = 1", [0, 1, 2, 3]), ("cards.BALANCE > 15", [1, 3]), ("[BALANCE] > 15", [1, 3]),
    ])
  func conditions(condition: String, expected: [Int]) throws {
    #expect(try rows(condition) == expected)
  }

  @Test("parameters are bound as values, whatever they hold")
  func parameters() throws {
    #expect(try rows("BALANCE > $low", ["low": .number(15)]) == [1, 3])
    #expect(try rows("BALANCE > $low AND city = $city", ["low": .integer(1), "city": .text("it's")]) == [3])
    #expect(try rows("city = $city", ["city": .text("' OR 1=1 --")]) == [])
  }

  @Test(
    "what is no single condition is refused, and pointed at",
    arguments: [
      ("", SQLError.Kind.empty, nil), ("BALANCE > 1; DROP TABLE cards", .secondStatement, 11..<12),
      ("BALANCE > 1) OR (1", .unopened, 11..<12), ("(BALANCE > 1", .unclosed("("), 0..<1),
      ("city = 'Rome", .unclosed("'"), 7..<8), ("BALANCE > 1 /* x", .unclosed("/*"), 12..<14),
      ("BALANCE > ?", .placeholder("?"), 10..<11), ("BALANCE > :low", .placeholder(":low"), 10..<14),
      ("BALANCE > $low", .unknownParameter("low"), 10..<14), ("BALANCE >", .syntax(near: nil), 8..<9),
      ("BALANCE > > 2", .syntax(near: ">"), 10..<11), ("1 ORDER BY 1", .syntax(near: "ORDER"), 2..<7),
      ("BALANEC > 1", .unknownColumn("BALANEC", nearest: ["BALANCE"], isQuoted: false), 0..<7),
      ("city = \"Rome\"", .unknownColumn("Rome", nearest: [], isQuoted: true), 7..<13),
      ("avg(BALANCE) > 1", .aggregate("avg"), 0..<3), ("rank() OVER () > 1", .windowFunction("rank"), 0..<4),
      ("sqr(BALANCE) > 1", .unknownFunction("sqr", nearest: ["sqrt"]), 0..<3),
      ("BALANCE > (SELECT 1 FROM card)", .unknownTable("card", nearest: ["cards"], known: ["cards"]), 25..<29),
    ])
  func refusals(condition: String, kind: SQLError.Kind, range: Range<Int>?) throws {
    let error = try #require(try error(condition))
    #expect(error.kind == kind)
    #expect(error.range == range)
  }

  @Test(
    "only queries are run",
    arguments: [
      "DROP TABLE cards", "ATTACH 'x.db' AS x", "PRAGMA query_only = 0", "INSERT INTO cards (BALANCE) VALUES (1)",
      "WITH x AS (SELECT 1) DELETE FROM cards", "VACUUM INTO '/tmp/x.db'", "SELECT load_extension('x')",
      "SELECT 1; SELECT 2", "EXPLAIN SELECT 1", "BEGIN",
    ])
  func readOnly(query: String) throws {
    let source = SQLSource([try Self.cards()])
    #expect(throws: SQLError.self) { try source.table(named: "x", from: query) }
  }

  @Test("a query's columns have the types of their values")
  func types() throws {
    let table = try SQLSource([Self.cards()]).table(
      named: "x",
      from: """
        SELECT ID, BALANCE, vip, since, BALANCE > 15 AS rich, NULL AS none, 9007199254740993 AS long,
          CASE WHEN vip THEN 1.5 ELSE city END AS mixed, ID, count(*) OVER () FROM cards ORDER BY ID DESC;
        """)
    #expect(
      table.columns.map(\.name) == [
        "ID", "BALANCE", "vip", "since", "rich", "none", "long", "mixed", "ID_2", "count(*) OVER ()",
      ])
    #expect(
      table.columns.map(\.values.typeName) == [
        "text", "number", "boolean", "date", "number", "number", "text", "text", "text", "number",
      ])
    #expect(table.columns[6].text(at: 0) == "9007199254740993")
    #expect((0..<4).map { table.columns[7].text(at: $0) } == ["1.5", "Köln", nil, "1.5"])
    #expect(table.rowCount == 4)
  }

  @Test("numbers, text, truth and dates come back as they went in")
  func roundTrip() throws {
    var random = SeededGenerator(seed: 5)
    let numbers = (0..<500).map { row in
      row % 7 == 0
        ? Double.nan : row % 11 == 0 ? .infinity : Double(bitPattern: UInt64.random(in: 0...(.max), using: &random))
    }.map { $0.isNaN ? Double.nan : $0 }
    let table = try Table(
      name: "t", columns: [Column(name: "x", numbers: numbers), Column(name: "s", text: numbers.map { "é\($0)'\"" })])
    let back = try SQLSource([table]).table(named: "t", from: "SELECT * FROM t")
    #expect(back.columns == table.columns)
    let cards = try Self.cards()
    #expect(try SQLSource([cards]).table(named: "cards", from: "SELECT * FROM cards").columns == cards.columns)
  }

  @Test("tables are joined, by names that are written once, too, and looked up in each other")
  func joins() throws {
    let other = try Table(
      name: "other", columns: [Column(name: "ID", text: ["b", "d", "x"]), Column(name: "n", numbers: [1, 2, 3])])
    let source = SQLSource([try Self.cards(), other])
    for query in [
      "SELECT n FROM cards JOIN other USING (ID)", "SELECT n FROM cards NATURAL JOIN other",
      "SELECT n FROM cards c JOIN other o ON c.ID = o.ID", "SELECT n FROM other WHERE ID IN (SELECT ID FROM cards)",
    ] {
      #expect(try source.table(named: "x", from: query).columns[0].numbers == [1, 2], "\(query)")
    }
    #expect(try source.rows(where: "ID IN (SELECT ID FROM other)") == [1, 3])
    #expect(try source.table(named: "x", from: "SELECT count(*) FROM other").columns[0].numbers == [3])
    #expect(try source.table(named: "x", from: "SELECT 1 FROM other").rowCount == 3)
  }

  @Test("an expression gives a value for every row, in the order of the rows")
  func expressions() throws {
    let source = SQLSource([try Self.cards()])
    func values(_ expression: String) throws -> [String?] {
      let column = try source.column(named: "x", as: expression).column
      return (0..<column.count).map { column.text(at: $0) }
    }
    #expect(try values("BALANCE / \"Credit limit\"") == ["10.1", nil, nil, "-2.5e+299"])
    #expect(try values("rank() OVER (ORDER BY BALANCE DESC)") == ["3", "2", "4", "1"])
    #expect(try values("upper(city)") == ["ROME", nil, "KöLN", "IT'S"])
    #expect(throws: SQLError.self) { try source.column(named: "x", as: "sum(BALANCE)") }
    #expect(throws: SQLError.self) { try source.column(named: "x", as: "BALANCE / sum(BALANCE)") }
    #expect(throws: SQLError.self) { try source.column(named: "x", as: "1 FROM cards WHERE 0") }
    #expect(throws: SQLError.self) { try source.column(named: "x", as: "1, 2") }
    #expect(throws: SQLError.self) { try source.column(named: "x", as: "x'00'") }
  }

  @Test("any name will do for a column and a table")
  func names() throws {
    let names = [
      "select", "a b", "it's", "say \"x\"", "größe", "rowid", "ROW", "", "a.b", "a;b", "$x", "%", "😀", "oid",
    ]
    let columns = names.enumerated().map { Column(name: $1, numbers: [Double($0), Double($0) + 100]) }
    for tableName in ["order", "sqlite_master", "x y", "größe \"1\""] {
      let source = SQLSource([try Table(name: tableName, columns: columns)])
      for (index, name) in names.enumerated() {
        #expect(
          try source.rows(where: "\(SQLDialect.sqlite.quoted(name)) = \(index + 100)") == [1], "\(tableName) \(name)")
      }
    }
  }

  @Test(
    "a table may take all names that SQLite has for the number of a row",
    arguments: [["rowid", "_rowid_", "oid"], ["OID", "RowID", "_ROWID_"]])
  func rowNumbers(names: [String]) throws {
    let columns = names.map { Column(name: $0, numbers: [30, 10, 20]) }
    let source = SQLSource([try Table(name: "t", columns: columns + [Column(name: "a", numbers: [3, 1, 2])])])
    for name in names {
      #expect(try source.rows(where: "\(name) > 15") == [0, 2], "\(name)")
      #expect(try source.column(named: "x", as: "\(name) + a").column.numbers == [33, 11, 22], "\(name)")
      #expect(
        try source.table(named: "x", from: "SELECT \(name) FROM t ORDER BY a").columns[0].numbers == [10, 20, 30])
    }
    #expect(try source.column(named: "x", as: "rank() OVER (ORDER BY a DESC)").column.numbers == [1, 3, 2])
    #expect(try source.table(named: "x", from: "SELECT * FROM t").columns.map(\.name) == names + ["a"])
  }

  @Test("columns that differ in case alone are refused by name; others still serve")
  func alike() throws {
    let table = try Table(
      name: "t",
      columns: [Column(name: "a", numbers: [1]), Column(name: "A", numbers: [2]), Column(name: "b", numbers: [3])])
    let source = SQLSource([table])
    #expect(try source.rows(where: "b = 3") == [0])
    #expect(throws: SQLError(.alikeColumns(["a", "A"]), at: 0..<1)) { try source.rows(where: "a = 1") }
  }

  @Test("columns that differ in case alone are not taken for the number of a row, whatever they are called")
  func alikeRowNumbers() throws {
    let table = try Table(
      name: "t",
      columns: [
        Column(name: "rowid", numbers: [8]), Column(name: "ROWID", numbers: [9]), Column(name: "b", numbers: [3]),
      ])
    let source = SQLSource([table])
    #expect(try source.rows(where: "b = 3") == [0])
    #expect(throws: SQLError(.alikeColumns(["rowid", "ROWID"]), at: 4..<9)) { try source.rows(where: "1 = rowid") }
    #expect(throws: SQLError(.alikeColumns(["rowid", "ROWID"]), at: 7..<12)) {
      try source.table(named: "x", from: "SELECT rowid FROM t")
    }
  }

  @Test("all columns of a table with some that differ in case alone are refused, which would come without those")
  func everything() throws {
    let alike = try Table(
      name: "t",
      columns: [Column(name: "a", numbers: [1]), Column(name: "A", numbers: [2]), Column(name: "b", numbers: [3])])
    let plain = try Table(name: "u", columns: [Column(name: "b", numbers: [3])])
    let source = SQLSource([alike, plain])
    for (query, place) in [
      ("SELECT * FROM t", 7), ("SELECT b, * FROM t", 10), ("SELECT DISTINCT * FROM u, t", 16),
      ("SELECT t.* FROM t, u", 9),
    ] {
      #expect(throws: SQLError(.alikeColumns(["a", "A"]), at: place..<place + 1)) {
        try source.table(named: "x", from: query)
      }
    }
    for query in ["SELECT * FROM u", "SELECT count(*) FROM t", "SELECT b * 2 FROM t", "SELECT u.* FROM t, u"] {
      #expect(throws: Never.self) { try source.table(named: "x", from: query) }
    }
  }

  @Test("a query that never ends stops when it is told to")
  func interrupt() throws {
    let source = SQLSource([try Self.cards()], isCancelled: { true })
    #expect(throws: SQLError(.cancelled)) {
      try source.table(
        named: "x", from: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
    }
  }

  @Test("what is stopped at any moment was stopped, whatever SQLite makes of it")
  func interruptAtAnyMoment() throws {
    let numbers = (0..<6_000).map { Double($0 * 7919 % 6_000) }
    let table = try Table(
      name: "t", columns: [Column(name: "a", numbers: numbers), Column(name: "b", text: numbers.map { "b\($0)" })])
    let questions: [(SQLSource) throws -> Void] = [
      { _ = try $0.rows(where: "a > (SELECT avg(a) FROM t) AND b LIKE 'b%7%'") },
      { _ = try $0.column(named: "x", as: "rank() OVER (ORDER BY a) || b") },
      { _ = try $0.table(named: "x", from: "SELECT b, count(*) FROM t GROUP BY b ORDER BY a DESC") },
    ]
    for (index, question) in questions.enumerated() {
      for moment in sequence(first: 0, next: { $0 + 1 + $0 / 4 }) {
        let asked = Mutex(0)
        let source = SQLSource(
          [table],
          isCancelled: {
            asked.withLock { asked in
              asked += 1
              return asked > moment
            }
          })
        do {
          try question(source)
          #expect(moment > 5, "question \(index) is stopped in the midst")
          break
        } catch {
          #expect(error as? SQLError == SQLError(.cancelled), "question \(index), asked \(moment) times before")
        }
      }
    }
  }

  @Test("a copy that does not fit is refused before it is made, with what it needs and what there is")
  func refusesWhatDoesNotFit() throws {
    let table = try Table(
      name: "big", columns: [Column(name: "A", numbers: [Double](repeating: 1, count: 2_000_000))])
    let source = SQLSource([table]) { 20_000_000 }
    let needed = SQLScratch.bytes(of: table.columns, rows: table.rowCount)
    #expect(throws: SQLError(.memory(needed: needed, available: 20_000_000))) {
      try source.table(named: "x", from: "SELECT max(A) FROM big")
    }
    #expect(try source.table(named: "x", from: "SELECT 1").rowCount == 1)
    #expect(
      SQLError(.memory(needed: 1_234_000_001, available: 20_000_000)).message
        == "SQL works on a copy of the columns it reads, which needs 1,235 MB, and 20 MB are available")
  }

  @Test("what a copy takes is told from its values")
  func tellsWhatACopyTakes() throws {
    // The row's header and number, nine bytes for a number, texts with their lengths and types.
    #expect(SQLScratch.bytes(of: [Column(name: "A", numbers: [1, .nan])], rows: 2) == (18 + 16) / 10 * 11)
    #expect(SQLScratch.bytes(of: [Column(name: "A", text: ["four", nil, "four"])], rows: 3) == (3 + 10 + 24) / 10 * 11)
  }

  @Test("whatever is typed, the answer is rows of the table or an error inside the text")
  func fuzz() throws {
    let pieces = [
      "BALANCE", "city", "\"Credit limit\"", ">", "<", "=", "1", "'Rome'", "(", ")", ";", "--", "/*", "*/", "'", "\"",
      "[",
      "]", "`", "$x", "?", ":a", "SELECT", "FROM", "cards", "WHERE", "OR", "AND", "NOT", "NULL", "avg(BALANCE)", "OVER",
      "UNION", ",", "\n", "é", "\u{0}", "1e999", "x'00'", "LIMIT", "GROUP BY", "CASE", "END", "*", ".", "||", "->",
    ]
    let cards = try Self.cards()
    let source = SQLSource([cards], parameters: ["x": .integer(1)])
    for seed in 0..<1_500 as Range<UInt64> {
      var random = SeededGenerator(seed: seed)
      let text = (0..<Int.random(in: 1...8, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
        .joined(separator: seed % 3 == 0 ? "" : " ")
      do throws(SQLError) {
        let rows = try source.rows(where: text)
        #expect(rows.allSatisfy { (0..<4).contains($0) } && rows == rows.sorted(), "\(text)")
        _ = try source.column(named: "x", as: text)
      } catch {
        let range = error.range ?? 0..<0
        #expect(range.lowerBound >= 0 && range.upperBound <= text.unicodeScalars.count, "\(text)")
        #expect(!error.message.isEmpty)
      }
    }
  }
}
