import CZlib
import Foundation
import Machine
import Testing

@testable import Tables

@Suite("Files that are no tables")
struct LoadErrorTests {
  @Test("a missing file, with the nearest names beside it")
  func missingFile() throws {
    let directory = try TemporaryDirectory()
    let existing = try directory.file("customers.csv", Array("a\n1\n".utf8))
    let path = directory.path + "/custmers.csv"
    #expect(throws: LoadError.missingFile(file: path, nearest: [existing])) { try CSVReader.read(path: path) }
    let nowhere = directory.path + "/no/where.csv"
    #expect(throws: LoadError.missingFile(file: nowhere, nearest: [])) { try CSVReader.read(path: nowhere) }
  }

  @Test("a directory, with the tables in it")
  func directory() throws {
    let directory = try TemporaryDirectory()
    let table = try directory.file("t.csv.gz", [])
    _ = try directory.file("notes.txt", [])
    #expect(throws: LoadError.directory(file: directory.path, tables: [table])) {
      try CSVReader.read(path: directory.path)
    }
  }

  @Test("a file without permission", .enabled(if: geteuid() != 0, "root may read everything"))
  func noPermission() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array("a\n1\n".utf8))
    chmod(path, 0)
    #expect(throws: LoadError.noPermission(file: path)) { try CSVReader.read(path: path) }
  }

  @Test("a device")
  func device() {
    #expect(throws: LoadError.unreadable(file: "/dev/null", reason: "it is a device or a pipe, not a file")) {
      try CSVReader.read(path: "/dev/null")
    }
  }

  @Test("an empty file, and one of blank lines", arguments: ["", "\n\n", "  \r\n", "\u{FEFF}", "sep=;\n"])
  func empty(text: String) throws {
    guard case .empty = try loadError(text) else {
      Issue.record("not reported as empty")
      return
    }
  }

  @Test("only a header")
  func onlyHeader() throws {
    guard case .onlyHeader(_, columns: 2) = try loadError("a,b\n\n") else {
      Issue.record("not reported as a header without rows")
      return
    }
  }

  @Test("files of other kinds, by name")
  func otherKinds() throws {
    let workbook = try #require(try loadError(Array("PK\u{3}\u{4}".utf8) + [1, 2, 3]))
    #expect(workbook.message.contains("Excel workbook"))
    let bytes = try #require(try loadError([1, 0, 2, 0, 0, 0, 3, 200, 17]))
    #expect(bytes.message.hasSuffix("t.csv is not a CSV: its bytes are not text"))
    let wide = Array("a,b\n1,2\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try #require(try loadError(wide)).message.contains("encoding=utf-16"))
  }

  @Test("ragged rows, by physical line", arguments: [("1", 1), ("1,2,3", 3), ("1,2,", 3)])
  func ragged(row: String, found: Int) throws {
    let error = try loadError("a,b\n\"x\ny\",2\n\n\(row)\n5,6\n")
    guard case .raggedRow(_, line: 5, expected: 2, found: found) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
  }

  @Test("the first ragged row of many, in a file of several chunks")
  func firstRagged() throws {
    var rows = (0..<900_000).map { "\($0),text" }
    rows[700_000] = "1"
    rows[700_001] = "1,2,3"
    rows[899_999] = "1"
    let error = try loadError("a,b\n" + rows.joined(separator: "\n"))
    guard case .raggedRow(_, line: 700_002, expected: 2, found: 1) = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
  }

  @Test("an unclosed quote, by the line where it opened")
  func unclosedQuote() throws {
    let error = try loadError("a,b\n1,2\n3,\"4\n5,6\n7,8\n")
    guard case .unclosedQuote(_, line: 3, column: "b") = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
  }

  @Test("text behind a closing quote")
  func textAfterQuote() throws {
    let error = try loadError("a,b\n1,2\n3,\"say \"hi\"\"\n")
    guard case .textAfterQuote(_, line: 3, column: "b", opened: 3, token: "hi\"\"") = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
  }

  @Test("Latin-1 bytes, with line, column and the encoding to try")
  func latin1() throws {
    let bytes = Array("name,town\nAnna,Rome\nJos".utf8) + [0xE9] + Array(",Lyon\n".utf8)
    let error = try #require(try loadError(bytes))
    guard case .wrongEncoding(_, line: 3, column: "name", token: "Jos\\xE9", encoding: .utf8) = error else {
      Issue.record("got \(error)")
      return
    }
    #expect(error.message.contains("encoding=latin-1"))
  }

  @Test("Latin-1 bytes in the header, and in the second column")
  func latin1Elsewhere() throws {
    let header = try loadError([0xE9] + Array("t,b\n1,2\n".utf8))
    guard case .wrongEncoding(_, line: 1, column: "1", token: "\\xE9t", encoding: .utf8) = header else {
      Issue.record("got \(String(describing: header))")
      return
    }
    let second = try loadError(Array("a,b\n1,\"x,".utf8) + [0xFC] + Array("\"\n".utf8))
    guard case .wrongEncoding(_, line: 2, column: "b", _, .utf8) = second else {
      Issue.record("got \(String(describing: second))")
      return
    }
  }

  @Test("UTF-16 that breaks off, or that is none")
  func brokenUTF16() throws {
    guard case .wrongEncoding(_, line: 1, _, _, .utf16) = try loadError([0xFF, 0xFE, 0x41]) else {
      Issue.record("an odd byte went unnoticed")
      return
    }
    guard case .wrongEncoding = try loadError([0xFF, 0xFE, 0x00, 0xDC, 0x41, 0x00]) else {
      Issue.record("a lone surrogate went unnoticed")
      return
    }
  }

  @Test("an identifier that isn't there")
  func identifier() throws {
    guard
      case .noSuchIdentifier(_, "CUSTID", ["CUST_ID"]) =
        try loadError("CUST_ID,b\nx,1\n", CSVOptions(identifier: "CUSTID"))
    else {
      Issue.record("not reported")
      return
    }
  }

  @Test(
    "separators that cannot be",
    arguments: [
      CSVOptions(delimiter: "é"), CSVOptions(delimiter: "\""), CSVOptions(delimiter: "5"), CSVOptions(decimal: ";"),
      CSVOptions(decimal: ",", thousands: ","), CSVOptions(thousands: "0"),
    ])
  func options(options: CSVOptions) throws {
    guard case .invalidOption = try loadError("a,b\n1,2\n", options) else {
      Issue.record("accepted")
      return
    }
  }
}

