import Foundation
import Testing

@testable import Tables

@Suite("Decorated numbers become numbers")
struct NumberRepairTests {
  private func column(_ values: [String]) -> String { "id,v\n" + values.map { "k,\"\($0)\"\n" }.joined() }

  private func read(_ values: [String], _ options: CSVOptions = CSVOptions()) throws -> Table {
    try load(column(values), options)
  }

  @Test(
    "signs of money, percent, k and M, brackets, minus behind, separators",
    arguments: [
      (["$1,234.50", "$7"], [1234.5, 7], "$ left out, commas between thousands"),
      (["1.200,50 €", "-3,10 €"], [1200.5, -3.1], "€ left out, points between thousands, a decimal comma"),
      (["12 %", "7.5%", "0"], [12, 7.5, 0], "12 % is 12"),
      (["12.5k", "3M", "800"], [12500, 3e6, 800], "k is thousand, M is million"),
      (["(43,165.30)", "10"], [-43165.3, 10], "brackets are negative, commas between thousands"),
      (["100-", "5"], [-100, 5], "a minus behind is negative"),
      (["-£5", "£ -6", "£+7.25"], [-5, -6, 7.25], "£ left out"),
      (["1 234,5", "12,25"], [1234.5, 12.25], "blanks between thousands, a decimal comma"),
      (["1'234.5", "12"], [1234.5, 12], "apostrophes between thousands"),
      (["1.1k", "2.3k"], [1100, 2300], "k is thousand"),
    ])
  func decorations(values: [String], numbers: [Double], how: String) throws {
    let table = try read(values)
    #expect(table.columns[1].numbers == numbers)
    #expect(
      table.notices == [
        .readAsNumber(
          column: "v", line: 2, token: values[0], value: table.columns[1].text(at: 0) ?? "", how: how)
      ])
    #expect(try read(values, CSVOptions(repair: .none)).columns[1].texts == values)
  }

  @Test(
    "a column in which one value is no number, or of another kind, stays text",
    arguments: [
      ["$5", "five"], ["$5", "€5"], ["12 %", "0.5"], ["(5", "6"], ["--5", "6"], ["1,23,4", "$5"], ["$0123", "$5"],
      ["5kk", "6"],
      ["$", "5"], ["%", "5"], ["()", "5"], ["1,5 2", "3"], ["$9007199254740993", "$4"], ["k", "M"], ["$inf", "$5"],
      ["12-34", "5"], ["(-5)", "6"],
    ])
  func text(values: [String]) throws {
    #expect(try read(values).columns[1].texts == values)
  }

  @Test("missing values among them stay missing")
  func missing() throws {
    #expect(try read(["$5", "NA", "-", "", "$1,000"]).columns[1].texts == ["5", nil, nil, nil, "1000"])
    #expect(try read(["$5", "$-999"], CSVOptions(missing: ["-999"])).columns[1].texts == ["5", nil])
  }

  @Test("1,234 in every row is read by the decimal that holds, and the other reading is named")
  func ambiguousCommas() throws {
    let table = try read(["1,234", "2,500"])
    #expect(table.columns[1].numbers == [1234, 2500])
    #expect(
      table.notices == [
        .ambiguousNumber(column: "v", line: 2, token: "1,234", value: "1234", other: "1.234", option: "decimal=,")
      ])
    #expect(try read(["1,234", "2,500"], CSVOptions(decimal: ",")).columns[1].numbers == [1.234, 2.5])
    let said = try read(["1,234", "2,500"], CSVOptions(decimal: "."))
    #expect(said.columns[1].numbers == [1234, 2500])
    #expect(said.notices.count == 1)
  }

  @Test("6.970 in every row of a file of semicolons stays 6.97, and decimal=, reads thousands")
  func ambiguousPoints() throws {
    let text = "a;b\n6.970;x\n5.250;y\n"
    let table = try load(text)
    #expect(table.columns[0].numbers == [6.97, 5.25])
    #expect(
      table.notices == [
        .ambiguousNumber(column: "a", line: 2, token: "6.970", value: "6.97", other: "6970", option: "decimal=,")
      ])
    #expect(try load(text, CSVOptions(decimal: ",")).columns[0].numbers == [6970, 5250])
    #expect(try load(text, CSVOptions(decimal: ".")).notices == [])
    #expect(try load("a;b\n6.970;x\n5.25;y\n").notices == [])
    #expect(try load("a,b\n6.970,x\n5.250,y\n").notices == [])
  }

  @Test("one column proves the decimal comma of a file, and columns of points are thousands then")
  func decimalComma() throws {
    let table = try load("a;b;c\n6.970;1,5;x\n5.250;2;y\n")
    #expect(table.columns[0].numbers == [6970, 5250])
    #expect(table.columns[1].numbers == [1.5, 2])
    #expect(table.notices.first == .decimalComma(column: "b", line: 2, token: "1,5"))
    #expect(try load("a;b\nx;1,5\n", CSVOptions(decimal: ".")).columns[1].texts == ["1,5"])
    #expect(try load("a\tb\n1,5\t2,25\n0,5\t3\n").columns.map(\.numbers) == [[1.5, 0.5], [2.25, 3]])
  }

  @Test("a file with both decimals keeps the point, and a column of commas is said")
  func bothDecimals() throws {
    let table = try load("a;b\n1.5;1,5\n2.25;2,75\n")
    #expect(table.columns.map(\.numbers) == [[1.5, 2.25], [1.5, 2.75]])
    #expect(
      table.notices == [.readAsNumber(column: "b", line: 2, token: "1,5", value: "1.5", how: "a decimal comma")])
  }

  @Test("text that a formula protects is that text")
  func formulas() throws {
    let table = try load("id,n\n=\"0084400\",1\n=\"0084401\",2\nplain,3\n")
    #expect(table.columns[0].texts == ["0084400", "0084401", "plain"])
    #expect(table.notices == [.readFormulaAsText(column: "id", line: 2, token: "=\"0084400\"", value: "0084400")])
    #expect(try load("id,n\n=\"00\",1\n", CSVOptions(repair: .none)).columns[0].texts == ["=\"00\""])
  }

  @Test("random decorations are taken off again", arguments: 0..<100)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: 7000 + seed)
    let isGerman = Bool.random(using: &random)
    let currency = ["", "$", "€", "£", "¥"].randomElement(using: &random) ?? ""
    let (isPercent, isBehind) = (currency.isEmpty && Bool.random(using: &random), Bool.random(using: &random))
    var (values, texts): ([Double], [String]) = ([], [])
    for _ in 0..<Int.random(in: 2...40, using: &random) {
      let cents = Int.random(in: -99_999_999...99_999_999, using: &random)
      values.append(Double(cents) / 100)
      let whole = String(abs(cents) / 100)
      var grouped = ""
      for (place, digit) in whole.enumerated() {
        if place > 0, (whole.count - place) % 3 == 0 { grouped += isGerman ? "." : "," }
        grouped.append(digit)
      }
      let number = grouped + (isGerman ? "," : ".") + String(format: "%02d", abs(cents) % 100)
      var text = isBehind ? number + " " + currency : currency + number
      if isPercent { text = number + "%" }
      if cents < 0 {
        text =
          [("-" + text), "(" + text + ")", isPercent ? "-" + text : text + "-"].randomElement(using: &random) ?? text
      }
      texts.append(text)
    }
    let table = try read(texts + ["\(currency)\(isGerman ? "1,5" : "1.5")\(isPercent ? "%" : "")"])
    #expect(table.columns[1].numbers?.dropLast() == values[...], "\(texts)")
  }

  @Test("random bytes are numbers or none, never a trap", arguments: 0..<50)
  func bytes(seed: UInt64) {
    var random = SeededGenerator(seed: 8000 + seed)
    let alphabet = Array("0123456789.,'()-+%kKM$ €£¥\u{A0}\u{2212}e".utf8) + [0xE2, 0x88, 0xC2]
    for _ in 0..<200 {
      let bytes = (0..<Int.random(in: 0...14, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      guard let number = DecoratedNumber(bytes[...]) else { continue }
      for format in [NumberFormat(), NumberFormat(decimal: ",", thousands: "."), NumberFormat(thousands: "'")] {
        if let value = number.value(in: format)?.value { #expect(!value.isNaN) }
      }
    }
  }
}
