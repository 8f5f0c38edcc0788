import Foundation
import Testing

@testable import Tables

@Suite("Local dates become dates")
struct DateRepairTests {
  private func read(_ dates: [String], _ options: CSVOptions = CSVOptions()) throws -> Table {
    try load("d,n\n" + dates.map { "\"\($0)\",1\n" }.joined(), options)
  }

  @Test(
    "the order is found from the whole column",
    arguments: [
      (["01/02/2023", "31/12/2023"], DateOrder.dmy, ["2023-02-01", "2023-12-31"], 3),
      (["01/02/2023", "12/31/2023"], .mdy, ["2023-01-02", "2023-12-31"], 3),
      (["1.2.2023", "28.11.2023"], .dmy, ["2023-02-01", "2023-11-28"], 3),
      (["2023/02/01", "2023/12/31"], .ymd, ["2023-02-01", "2023-12-31"], 2),
      (["31-12-2023", "01-02-2023"], .dmy, ["2023-12-31", "2023-02-01"], 2),
    ])
  func order(dates: [String], order: DateOrder, read: [String], line: Int) throws {
    let table = try self.read(dates)
    #expect(table.columns[0].texts == read)
    #expect(
      table.notices.contains(
        .readAsDate(
          column: "d", line: line, token: dates[line - 2], value: read[line - 2], order: order, hasShortYears: false)))
    #expect(try self.read(dates, CSVOptions(dates: .text)).columns[0].texts == dates)
    #expect(try self.read(dates, CSVOptions(repair: .none)).columns[0].texts == dates)
  }

  @Test(
    "a month's name tells the order",
    arguments: [
      (["31-DEC-23", "01-Feb-70"], ["2023-12-31", "1970-02-01"]),
      (["12 Mar 2023", "1 sept. 2023"], ["2023-03-12", "2023-09-01"]),
      (["Dec 31, 2023", "May 1, 2023"], ["2023-12-31", "2023-05-01"]),
      (["31. Dezember 2023", "3. März 2023"], ["2023-12-31", "2023-03-03"]),
      (["31 décembre 2023", "1 août 2023"], ["2023-12-31", "2023-08-01"]),
      (["31 de diciembre de 2023", "2 de enero de 2024"], ["2023-12-31", "2024-01-02"]),
      (["2023-Dec-31", "2023-Jan-01"], ["2023-12-31", "2023-01-01"]),
      (["31 Dec 2023 18:05", "1 Jan 2024 9:00:01"], ["2023-12-31 18:05:00", "2024-01-01 09:00:01"]),
    ])
  func monthNames(dates: [String], days: [String]) throws {
    #expect(try read(dates).columns[0].texts == days)
    #expect(try read(dates, CSVOptions(dates: .mdy)).columns[0].texts == days, "whatever is asked")
    #expect(try read(dates, CSVOptions(dates: .text)).columns[0].texts == dates)
  }

  @Test("dates that the order asked for does not fit stay text, and it is said which does")
  func misfit() throws {
    let table = try read(["01/02/2023", "31/12/2023"], CSVOptions(dates: .mdy))
    #expect(table.columns[0].texts == ["01/02/2023", "31/12/2023"])
    #expect(table.notices == [.unfitDates(column: "d", line: 3, token: "31/12/2023", asked: .mdy, fitting: .dmy)])
    #expect(
      table.notices[0].message
        == "d was left as text: 31/12/2023 on line 3 is no day with the month first; dates=dmy reads "
        + "the column, and dates=auto finds the order of each column")
  }

  @Test("times of day, with halves and without")
  func times() throws {
    #expect(
      try read(["31/12/2023 18:05", "1/2/2023 9:05:07"]).columns[0].texts == [
        "2023-12-31 18:05:00", "2023-02-01 09:05:07",
      ])
    #expect(
      try read(["12/31/2023 6:05 PM", "1/2/2023 12:00 AM"]).columns[0].texts
        == ["2023-12-31 18:05:00", "2023-01-02 00:00:00"])
  }

  @Test("where nothing decides, the day is first, and the other order is named")
  func ambiguous() throws {
    let table = try read(["01/02/2023", "03/04/2023"])
    #expect(table.columns[0].texts == ["2023-02-01", "2023-04-03"])
    #expect(
      table.notices == [
        .ambiguousDate(
          column: "d", line: 2, token: "01/02/2023", value: "2023-02-01", order: .dmy, other: "2023-01-02",
          otherOrder: .mdy)
      ])
    let overruled = try read(["01/02/2023", "03/04/2023"], CSVOptions(dates: .mdy))
    #expect(overruled.columns[0].texts == ["2023-01-02", "2023-03-04"])
    #expect(try read(["01/01/2023", "02/01/2023", "03/01/2023"]).columns[0].texts.last == "2023-03-01")
  }

  @Test("another date column of the file decides where one leaves it open")
  func acrossColumns() throws {
    let table = try load("a,b\n01/02/2023,12/31/2023\n03/04/2023,01/01/2023\n")
    #expect(table.columns[0].texts == ["2023-01-02", "2023-03-04"])
  }

  @Test("years of two digits only where the order is certain")
  func shortYears() throws {
    let table = try read(["31/12/23", "01/02/70"], CSVOptions(dates: .dmy))
    #expect(table.columns[0].texts == ["2023-12-31", "1970-02-01"])
    let certain = try read(["12/31/99", "01/02/70"])
    #expect(certain.columns[0].texts == ["1999-12-31", "1970-01-02"])
    #expect(
      certain.notices == [
        .readAsDate(column: "d", line: 2, token: "12/31/99", value: "1999-12-31", order: .mdy, hasShortYears: true)
      ])
    let open = try read(["01/02/03", "04/05/06"])
    #expect(open.columns[0].texts == ["01/02/03", "04/05/06"])
    #expect(open.notices == [.undecidedDate(column: "d", line: 2, token: "01/02/03")])
  }

  @Test(
    "what is no date stays text",
    arguments: [
      ["31/12/2023", "12/31/2023"], ["30/02/2023", "01/01/2023"], ["31/12/2023", "soon"], ["31.12.2023", "01/02/2023"],
      ["1/2", "3/4"], ["31/12/2023x", "01/01/2023"], ["31/12/2023 25:00", "01/01/2023"], ["1/2/20233", "1/2/2023"],
      ["31/12/2023 13:00 PM", "01/01/2023"], ["0/1/2023", "1/1/2023"], ["31 Jui 2023", "1 Jan 2023"],
      ["31 Feb 2023", "1 Jan 2023"], ["1 Jan 123", "1 Jan 2023"], ["Jan 2023", "Feb 2023"],
      ["3 Maria 20", "4 Maria 20"],
    ])
  func noDates(values: [String]) throws {
    #expect(try read(values).columns[0].texts == values)
  }

  @Test("missing values among dates stay missing")
  func missing() throws {
    #expect(try read(["31/12/2023", "", "NA", "-"]).columns[0].texts == ["2023-12-31", nil, nil, nil])
  }

  @Test("days written in any order come back", arguments: 0..<60)
  func random(seed: UInt64) throws {
    var random = SeededGenerator(seed: 9000 + seed)
    let order = DateOrder.allCases.randomElement(using: &random) ?? .dmy
    let separator = ["/", ".", "-"].randomElement(using: &random) ?? "/"
    let days = (0..<Int.random(in: 1...30, using: &random)).map { _ in Int.random(in: -30_000...60_000, using: &random)
    }
    let texts = days.map { day in
      let (y, m, d) = ISODate.date(ofDay: day)
      let parts = order == .dmy ? [d, m, y] : order == .mdy ? [m, d, y] : [y, m, d]
      return parts.map(String.init).joined(separator: separator)
    }
    let reading = DateReading(rawValue: order.rawValue) ?? .auto
    let column = try read(texts, CSVOptions(dates: reading)).columns[0]
    #expect(
      column.texts == days.map { ISODate.text(microseconds: Int64($0) * ISODate.microsecondsPerDay, precision: .day) })
  }

  @Test("random text is a date or none, never a trap", arguments: 0..<50)
  func bytes(seed: UInt64) {
    var random = SeededGenerator(seed: 9500 + seed)
    let alphabet = Array("0123456789/.-: TapmAPM,janecd".utf8) + [0xFF]
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...20, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 }
      guard let date = LocalDate(bytes[...]) else { continue }
      for order in date.orders { #expect(date.microseconds(order) != nil) }
    }
  }
}
