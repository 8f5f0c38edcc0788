import Testing

@testable import Tables

@Suite("Files that are no workbooks, and damaged ones")
struct BadWorkbookTests {
  private func message(_ bytes: [UInt8]) throws -> String { try workbookError(bytes)?.message ?? "" }

  @Test("a workbook with a password and an old one say how to save them")
  func compoundFiles() throws {
    var old = [UInt8](repeating: 0, count: 2048)
    old.replaceSubrange(0..<4, with: [0xD0, 0xCF, 0x11, 0xE0])
    #expect(try message(old).contains("old Excel workbook (.xls); save it as .xlsx or CSV"))
    var encrypted = old
    encrypted.replaceSubrange(1152..<1184, with: "EncryptedPackage".utf8.flatMap { [$0, 0] as [UInt8] })
    #expect(try message(encrypted).contains("encrypted with a password"))
  }

  @Test("archives of other things say what they are")
  func otherArchives() throws {
    func archive(_ names: [String]) -> [UInt8] {
      var zip = ZipFile()
      for name in names { zip.add(name, Array("x".utf8), deflated: false) }
      return zip.bytes
    }
    #expect(
      try message(archive(["a.csv", "b.csv"])).contains("zip archive of other files (a.csv, b.csv); unpack it first"))
    #expect(try message(archive(["mimetype", "content.xml"])).contains(".ods"))
    #expect(try message(archive(["xl/workbook.bin"])).contains(".xlsb"))
    #expect(try message(archive(["word/document.xml"])).contains("Word document"))
  }

  @Test("text, nothing and other bytes under the name of a workbook")
  func otherBytes() throws {
    #expect(try message(Array("a,b\n1,2\n".utf8)).contains("it is text; name it .csv"))
    #expect(try message(Array("<html><table></table></html>".utf8)).contains("a web page"))
    #expect(try message([]).contains("is empty"))
    #expect(try message([0, 1, 2, 3, 0, 9]).contains("its bytes are those of no workbook"))
  }

  @Test("a workbook under another name says how to call it")
  func otherName() throws {
    let book = WorkbookFile(WorkbookFile.rows([["a"], ["1"]]))
    #expect(try loadError(book.bytes)?.message.contains(".xlsx") == true)
  }

  @Test("a cut download, encrypted parts and parts that grow beyond measure are damaged")
  func damaged() throws {
    let bytes = WorkbookFile(WorkbookFile.rows([["a"], ["1"]])).bytes
    #expect(try message(Array(bytes.dropLast(200))).contains("as when a download was cut"))
    var encrypted = ZipFile()
    encrypted.add("xl/workbook.xml", Array("<workbook/>".utf8), flags: 1)
    #expect(try message(encrypted.bytes).contains("is encrypted"))
    var bomb = ZipFile()
    bomb.add("xl/workbook.xml", [UInt8](repeating: 0x20, count: 70 << 20) + Array("<workbook/>".utf8))
    #expect(try message(bomb.bytes).contains("expands more than 400-fold"))
  }

  @Test("entities are not expanded")
  func entities() throws {
    var zip = ZipFile()
    zip.add("xl/workbook.xml", Array("<!DOCTYPE w [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>".utf8))
    #expect(try message(zip.bytes).contains("declares a document type"))
  }

  @Test("cells and rows out of order, beyond the last, or of a text that is not there")
  func wrongCells() throws {
    func message(_ rows: String) throws -> String { try self.message(WorkbookFile(rows).bytes) }
    #expect(
      try message("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>").contains(
        "order of their columns"))
    #expect(try message("<row r=\"2\"/><row r=\"1\"/>").contains("row 1 stands behind row 2"))
    #expect(try message("<row r=\"1048577\"/>").contains("row 1048577"))
    #expect(try message("<row><c r=\"XFE1\"><v>1</v></c></row>").contains("order of their columns"))
    #expect(try message("<row><c t=\"s\"><v>7</v></c></row>").contains("text 7 of 0"))
    #expect(try message("<row><c><v>1</c></row>").contains("mismatched tag"))
  }

  @Test("whatever bytes are cut or changed, a table or an error comes out")
  func fuzz() throws {
    var book = WorkbookFile(
      WorkbookFile.rows([["a", "b", "d"], ["1", "x", "2"], ["3", "y", "4"], [nil, "z"]])
        + "<row><c t=\"s\"><v>0</v></c><c t=\"e\"><v>#N/A</v></c><c s=\"1\"><v>45000.5</v></c></row>",
      rest: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>")
    (book.strings, book.formats) = (["<r><t>s</t></r>"], ["d/m/y"])
    var random = SeededGenerator(seed: 7)
    for isDeflated in [true, false] {
      book.isDeflated = isDeflated
      let whole = book.bytes
      for round in 0..<200 {
        var bytes = whole
        if round % 4 == 0 { bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random)) }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        _ = try workbookError(bytes)
      }
    }
  }
}