@Suite("Compressed files")
struct GzipTests {
  /// `bytes` as one gzip member.
  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/t.gz"
    let file = try #require(gzopen(path, "wb"))
    gzwrite(file, bytes, UInt32(bytes.count))
    gzclose(file)
    return try directory.contents(of: "t.gz")
  }

  private let text = "a,b\n" + (0..<5000).map { "\($0),x\($0 % 10)\n" }.joined()

  @Test("what comes out is counted while it grows, whatever the file's size, and refused before memory ends")
  func bounded() throws {
    let directory = try TemporaryDirectory()
    let bytes = try gzip([UInt8](repeating: UInt8(ascii: "x"), count: 8 << 20))
    let path = try directory.file("t.csv.gz", bytes)
    let source = try SourceBytes(InputFile(path: path), inMemoryBelow: .max)
    #expect(throws: LoadError.tooLarge(file: "t", needed: 8 << 20, available: 3 << 20)) {
      try Gzip.decompress(source, file: "t", memory: MemoryMeter { 3 << 20 }, isCancelled: { false })
    }
    let whole = try Gzip.decompress(source, file: "t", memory: MemoryMeter { 17 << 20 }, isCancelled: { false })
    #expect(whole.count == 8 << 20)
  }

  @Test("read as what they hold, several members too")
  func whole() throws {
    let bytes = Array(text.utf8)
    #expect(try load(gzip(bytes)).columns == (try load(text)).columns)
    #expect(try load(gzip(Array(bytes[..<1000])) + gzip(Array(bytes[1000...]))).columns == (try load(text)).columns)
  }

  @Test("cut short or changed, they are damaged", arguments: [3, 12, 100, 5000])
  func damaged(at place: Int) throws {
    let whole = try gzip(Array(text.utf8))
    guard case .damagedArchive = try loadError(Array(whole.prefix(place))) else {
      Issue.record("cut at \(place) went unnoticed")
      return
    }
    var changed = whole
    changed[whole.count - 6] ^= 0x55
    guard case .damagedArchive = try loadError(changed) else {
      Issue.record("a wrong checksum went unnoticed")
      return
    }
  }
}
