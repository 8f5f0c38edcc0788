import Testing

@testable import Tables

@Suite("Limits of delimited text") struct CSVLimitTests {
  private let line = "1," + String(repeating: "x", count: CSVLimit.recordBytes + 1_000_000) + "\n"

  private func lineOfLongRecord(_ text: String) throws -> Int? {
    guard case .longRecord(_, let line)? = try loadError(text) else { return nil }
    return line
  }

  @Test("a record longer than any is refused with its line, among names, in the body and in quotes")
  func longRecords() throws {
    #expect(try lineOfLongRecord("a," + line + "2,3\n") == 1)
    #expect(try lineOfLongRecord("a,b\n5,6\n" + line + "2,3\n") == 3)
    let rest = String(repeating: "2,3\n", count: CSVLimit.recordBytes / 3)
    #expect(try lineOfLongRecord("a,b\n5,6\n1,\"" + rest + rest) == 3, "a quote that is never closed")
  }

  @Test("a name that nobody would call a column is refused with its place")
  func longNames() throws {
    let name = String(repeating: "n", count: CSVLimit.nameBytes)
    #expect(try load("a,\(name)\n1,2\n").columns[1].name == name)
    guard case .longName(_, 1, 2, let bytes)? = try loadError("a,\(name)n\n1,2\n") else {
      Issue.record("a longer name is taken")
      return
    }
    #expect(bytes == CSVLimit.nameBytes + 1)
  }

  @Test("a text of a megabyte is a value as any other")
  func longValues() throws {
    let table = try load("a,b\n1," + String(repeating: "x", count: 1_000_000) + "\n2,y\n")
    #expect(table.columns[1].text(at: 0)?.utf8.count == 1_000_000)
  }

  @Test("more columns than a table can have are refused, and neither their names nor their values are made")
  func columns() throws {
    let commas = String(repeating: ",", count: 5_000_000)
    guard case .tooManyColumns? = try loadError(commas + "\n" + commas + "\n") else {
      Issue.record("five million columns are taken")
      return
    }
    guard case .tooManyColumns(_, line: 3)? = try loadError("a,b\n1,2\n" + commas + "\n") else {
      Issue.record("one long row is taken")
      return
    }
  }
}
