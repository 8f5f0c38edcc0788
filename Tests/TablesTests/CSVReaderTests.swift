import Machine
import Synchronization
import Tables
import Testing

@Suite("Reading CSV")
struct CSVReaderTests {
  @Test("names, numbers, text and missing values")
  func plain() throws {
    let table = try load("id,amount,city\nA1,1.5,Oslo\nA2,,Rome\nA3,-2e3,\n")
    #expect(table.columns.map(\.name) == ["id", "amount", "city"])
    #expect(table.columns[1].texts == ["1.5", nil, "-2000"])
    #expect(table.columns[2].texts == ["Oslo", "Rome", nil])
    #expect(table.identifier == 0)
    #expect(table.name == "t")
    #expect(table.notices == [])
  }

  @Test("line ends", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    let table = try load(["a,b", "1,x", "2,y"].joined(separator: end))
    #expect(table.columns[0].numbers == [1, 2])
    #expect(table.columns[1].texts == ["x", "y"])
    #expect(table == (try load(["a,b", "1,x", "2,y", ""].joined(separator: end))).renamed(source: table.source))
  }

  @Test("delimiters found by themselves", arguments: [",", "\t", ";", "|"])
  func delimiters(delimiter: String) throws {
    let table = try load(["a\(delimiter)b", "1\(delimiter)x y", "2.5\(delimiter)z"].joined(separator: "\n"))
    #expect(table.columns[0].numbers == [1, 2.5])
    #expect(table.columns[1].texts == ["x y", "z"])
  }

  @Test("commas inside a file of semicolons are text or decimals")
  func semicolonsAndCommas() throws {
    let table = try load("Balance, avg;Limit, max\n1,5;2,5\n3,5;4,5\n", CSVOptions(decimal: ","))
    #expect(table.columns.map(\.name) == ["Balance, avg", "Limit, max"])
    #expect(table.columns[1].numbers == [2.5, 4.5])
  }

  @Test("a given delimiter wins")
  func givenDelimiter() throws {
    let table = try load("a,b:c\n1,2:3\n", CSVOptions(delimiter: ":"))
    #expect(table.columns.map(\.name) == ["a,b", "c"])
    #expect(try load("sep=|\na,b|c\n1,2|3\n").columns.map(\.name) == ["a,b", "c"])
  }

  @Test("quotes, doubled quotes, delimiters and line breaks in fields")
  func quotes() throws {
    let table = try load("a,\"b \"\"x\"\"\"\n\"1, 2\",\"line\nbreak\"\n \"q\" ,5\" disk\n")
    #expect(table.columns[1].name == "b \"x\"")
    #expect(table.columns[0].texts == ["1, 2", "q"])
    #expect(table.columns[1].texts == ["line\nbreak", "5\" disk"])
  }

  @Test("blanks around unquoted fields go, quoted ones stay")
  func blanks() throws {
    let table = try load(" a , b\n x ,\" y \"\n  1,2  \n")
    #expect(table.columns.map(\.name) == ["a", "b"])
    #expect(table.columns[0].texts == ["x", "1"])
    #expect(table.columns[1].texts == [" y ", "2"])
  }

  @Test("quoted numbers are numbers")
  func quotedNumbers() throws {
    #expect(try load("a,b\n\"1\",\" 2 \"\n3,4\n").columns.map(\.numbers) == [[1, 3], [2, 4]])
  }

  @Test("blank lines are no rows")
  func blankLines() throws {
    let table = try load("\n\na,b\n\n1,2\n   \n\r\n3,4\n\n")
    #expect(table.columns.map(\.numbers) == [[1, 3], [2, 4]])
  }

  @Test("one column, with an empty pair of quotes for missing")
  func oneColumn() throws {
    #expect(try load("x\n1\n\"\"\n3\n").columns[0].texts == ["1", nil, "3"])
  }

  @Test("one row")
  func oneRow() throws {
    let table = try load("a,b\n1,x")
    #expect(table.rowCount == 1)
    #expect(table.identifier == nil)
  }

