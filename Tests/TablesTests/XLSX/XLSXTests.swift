import Machine
import Synchronization
import Testing

@testable import Tables

@Suite("Excel workbooks")
struct XLSXTests {
  @Test(
    "shared texts with runs and reading aids, inline ones, results of formulas, numbers and booleans, by their references"
  )
  func cells() throws {
    var book = WorkbookFile(
      "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>n</t></is></c>"
        + "<c r=\"C1\" t=\"s\"><v>1</v></c><c r=\"D1\" t=\"str\"><f>x</f><v>d</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><v>1.5</v></c><c r=\"C2\" t=\"b\"><v>1</v></c>"
        + "<c r=\"D2\"><f>B2*2</f><v>3</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>3</v></c><c r=\"C3\" t=\"b\"><v>0</v></c><c r=\"D3\"><v>-2.5E-3</v></c></row>"
    )
    book.strings = [
      "<t>name</t>", "<r><t>yes</t></r><r><rPr><b/></rPr><t>No</t></r><rPh><t>x</t></rPh>",
      "<t xml:space=\"preserve\">R&amp;D, “a”</t>", "<t>\"quoted\" text</t>",
    ]
    let table = try load(book)
    #expect(table.columns.map(\.name) == ["name", "n", "yesNo", "d"])
    #expect(table.columns[0].texts == ["R&D, “a”", "\"quoted\" text"])
    #expect(table.columns[1].texts == ["1.5", nil])
    #expect(table.columns[2].values == .booleans([true, false]))
    #expect(table.columns[3].numbers == [3, -0.0025])
    #expect(table.notices == [])
  }

  @Test("numbers keep every bit")
  func exact() throws {
    let numbers = [
      "0.1", "1.0000000000000002", "-4.9406564584124654E-324", "1.7976931348623157E+308", "123456789012345",
    ]
    let table = try load(WorkbookFile(WorkbookFile.rows([["x"]] + numbers.map { [$0] })))
    #expect(table.columns[0].numbers == numbers.map { Double($0) })
  }

  @Test(
    "serial numbers are dates where their format shows one, in both systems",
    arguments: [
      (false, "1", "1900-01-01"), (false, "59", "1900-02-28"), (false, "61", "1900-03-01"),
      (false, "45292", "2024-01-01"), (false, "45292.75", "2024-01-01 18:00:00"),
      (false, "45292.999999999", "2024-01-02"), (false, "2958465", "9999-12-31"),
      (true, "0", "1904-01-01"), (true, "43830", "2024-01-01"),
    ])
  func serials(from1904: Bool, serial: String, date: String) throws {
    var book = WorkbookFile(
      WorkbookFile.rows([["d"]])
        + "<row><c s=\"1\"><v>\(serial)</v></c></row><row><c s=\"1\"><v>\(serial)</v></c></row>")
    book.formats = ["dd\\-mm\\-yy"]
    book.countsFrom1904 = from1904
    let table = try load(book)
    #expect(table.columns[0].texts == [date, date])
    #expect(table.columns[0].values.typeName == "date")
  }

  @Test("numbers of days that are none are missing, and said")
  func impossibleDates() throws {
    let serials = ["60", "0", "-3", "2958466", "100"]
    var book = WorkbookFile(
      WorkbookFile.rows([["d"]]) + serials.map { "<row><c s=\"1\"><v>\($0)</v></c><c><v>1</v></c></row>" }.joined())
    book.formats = ["yyyy-mm-dd"]
    let table = try load(book)
    #expect(table.columns[0].texts == [nil, nil, nil, nil, "1900-04-09"])
    #expect(table.notices.contains(.impossibleDates(column: "d", count: 4, row: 2, token: "60")))
  }

  @Test(
    "a format's code says whether it shows dates",
    arguments: [
      ("General", CellStyles.Kind.number), ("0.00E+00", .number), ("#,##0.00 [$€-407];[Red]-#,##0.00", .number),
      ("0 \"days\"", .number), ("0\\d", .number), ("dd/mm/yyyy", .date), ("[$-409]mmm\\-yy;@", .date), ("mmmm", .date),
      ("m/d/yy h:mm", .date), ("h:mm AM/PM", .time), ("[h]:mm:ss", .time), ("mm:ss.0", .time),
      ("[Red]0;[Blue]d", .number),
    ])
  func formats(code: String, kind: CellStyles.Kind) {
    #expect(CellStyles.kind(code) == kind)
  }

