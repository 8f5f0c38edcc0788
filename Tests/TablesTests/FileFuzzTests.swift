import Foundation
import Fuzzing
import Testing

@testable import Tables

@Suite("Whatever stands in a file or a query")
struct FileFuzzTests {
  @Test("is a table, the same in pieces of any size, or an error with words")
  func csv() throws {
    let words = [
      "\"\"", "1,234.5", "1.234,5", "$", "31.12.2024", "2024-02-30", "true", "NA", "\r", "\u{FF0C}", "0x1F", "12%",
      "(5)", "|",
    ]
    let directory = try TemporaryDirectory()
    let options = [
      CSVOptions(), CSVOptions(delimiter: ","), CSVOptions(decimal: ",", thousands: "."), CSVOptions(encoding: .latin1),
      CSVOptions(encoding: .utf16), CSVOptions(delimiter: ";", decimal: ","),
    ]
    try Inputs("csv", InputMaker("csv", words: words), count: 1_500).each { input, seed in
      let path = try directory.file("t.csv", input)
      let chosen = options[Int(seed / 3 % UInt64(options.count))]
      let whole = Result { try CSVReader.read(path: path, options: chosen) }
      let pieces = Result { try CSVReader.read(path: path, options: chosen, chunkSize: 1 + Int(seed % 50)) }
      switch (whole, pieces) {
      case (.success(let table), .success(let other)):
        #expect(table == other, "seed \(seed)")
        #expect(table.rowCount > 0 && table.columns.allSatisfy { $0.count == table.rowCount }, "seed \(seed)")
      case (.failure(let error as LoadError), .failure(let other as LoadError)):
        #expect(
          !error.message.isEmpty && error.message == other.message, "seed \(seed): \(error.message) | \(other.message)")
      default: Issue.record("seed \(seed): \(whole) and in pieces \(pieces)")
      }
    }
  }

  @Test("is a workbook, or an error with words")
  func workbooks() throws {
    let words = [
      "<c>", "<v>", "</row>", "t=\"s\"", "r=\"XFD1048576\"", "r=\"A0\"", "<!DOCTYPE x>", "&amp;", "&#x0;", "]]>",
      "s=\"99\"", "=== ",
      "\n=== xl/workbook.xml\n", "1e308", "-2147483648",
    ]
    try Inputs("workbooks", InputMaker("workbooks", words: words), count: 800).each { input, seed in
      let error = try workbookError(Self.workbook(input, deflated: seed % 2 == 0))
      if let error { #expect(!error.message.isEmpty, "seed \(seed)") }
    }
  }

  /// Parts behind lines such as `=== xl/workbook.xml`, as an archive with the right checksums: what stands in them is looked at.
  private static func workbook(_ parts: [UInt8], deflated: Bool) -> [UInt8] {
    var zip = ZipFile()
    for part in String(decoding: parts, as: UTF8.self).components(separatedBy: "=== ").dropFirst() {
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      zip.add(String(lines[0]), Array((lines.count > 1 ? lines[1] : "").utf8), deflated: deflated)
    }
    return zip.bytes
  }

  @Test("is a condition, an expression or a query that is answered, or an error that points into it")
  func sql() throws {
    let words = [
      "cards", "BALANCE", "city", "'Rome'", "$low", "SELECT ", " FROM ", " WHERE ", " UNION ", "OVER ()", "x'00'",
      "CAST(", " AS ",
      "||", "->", "ATTACH 'x' AS y", "PRAGMA ", "NULL", "LIMIT ", "printf('%d', ", "zeroblob(", "LIKE ",
    ]
    let cards = try Table(
      name: "cards",
      columns: [
        Column(name: "ID", text: ["a", "b", "c", "d"]), Column(name: "BALANCE", numbers: [10.1, 20, .nan, 1e300]),
        Column(name: "Credit limit", numbers: [1, 0, 3, -4]),
        Column(name: "city", text: ["Rome", nil, "Köln", "it's"]),
      ])
    try Inputs("sql", InputMaker("sql", words: words, longest: 2_000), count: 2_000).each { input, seed in
      let text = String(decoding: input, as: UTF8.self)
      // A query may have no end; that it stops when it is asked to is part of the promise.
      let end = ContinuousClock.now + .seconds(1)
      let source = SQLSource([cards], parameters: ["low": .integer(1)], isCancelled: { ContinuousClock.now > end })
      do throws(SQLError) {
        switch seed % 3 {
        case 0:
          let rows = try source.rows(where: text)
          #expect(rows == rows.sorted() && rows.allSatisfy { (0..<4).contains($0) }, "seed \(seed)")
        case 1:
          #expect(try source.column(named: "x", as: text).column.count == 4, "seed \(seed)")
        default:
          let table = try source.table(named: "t", from: text)
          #expect(table.columns.allSatisfy { $0.count == table.rowCount }, "seed \(seed)")
        }
      } catch {
        let range = error.range ?? 0..<0
        #expect(range.lowerBound >= 0 && range.upperBound <= text.unicodeScalars.count, "seed \(seed)")
        #expect(!error.message.isEmpty, "seed \(seed)")
      }
    }
  }
}