  @Test("ten thousand columns")
  func wide() throws {
    let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<10_000).map(String.init).joined(separator: ",")
    let table = try load("\(names)\n\(row)\n\(row)\n")
    #expect(table.columns.count == 10_000)
    #expect(table.columns[9_999].numbers == [9_999, 9_999])
  }

  @Test("types come from the whole file")
  func lateTypes() throws {
    let numbers = (0..<20_000).map { "\($0),\($0)" }.joined(separator: "\n")
    let table = try load("a,b\n\(numbers)\n1,x\n")
    #expect(table.columns[0].numbers?.count == 20_001)
    #expect(table.columns[1].text(at: 19_999) == "19999")
    #expect(table.columns[1].text(at: 20_000) == "x")
  }

  @Test("zeros in front and integers beyond a double keep their digits as text")
  func codes() throws {
    let table = try load("zip,card,n\n00123,9007199254740993,0.5\n10115,4,10\n")
    #expect(table.columns[0].texts == ["00123", "10115"])
    #expect(table.columns[1].texts == ["9007199254740993", "4"])
    #expect(table.columns[2].numbers == [0.5, 10])
  }

  @Test("booleans and dates")
  func booleansAndDates() throws {
    let table = try load(
      "flag,day,at\ntrue,2024-02-29,2024-01-31T18:05:09.25\nFALSE,,2024-02-01 00:00\n,1969-12-31,NA\n")
    #expect(table.columns[0].values == .booleans([true, false, nil]))
    #expect(table.columns[1].texts == ["2024-02-29", nil, "1969-12-31"])
    #expect(table.columns[2].texts == ["2024-01-31 18:05:09.25", "2024-02-01 00:00:00", nil])
    #expect(try load("d\n2023-02-29\n").columns[0].values.typeName == "text")
  }

  @Test("usual words for missing, in numbers all of them, in text only the plain ones unquoted")
  func missingWords() throws {
    let table = try load("n,t\nNA,NA\n?,?\n-,\"NA\"\n#DIV/0!,null\n5,x\n")
    #expect(table.columns[0].texts == [nil, nil, nil, nil, "5"])
    #expect(table.columns[1].texts == [nil, "?", "NA", nil, "x"])
  }

  @Test("listed words for missing, numbers by value")
  func listedMissing() throws {
    let table = try load("n,t\n-999,gone\n-999.0,x\n7,-999\n", CSVOptions(missing: ["-999", "gone"]))
    #expect(table.columns[0].texts == [nil, nil, "7"])
    #expect(table.columns[1].texts == [nil, "x", nil])
  }

  @Test("listed tokens that stand nowhere are named, and a list in quotes is no list")
  func unseenMissing() throws {
    func notices(_ missing: [String], _ text: String = "n,t\n-999,gone\n7,x\n8,-9\n") throws -> [String] {
      try load(text, CSVOptions(missing: missing)).notices.map(\.message)
    }
    #expect(try notices(["-999", "gone", "-9"]).isEmpty)
    #expect(
      try notices(["-999", "9999", "lost"]) == ["\"9999\" and \"lost\" of missing= never occur in what was read"])
    #expect(
      try notices(["-999,9999"]) == [
        "\"-999,9999\" of missing= never occurs in what was read; a comma in quotes belongs to the text, where "
          + "missing=\"-999\",\"9999\" is a list"
      ])
    // In the last of many rows, in a column that turns out to be text, and by value.
    let many = "n,t\n" + (0..<5_000).map { "\($0),w\($0)\n" }.joined()
    #expect(try notices(["-999"], many + "-999.0,x\n").isEmpty)
    #expect(try notices(["-999"], many + "word,-999\n").allSatisfy { !$0.contains("never occurs") })
    #expect(try notices(["-999"], many).count == 1)
  }

  @Test("decimal comma and thousands separators")
  func separators() throws {
    let options = CSVOptions(decimal: ",", thousands: ".")
    #expect(
      try load("a;b\n1.234,5;7\n-2,25;1.000.000\n", options).columns.map(\.numbers) == [[1234.5, -2.25], [7, 1e6]])
    let quoted = CSVOptions(delimiter: ",", decimal: ",")
    #expect(try load("a,b\n\"1,5\",2\n3,4\n", quoted).columns.map(\.numbers) == [[1.5, 3], [2, 4]])
  }

  @Test("UTF-8 with and without byte order mark")
  func utf8() throws {
    let text = "naïve,b\nÅse,1\n"
    #expect(try load([0xEF, 0xBB, 0xBF] + Array(text.utf8)).columns == (try load(text)).columns)
    #expect(try load(text).columns[0].texts == ["Åse"])
  }

  @Test("Latin-1, with the euro sign where Windows has it")
  func latin1() throws {
    let bytes = Array("caf".utf8) + [0xE9] + Array(",b\n".utf8) + [0x80] + Array("5,1\n".utf8)
    let table = try load(bytes, CSVOptions(encoding: .latin1, repair: .none))
    #expect(table.columns[0].name == "café")
    #expect(table.columns[0].texts == ["€5"])
  }

  @Test("UTF-16 of both byte orders")
  func utf16() throws {
    let text = "a,b\nÅ😀,1\n"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    #expect(try load([0xFF, 0xFE] + little).columns[0].texts == ["Å😀"])
    #expect(try load([0xFE, 0xFF] + big).columns[0].texts == ["Å😀"])
    #expect(try load(little, CSVOptions(encoding: .utf16)).columns[0].texts == ["Å😀"])
  }

  @Test(
    "the identifier is the named column, else one whose name says so, else text with a value of its own in every row")
  func identifiers() throws {
    let text = "part,word,n\n1,x,5\n2,y,5\n"
    #expect(try load(text).identifier == 1)
    #expect(try load("part,word,customer_no\n1,x,5\n2,y,6\n").identifier == 2)
    let table = try load(text, CSVOptions(identifier: "PART"))
    #expect(table.identifierText(row: 1) == "2")
    #expect(try load("n,w\n1,x\n2,x\n").identifierText(row: 1) == "2")
  }

  @Test("a cancelled reading ends as such")
  func cancellation() throws {
    let directory = try TemporaryDirectory()
    let path = try directory.file("t.csv", Array("a,b\n1,2\n".utf8))
    #expect(throws: LoadError.cancelled) {
      try CSVReader.read(path: path, context: ComputeContext(threads: 2, isCancelled: { true }))
    }
  }

  @Test("progress rises to one")
  func progress() throws {
    let directory = try TemporaryDirectory()
    let rows = (0..<400_000).map { "\($0),\"\($0 % 7)\",some text\n" }.joined()
    let path = try directory.file("t.csv", Array(("a,b,c\n" + rows).utf8))
    let shares = Shares()
    let table = try CSVReader.read(
      path: path, context: ComputeContext(threads: 4, report: { shares.append($0) }))
    #expect(table.columns[0].numbers == (0..<400_000).map(Double.init))
    #expect(table.columns[2].texts.allSatisfy { $0 == "some text" })
    #expect(zip(shares.all, shares.all.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(try #require(shares.all.last) > 0.99)
  }
}

private final class Shares: Sendable {
  private let shares = Mutex<[Double]>([])
  func append(_ share: Double) { shares.withLock { $0.append(share) } }
  var all: [Double] { shares.withLock { $0 } }
}

extension Table {
  func renamed(source: String) -> Table {
    var table = self
    table.source = source
    return table
  }
}
