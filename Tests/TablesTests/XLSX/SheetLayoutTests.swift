import Testing

@testable import Tables

@Suite("Sheets as analysts lay them out")
struct SheetLayoutTests {
  @Test("titles, units, sums, and empty rows and columns around a table, each said by its row")
  func report() throws {
    let rows =
      WorkbookFile.rows([[nil, "Customers of 2024"], [nil]])
      + WorkbookFile.rows(
        [
          [nil, "who", "n", "spent"], [nil, nil, "pcs", "EUR"], [nil, "a", "1", "1.5"], [nil, "b", "2", "2.5"],
          [nil, "c", "3", "3.5"], [nil, "d", "3", "4.5"], [nil, "Total", "9", "12"], [], [nil, nil],
        ], from: 4)
    let table = try load(WorkbookFile(rows))
    #expect(table.columns.map(\.name) == ["who", "n", "spent"])
    #expect(table.columns[0].texts == ["a", "b", "c", "d"])
    #expect(table.columns[2].numbers == [1.5, 2.5, 3.5, 4.5])
    #expect(
      table.notices == [
        .inRows(.titleLines(count: 1, text: "Customers of 2024", line: 4)),
        .inRows(.unitLine(line: 5, text: "pcs, EUR")),
        .inRows(.totalRow(line: 10, label: "Total")),
      ])
    #expect(table.notices[1].message.hasPrefix("row 5 gives units"))
  }

  @Test("skip= and header= as for text, by rows of the sheet")
  func told() throws {
    let book = WorkbookFile(WorkbookFile.rows([["x", "y"], ["a", "b"], ["1", "2"], ["3", "4"]]))
    #expect(try load(book, LoadOptions(csv: CSVOptions(skip: 1))).columns.map(\.name) == ["a", "b"])
    let bare = WorkbookFile(WorkbookFile.rows([["1", "2"], ["3", "4"]]))
    #expect(try load(bare, LoadOptions(csv: CSVOptions(header: false))).columns[1].numbers == [2, 4])
  }

  private static let grouped = WorkbookFile.rows([
    ["id", "sales", nil, "visits", nil], [nil, "Q1", "Q2", "Q1", "Q2"], ["x", "1", "2", "3", "4"],
    ["y", "5", "6", "7", "8"],
  ])

  @Test("names in merged cells over two rows are joined, and said")
  func mergedHead() throws {
    let merges = ["A1:A2", "B1:C1", "D1:E1"].map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    let book = WorkbookFile(Self.grouped, rest: "<mergeCells>\(merges)</mergeCells>")
    let table = try load(book)
    #expect(table.columns.map(\.name) == ["id", "sales Q1", "sales Q2", "visits Q1", "visits Q2"])
    #expect(table.columns[4].numbers == [4, 8])
    #expect(table.notices == [.joinedHead(first: 1, last: 2, name: "sales Q1")])
    #expect(try load(book, LoadOptions(csv: CSVOptions(repair: .none))).columns[1].name == "sales")
  }

  @Test("years below a group of columns are names too, and a row of values is none")
  func years() throws {
    let rows = WorkbookFile.rows([
      ["Kunde", nil, "Umsatz", nil], ["Nr", "Ort", "2023", "2024"], ["7", "Rom", "10", "20"],
      ["8", "Bern", "30", "40"],
    ])
    let merges = "<mergeCells><mergeCell ref=\"A1:B1\"/><mergeCell ref=\"C1:D1\"/></mergeCells>"
    let table = try load(WorkbookFile(rows, rest: merges))
    #expect(table.columns.map(\.name) == ["Kunde Nr", "Kunde Ort", "Umsatz 2023", "Umsatz 2024"])
    #expect(table.columns[3].numbers == [20, 40])
    #expect(table.notices == [.joinedHead(first: 1, last: 2, name: "Kunde Nr")])
  }

  @Test("a merged title is a title; merged cells among the values are said")
  func otherMerges() throws {
    let rows = WorkbookFile.rows([["Report", nil, nil], ["id", "city", "n"], ["x", "Rome", "1"], ["y", nil, "2"]])
    let merges = "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"B3:B4\"/></mergeCells>"
    let table = try load(WorkbookFile(rows, rest: merges))
    #expect(table.columns[1].texts == ["Rome", nil])
    #expect(
      table.notices == [
        .inRows(.titleLines(count: 1, text: "Report", line: 2)), .mergedCells(count: 1, row: 3),
      ])
  }

  private static let several = WorkbookFile(sheets: [
    .init(name: "Notes", state: "state=\"hidden\"", rows: WorkbookFile.rows([["n"], ["1"]])),
    .init(name: "Customers", rows: WorkbookFile.rows([["c"], ["2"]])),
    .init(name: "Orders 24", rows: WorkbookFile.rows([["o"], ["3"]])), .init(name: "Empty", rows: ""),
  ])

  @Test("the first sheet that is not hidden, else the one that is named or numbered; the others are named")
  func sheets() throws {
    let first = try load(Self.several)
    #expect(first.columns[0].name == "c" && first.name == "t")
    #expect(first.notices == [.sheet("Customers", others: ["Notes (hidden)", "Orders 24", "Empty"])])
    let named = try load(Self.several, LoadOptions(sheet: "orders 24"))
    #expect(named.columns[0].name == "o" && named.name == "Orders_24")
    #expect(try load(Self.several, LoadOptions(sheet: "1")).columns[0].name == "n")
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.xlsx", Self.several.bytes)
    #expect(XLSXSource.sheetNames(of: path) == ["Customers", "Orders 24", "Empty", "Notes"])
  }

  @Test("a sheet that is not there names the nearest, one without values the others")
  func wrongSheets() throws {
    guard
      case .noSuchSheet(_, "Custommers", let sheets, ["Customers"]) = try workbookError(
        Self.several.bytes, LoadOptions(sheet: "Custommers"))
    else {
      Issue.record("the nearest sheet is named")
      return
    }
    #expect(sheets == ["Notes", "Customers", "Orders 24", "Empty"])
    guard case .emptySheet(_, "Empty", let others) = try workbookError(Self.several.bytes, LoadOptions(sheet: "Empty"))
    else {
      Issue.record("an empty sheet is an error")
      return
    }
    #expect(others == ["Notes", "Customers", "Orders 24"])
  }
}
