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
      ("BALANCE > 5,5", .commaInNumber("5,5"), 10..<13),
      ("BALANCE > 1,000,000 AND TENURE = 1", .commaInNumber("1,000,000"), 10..<19),
      ("BALANCE > 1,000.5", .commaInNumber("1,000.5"), 10..<17),
      ("BALANCE BETWEEN 1,000 AND 2000", .commaInNumber("1,000"), 16..<21),
      ("BALANCE BETWEEN -5 AND 2,000", .commaInNumber("2,000"), 23..<28),
      ("BALANCE > -12,345,678.9", .commaInNumber("12,345,678.9"), 11..<23),
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

  @Test(
    "commas in numbers are taken out where they stand between thousands, and what else they may mean is said",
    arguments: [
      ("5,5", "Write 5.5"), ("1,000", "Write 1000, or 1.000 where the comma begins decimals"),
      ("12,345,678", "Write 12345678"), ("0,125", "Write 0.125"), ("1234,567", "Write 1234.567"),
      ("1,2,3", "Write one number without commas"), ("12,345,678.9", "Write 12345678.9"),
      ("1,000.5", "Write 1000.5"), ("5,5.5", "Write one number without commas"),
    ])
  func commas(number: String, remedy: String) {
    #expect(SQLError(.commaInNumber(number)).remedy == remedy)
  }

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

  @Test(
    "conditions as Python, pandas and C write them are refused, with what would be right",
    arguments: [
      (
        "3 < BALANCE < 5", .chained("3 < BALANCE", "5", right: "3 < BALANCE AND BALANCE < 5"), 0..<15
      ),
      (
        "vip AND (abs(BALANCE - 1)>=3>= -BALANCE)",
        .chained("abs(BALANCE - 1)>=3", "-BALANCE", right: "abs(BALANCE - 1)>=3 AND 3>= -BALANCE"), 9..<39
      ),
      ("BALANCE = vip = 1", .chained("BALANCE = vip", "1", right: "BALANCE = vip AND vip = 1"), 0..<17),
      ("BALANCE > 3 | vip < 0", .joinedBySign("|"), 12..<13),
      ("BALANCE > 3 & vip = 0", .joinedBySign("&"), 12..<13),
      ("BALANCE > 3 || vip < 0", .joinedBySign("||"), 12..<14),
      ("BALANCE > 3 && vip < 0", .joinedBySign("&&"), 12..<14),
      ("BALANCE > 3 | city LIKE 'R%'", .joinedBySign("|"), 12..<13),
      ("city IS NOT NULL & BALANCE > 3", .joinedBySign("&"), 17..<18),
      ("~(BALANCE > 3)", .negatedBySign(right: "NOT (BALANCE > 3)"), 0..<1),
      ("BALANCE > 3 AND ~(city IS NULL)", .negatedBySign(right: "NOT (city IS NULL)"), 16..<17),
      ("~vip", .negatedBySign(right: "NOT vip"), 0..<1),
      ("BALANCE = NULL", .comparedWithNull(right: "BALANCE IS NULL"), 8..<14),
      ("vip AND round(BALANCE, 1) == null", .comparedWithNull(right: "round(BALANCE, 1) IS NULL"), 26..<33),
      ("city != NULL", .comparedWithNull(right: "city IS NOT NULL"), 5..<12),
      ("NULL <> city OR vip", .comparedWithNull(right: "city IS NOT NULL"), 0..<7),
      ("BALANCE = NaN", .missingByName("NaN", isNegated: false), 10..<13),
      ("BALANCE != None", .missingByName("None", isNegated: true), 11..<15),
      ("BALANCE is not nan", .missingByName("nan", isNegated: true), 15..<18),
    ] as [(String, SQLError.Kind, Range<Int>)])
  func foreignConditions(condition: String, kind: SQLError.Kind, range: Range<Int>) throws {
    #expect(try error(condition) == SQLError(kind, at: range))
  }

  @Test(
    "signs that SQL reads as they are meant are left alone",
    arguments: [
      "BALANCE & 4 = 4", "BALANCE > 3 | 1", "(BALANCE > 3) & (vip = 0)", "(BALANCE > 3) | (vip = 0)",
      "BALANCE > 3 AND vip < 5", "BALANCE BETWEEN 1 AND 3 AND vip = 1", "(BALANCE > 3) = (vip < 1)",
      "BALANCE > 3 = vip < 1", "city = 'a' || city", "~BALANCE < -3", "vip - ~(3 + 1) > 0",
      "BALANCE IS NULL = 0", "BALANCE IS NOT NULL = vip", "coalesce(NULL, BALANCE) > 1", "max(BALANCE < 3, vip < 5)",
      "CASE WHEN BALANCE < 3 THEN 1 ELSE vip END < 2", "city = 'a' COLLATE NOCASE AND vip < 2",
      "BALANCE < (SELECT max(BALANCE) FROM cards WHERE vip = 1 ORDER BY city = 'a')", "city = '3 < x < 5 | y = NULL'",
    ])
  func ownConditions(condition: String) throws { #expect(try error(condition) == nil) }

  @Test("queries and definitions are looked through for such conditions, and DuckDB's signs are known")
  func foreignConditionsElsewhere() throws {
    let source = SQLSource([try Self.cards()])
    let chain = SQLError.Kind.chained("1 < vip", "3", right: "1 < vip AND vip < 3")
    #expect(throws: SQLError(chain, at: 26..<37)) {
      try source.table(named: "x", from: "SELECT * FROM cards WHERE 1 < vip < 3 ORDER BY city")
    }
    #expect(throws: SQLError(chain, at: 0..<11)) { try source.column(named: "new", as: "1 < vip < 3") }
    for query in [
      "SELECT list_filter([1, 2], x -> x > 1) FROM cards", "SELECT struct_pack(a := NULL) FROM cards",
      "SELECT city FROM cards WHERE BALANCE < 3 QUALIFY row_number() OVER () < 2",
      "SELECT city ~ ('R' || 'x' = 'a') FROM cards", "SELECT [1, 2] && [2, 3] AND vip = 1 FROM cards",
    ] {
      #expect(throws: Never.self, "\(query)") {
        try SQLQuestion(query, over: [try Self.cards()], parameters: [:], grammar: .duckDB)
      }
    }
  }
}