  @Test("dates of ISO 8601, days where all are midnight")
  func isoDates() throws {
    let book = WorkbookFile(
      WorkbookFile.rows([["d", "t"]])
        + "<row><c t=\"d\"><v>2024-01-31T00:00:00</v></c><c t=\"d\"><v>2024-01-31T18:05:00Z</v></c></row>"
        + "<row><c t=\"d\"><v>2024-02-01</v></c><c t=\"d\"><v>2024-02-01T00:00:01Z</v></c></row>")
    let table = try load(book)
    #expect(table.columns[0].texts == ["2024-01-31", "2024-02-01"])
    #expect(table.columns[1].texts == ["2024-01-31 18:05:00Z", "2024-02-01 00:00:01Z"])
  }

  @Test("errors, formulas without a result, times and numbers stored as text are said")
  func notes() throws {
    var book = WorkbookFile(
      WorkbookFile.rows([["e", "f", "t", "s"]])
        + "<row><c t=\"e\"><v>#N/A</v></c><c><f>1+1</f></c><c s=\"1\"><v>0.25</v></c><c t=\"inlineStr\"><is><t>7</t></is></c></row>"
        + "<row><c><v>2</v></c><c><f>1+1</f><v>2</v></c><c s=\"1\"><v>0.5</v></c><c><v>8</v></c></row>"
        + "<row><c t=\"e\"><v>#DIV/0!</v></c><c><f>1+2</f><v>3</v></c><c s=\"1\"><v>0.5</v></c><c><v>9</v></c></row>")
    book.formats = ["hh:mm"]
    let table = try load(book)
    #expect(table.columns[0].texts == [nil, "2", nil])
    #expect(table.columns[1].texts == [nil, "2", "3"])
    #expect(table.columns[2].numbers == [0.25, 0.5, 0.5])
    #expect(table.columns[3].numbers == [7, 8, 9])
    #expect(
      table.notices == [
        .errorCells(column: "e", count: 2, row: 2, token: "#N/A"), .uncomputedFormulas(column: "f", count: 1, row: 2),
        .timesAsDays(column: "t", row: 2, token: "0.25"),
        .numbersStoredAsText(column: "s", count: 1, row: 2, token: "7"),
      ])
  }

  @Test("dates beside words are text, and said; line breaks become blanks, and are said")
  func mixed() throws {
    var book = WorkbookFile(
      WorkbookFile.rows([["d", "w"]])
        + "<row><c s=\"1\"><v>45292</v></c><c t=\"s\"><v>0</v></c></row>"
        + "<row><c t=\"inlineStr\"><is><t>soon</t></is></c><c t=\"s\"><v>1</v></c></row>")
    book.formats = ["d.m.yy"]
    book.strings = ["<t>plain</t>", "<t>two\nlines_x000D__x005F_</t>"]
    let table = try load(book)
    #expect(table.columns[0].texts == ["2024-01-01", "soon"])
    #expect(table.columns[1].texts == ["plain", "two lines_"])
    #expect(table.notices == [.mixedDates(column: "d", count: 1, row: 2), .lineBreaks(row: 3)])
  }

  @Test("numbers with a decimal comma in texts beside real numbers, as decimal= says")
  func decimalComma() throws {
    let book = WorkbookFile(WorkbookFile.rows([["x"], ["1.5"], ["2,5"], ["1E-2"]]))
    #expect(try load(book, LoadOptions(csv: CSVOptions(decimal: ","))).columns[0].numbers == [1.5, 2.5, 0.01])
  }

  @Test("a large sheet is stopped, and the share done rises to the end")
  func interrupted() throws {
    let rows = (0..<40_000).map { "<row><c><v>\($0)</v></c><c><v>\($0 % 7)</v></c></row>" }.joined()
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.xlsx", WorkbookFile(WorkbookFile.rows([["a", "b"]]) + rows).bytes)
    let shares = SharesDone()
    _ = try XLSXSource(LoadOptions()).table(
      at: path, context: ComputeContext(threads: 2, report: { shares.add($0) }))
    #expect(shares.values.count > 1 && shares.values == shares.values.sorted())
    #expect(throws: LoadError.cancelled) {
      try XLSXSource(LoadOptions()).table(at: path, context: ComputeContext(threads: 2, isCancelled: { true }))
    }
  }
}

/// What was reported of a reading.
private final class SharesDone: Sendable {
  private let shares = Mutex<[Double]>([])
  var values: [Double] { shares.withLock { $0 } }
  func add(_ share: Double) { shares.withLock { $0.append(share) } }

  @Test("a number that is stored as text among the names is no value")
  func numberAsName() throws {
    let year = "<c t=\"inlineStr\"><is><t>2020</t></is></c>"
    let book = WorkbookFile(
      "<row><c t=\"inlineStr\"><is><t>id</t></is></c>\(year)</row>"
        + (1...3).map { "<row><c><v>\($0)</v></c><c><v>\($0 + 4)</v></c></row>" }.joined())
    let table = try load(book)
    #expect(table.columns[1].numbers == [5, 6, 7] && table.notices.isEmpty)
  }
}
