@testable import Tables

/// Writes workbooks from the XML of their cells, with as few parts as can be.
struct WorkbookFile {
  struct Sheet {
    var name: String
    var state = ""
    /// What stands in `sheetData`.
    var rows: String
    /// What follows it.
    var rest = ""
  }

  var sheets: [Sheet]
  var strings: [String] = []
  /// Codes of formats; style `n` of cells is the n-th of them, from 1 on.
  var formats: [String] = []
  var countsFrom1904 = false
  var isDeflated = true

  /// A workbook of one sheet.
  init(_ rows: String, rest: String = "") { sheets = [Sheet(name: "Data", rows: rows, rest: rest)] }

  init(sheets: [Sheet]) { self.sheets = sheets }

  private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

  var bytes: [UInt8] {
    var zip = ZipFile()
    func add(_ name: String, _ xml: String) {
      zip.add(name, Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml).utf8), deflated: isDeflated)
    }
    func relationships(_ targets: [(String, String)]) -> String {
      let rows = targets.enumerated().map { index, target in
        "<Relationship Id=\"r\(index + 1)\" Type=\"\(Self.office)/\(target.0)\" Target=\"\(target.1)\"/>"
      }
      return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + rows.joined() + "</Relationships>"
    }
    add("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")]))
    let names = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" \(sheet.state) r:id=\"r\(index + 1)\"/>"
    }
    add(
      "xl/workbook.xml",
      "<workbook xmlns=\"\(Self.main)\" xmlns:r=\"\(Self.office)\"><workbookPr\(countsFrom1904 ? " date1904=\"1\"" : "")/>"
        + "<sheets>\(names.joined())</sheets></workbook>")
    let parts = sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
    add(
      "xl/_rels/workbook.xml.rels",
      relationships(parts + [("styles", "styles.xml"), ("sharedStrings", "/xl/sharedStrings.xml")]))
    let codes = formats.enumerated().map { "<numFmt numFmtId=\"\(164 + $0)\" formatCode=\"\($1)\"/>" }
    let styles = formats.indices.map { "<xf numFmtId=\"\(164 + $0)\"/>" }
    add(
      "xl/styles.xml",
      "<styleSheet xmlns=\"\(Self.main)\"><numFmts>\(codes.joined())</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
        + "<cellXfs><xf numFmtId=\"0\"/>\(styles.joined())</cellXfs></styleSheet>")
    add("xl/sharedStrings.xml", "<sst xmlns=\"\(Self.main)\">\(strings.map { "<si>\($0)</si>" }.joined())</sst>")
    for (index, sheet) in sheets.enumerated() {
      add(
        "xl/worksheets/sheet\(index + 1).xml",
        "<worksheet xmlns=\"\(Self.main)\"><sheetData>\(sheet.rows)</sheetData>\(sheet.rest)</worksheet>")
    }
    return zip.bytes
  }

  /// Rows of cells without references: numbers as they are, other texts inline, `nil` for an empty cell.
  static func rows(_ rows: [[String?]], from first: Int = 1) -> String {
    rows.enumerated().map { index, cells in
      let cells = cells.map { cell -> String in
        guard let cell else { return "<c/>" }
        return Double(cell) == nil ? "<c t=\"inlineStr\"><is><t>\(cell)</t></is></c>" : "<c><v>\(cell)</v></c>"
      }
      return "<row r=\"\(first + index)\">\(cells.joined())</row>"
    }.joined()
  }
}

/// Reads a workbook as a file called `t.xlsx`.
func load(_ workbook: WorkbookFile, _ options: LoadOptions = LoadOptions()) throws -> Table {
  try loadWorkbook(workbook.bytes, options)
}

func loadWorkbook(_ bytes: [UInt8], _ options: LoadOptions = LoadOptions()) throws -> Table {
  let directory = try TemporaryDirectory()
  let path = try directory.file("t.xlsx", bytes)
  return try TableSources.own.source(for: path).init(options).table(at: path, context: .allProcessors)
}

/// The error that reading a workbook ends in, nil when it succeeds.
func workbookError(_ bytes: [UInt8], _ options: LoadOptions = LoadOptions()) throws -> LoadError? {
  do {
    _ = try loadWorkbook(bytes, options)
    return nil
  } catch let error as LoadError {
    return error
  }
}
