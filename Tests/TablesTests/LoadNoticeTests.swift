import Tables
import Testing

@Suite("What the reader decided is said")
struct LoadNoticeTests {
  private func rows(_ values: [String]) -> String { "id,v\n" + values.map { "k,\"\($0)\"\n" }.joined() }

  @Test("duplicate and empty names")
  func names() throws {
    let table = try load("a,a,,a_2\n1,2,3,4\n")
    #expect(table.columns.map(\.name) == ["a", "a_2", "column_3", "a_2_2"])
    #expect(
      table.notices == [
        .duplicateName("a", number: 2, name: "a_2"), .unnamedColumn(number: 3, name: "column_3"),
        .duplicateName("a_2", number: 4, name: "a_2_2"),
      ])
  }

  @Test("a header that reads like a row")
  func noHeader() throws {
    #expect(try load("1,2\n3,4\n").notices == [.headerLooksLikeData(line: 1, token: "1")])
    #expect(try load("Anna,2.5,3\nBob,4,5\n").notices == [.headerLooksLikeData(line: 1, token: "2.5")])
    #expect(try load("region,2019,2020\nx,4,5\n").notices == [])
  }

  @Test("columns without any value are numbers, all missing")
  func allMissing() throws {
    let table = try load("a,b\n1,\n2,NA\n")
    #expect(table.notices == [.allMissing(column: "b")])
    #expect(table.columns[1].numbers?.allSatisfy(\.isNaN) == true)
  }

  @Test("infinities")
  func infinities() throws {
    let table = try load("a\n1\ninf\n-Infinity\n1e999\n")
    #expect(table.columns[0].numbers == [1, .infinity, -.infinity, .infinity])
    #expect(table.notices == [.infinities(column: "a", count: 3, line: 3)])
  }

  @Test("decimal commas name decimal=,")
  func decimalComma() throws {
    let table = try load("a;b\nx;1,5\ny;2\nz;-0,25\n", CSVOptions(repair: .none))
    #expect(table.notices == [.numberFormat(column: "b", line: 2, token: "1,5", options: "decimal=,")])
  }

  @Test("decimal commas in one column name decimal=,")
  func decimalCommaAlone() throws {
    #expect(
      try load("x\n1,5\n2,5\n", CSVOptions(repair: .none)).notices == [
        .numberFormat(column: "x", line: 2, token: "1,5", options: "decimal=,")
      ])
  }

  @Test(
    "other notations name their options",
    arguments: [
      (["1,234.50", "7", "1,000,000"], "thousands=,"), (["1.234,50", "7"], "decimal=, thousands=."),
      (["1 234,50", "7"], "decimal=, thousands=\" \""), (["1 234.5", "12"], "thousands=\" \""),
      (["1'234.5", "12"], "thousands=\"'\""), (["1,234", "2,500"], "thousands=, or decimal=,"),
    ])
  func notations(values: [String], options: String) throws {
    #expect(
      try load(rows(values), CSVOptions(repair: .none)).notices == [
        .numberFormat(column: "v", line: 2, token: values[0], options: options)
      ])
  }

  @Test("the hint holds when it is followed")
  func followed() throws {
    let table = try load(rows(["1.234,50", "7"]), CSVOptions(decimal: ",", thousands: "."))
    #expect(table.columns[1].numbers == [1234.5, 7])
    #expect(table.notices == [])
  }

  @Test("a few words among numbers, with the first one's line")
  func nearlyNumbers() throws {
    let values = (0..<30).map(String.init) + ["unknown", "5", "unknown"]
    #expect(
      try load(rows(values)).notices
        == [.nearlyNumbers(column: "v", others: 2, count: 33, line: 32, token: "unknown")])
    let table = try load(rows(values), CSVOptions(missing: ["unknown"]))
    #expect(table.columns[1].missingCount == 2)
    #expect(table.notices == [])
  }

  @Test("digits that a number would lose")
  func lostDigits() throws {
    #expect(try load(rows(["7", "007"])).notices == [.leadingZeros(column: "v", line: 3, token: "007")])
    let long = "12345678901234567890"
    #expect(try load(rows(["7", long])).notices == [.longIntegers(column: "v", line: 3, token: long)])
  }

  @Test("words read as missing where they could be values")
  func readAsMissing() throws {
    let table = try load("a,b\n1,x\n?,NA\n2,y\n?,z\n")
    #expect(
      table.notices == [
        .readAsMissing(column: "a", token: "?", count: 2, line: 3),
        .readAsMissing(column: "b", token: "NA", count: 1, line: 3),
      ])
  }

  @Test("an identifier that comes twice")
  func identifier() throws {
    #expect(
      try load("a,b\n1,x\n1,y\n", CSVOptions(identifier: "a")).notices == [.identifierNotUnique(column: "a")])
  }

  @Test("plain text needs no notice")
  func text() throws {
    #expect(try load("a,b\nx,12 May\ny,red\n").notices == [])
  }
}
