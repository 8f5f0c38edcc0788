import Testing

@testable import Tables

@Suite("SQL that means something else than it says")
struct SQLMeaningTests {
  private static func cards() throws -> Table {
    try Table(
      name: "cards",
      columns: [
        Column(name: "BALANCE", numbers: [10.1, 20, .nan, 1e300]),
        Column(name: "city", text: ["Rome", nil, "Köln", "it's"]),
        Column(name: "vip", values: .booleans([true, false, nil, true])),
        Column(
          name: "since",
          values: .dates(
            DateColumn(microseconds: [0, 86_400_000_000, DateColumn.missing, 172_800_000_000], precision: .day))),
      ])
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

  @Test(
    "what runs and means something else is refused, and pointed at",
    arguments: [
      ("since > 1980-01-01", .unquotedDate("1980-01-01", iso: "1980-01-01"), 8..<18),
      ("since > 1/2/1980", .unquotedDate("1/2/1980", iso: "1980-02-01"), 8..<16),
      ("since < 31.12.1980 AND vip", .unquotedDate("31.12.1980", iso: "1980-12-31"), 8..<18),
      ("since > '01.02.1980'", .notADate("01.02.1980", column: "since", iso: "1980-02-01"), 8..<20),
      ("'01.02.1980' < since", .notADate("01.02.1980", column: "since", iso: "1980-02-01"), 0..<12),
      ("vip AND '1.2.80' < since", .notADate("1.2.80", column: "since", iso: nil), 8..<16),
      ("\"since\" >= '1950-99-99'", .notADate("1950-99-99", column: "since", iso: nil), 11..<23),
      ("since > 19800101", .notADate("19800101", column: "since", iso: "1980-01-01"), 8..<16),
      (
        "since BETWEEN '1970-01-01' AND '02.01.1970'",
        .notADate("02.01.1970", column: "since", iso: "1970-01-02"), 31..<43
      ),
      ("since NOT IN ('1970-01-01', 'today')", .notADate("today", column: "since", iso: nil), 28..<35),
      ("city = 01067", .textBesideNumber("01067", column: "city"), 7..<12),
      ("city IN (1067, 'Rome')", .textBesideNumber("1067", column: "city"), 9..<13),
      ("5 < city", .textBesideNumber("5", column: "city"), 0..<1),
      ("BALANCE > 5,5", .decimalComma("5,5"), 10..<13),
    ] as [(String, SQLError.Kind, Range<Int>)])
  func misunderstandings(condition: String, kind: SQLError.Kind, range: Range<Int>) throws {
    #expect(try error(condition) == SQLError(kind, at: range))
  }

  @Test(
    "what means what it says is left alone",
    arguments: [
      "since > '1969'", "since >= '1970-01'", "since > 1969", "since = '1970-01-01 00:00'", "since IS NOT NULL",
      "since BETWEEN '1970-01-01' AND '1970-01-03'", "BALANCE > 2000 - 10 - 5", "BALANCE IN (5,5)",
      "BALANCE > max(5,5)",
      "length(city) > 3", "city || '1' = '21'", "CAST(city AS REAL) > 3", "since || 'x' > '0'", "city LIKE 'R%'",
      "strftime('%m', since) = '01'", "BALANCE = '20'", "'x' || 'y' > since", "vip = 1", "since > date('1969-01-01')",
    ])
  func meant(condition: String) throws { #expect(try error(condition) == nil) }

  @Test("what a subquery names is a column of its own tables, and only then one of the table around it")
  func subqueries() throws {
    let other = try Table(
      name: "other",
      columns: [
        Column(name: "city", numbers: [1]), Column(name: "BALANCE", text: ["a"]), Column(name: "id", numbers: [1]),
      ])
    let source = SQLSource([try Self.cards(), other])
    for condition in [
      "BALANCE IN (SELECT city * 2 FROM other)", "EXISTS (SELECT 1 FROM other o WHERE o.city = 1)",
      "BALANCE > (SELECT max(city) - 5 FROM other WHERE (city > 0 AND BALANCE = 'a'))",
      "BALANCE IN (SELECT city * 2 FROM (SELECT * FROM other))",
      "BALANCE IN (WITH o AS (SELECT * FROM other) SELECT city + 1 FROM o)",
    ] { #expect(throws: Never.self, "\(condition)") { try source.rows(where: condition) } }
    for (condition, kind, range) in [
      ("id IN (SELECT id FROM other) AND city = 5", .textBesideNumber("5", column: "city"), 40..<41),
      ("EXISTS (SELECT 1 FROM other WHERE since > '1.2.80')", .notADate("1.2.80", column: "since", iso: nil), 42..<50),
      ("BALANCE IN (SELECT BALANCE * 2 FROM other)", .calculated(column: "BALANCE", areDates: false), 19..<26),
    ] as [(String, SQLError.Kind, Range<Int>)] {
      #expect(throws: SQLError(kind, at: range), "\(condition)") { try source.rows(where: condition) }
    }
    let query = "SELECT city FROM cards WHERE BALANCE IN (SELECT city * 2 FROM other)"
    #expect(throws: Never.self) { try source.table(named: "x", from: query) }
  }

  @Test("a text behind a parameter is looked at as well, and so are definitions and queries")
  func misunderstandingsElsewhere() throws {
    let source = SQLSource([try Self.cards()], parameters: ["day": .text("1.2.1980")])
    let kind = SQLError.Kind.notADate("1.2.1980", column: "since", iso: "1980-02-01")
    #expect(throws: SQLError(kind, at: 8..<12)) { try source.rows(where: "since > $day") }
    #expect(throws: SQLError(kind, at: 8..<12)) { try source.column(named: "new", as: "since > $day") }
    #expect(throws: SQLError(kind, at: 34..<38)) {
      try source.table(named: "x", from: "SELECT * FROM cards WHERE since > $day")
    }
  }

  @Test(
    "text and dates in a calculation, and numbers beside a word, are refused",
    arguments: [
      ("BALANCE < 'abc'", SQLError.Kind.numberBesideText("abc", column: "BALANCE"), 10..<15),
      ("city + 1 > 2", .calculated(column: "city", areDates: false), 0..<4),
      ("2 * city > 2", .calculated(column: "city", areDates: false), 4..<8),
      ("since - 1 > 2", .calculated(column: "since", areDates: true), 0..<5),
    ])
  func calculations(condition: String, kind: SQLError.Kind, range: Range<Int>) throws {
    let error = try error(condition)
    #expect(error?.kind == kind && error?.range == range)
  }

  @Test(
    "what calculates with numbers is asked",
    arguments: [
      "BALANCE < '12'", "julianday(since) - 1 > 2", "CAST(city AS REAL) + 1 > 0", "city || '-' || city = 'a-a'",
      "vip + 1 > 1",
      "CASE WHEN city = 'Rome' THEN -1 ELSE BALANCE - 2 END > 0", "count(*) OVER () > city",
    ])
  func allowed(condition: String) throws {
    let kind = try error(condition)?.kind
    if case .calculated = kind { Issue.record("\(condition)") }
    if case .numberBesideText = kind { Issue.record("\(condition)") }
  }

  @Test(
    "a keyword, a name that the text gives, and a column of a table that is not asked about are no column of text",
    arguments: [
      "SELECT CASE WHEN id > 2 THEN 1 ELSE 0 END * 10 FROM other", "SELECT * FROM other WHERE id > 0 AND -id < 0",
      "SELECT count(*) AS g FROM words GROUP BY id HAVING g = 1", "SELECT g * 2 FROM (SELECT id AS g FROM words)",
      "SELECT id * 2 FROM other", "SELECT DISTINCT -id FROM other",
    ])
  func otherMeanings(query: String) throws {
    let text = { (name: String) in Column(name: name, text: ["a", "b"]) }
    let words = try Table(
      name: "words",
      columns: [
        text("End"), text("select"), text("and"), text("g"), text("distinct"), Column(name: "id", numbers: [1, 2]),
      ])
    let other = try Table(name: "other", columns: [Column(name: "id", numbers: [1, 3])])
    let named = try Table(name: "named", columns: [text("id")])
    #expect(throws: Never.self) { try SQLSource([words, other, named]).table(named: "x", from: query) }
  }
}
