import Foundation
import Testing

@testable import Tables

@Suite("Dates")
struct ISODateTests {
  private func read(_ text: String) -> String? {
    ISODate.parse(Array(text.utf8)[...]).map { ISODate.text(microseconds: $0.microseconds, precision: $0.precision) }
  }

  @Test("day numbers follow the calendar, day after day")
  func everyDay() {
    var number = ISODate.dayNumber(year: 1599, month: 12, day: 31)
    for year in 1600...2410 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      for (month, days) in zip(1..., [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]) {
        for day in 1...days {
          number += 1
          let date = ISODate.date(ofDay: number)
          guard ISODate.dayNumber(year: year, month: month, day: day) == number, date == (year, month, day) else {
            Issue.record("\(year)-\(month)-\(day)")
            return
          }
        }
      }
    }
    #expect(ISODate.dayNumber(year: 1970, month: 1, day: 1) == 0)
  }

  @Test(
    "days and times, zones brought to UTC",
    arguments: [
      ("2024-02-29", "2024-02-29"), ("0001-01-01", "0001-01-01"), ("9999-12-31T23:59", "9999-12-31 23:59:00"),
      ("2024-01-31 18:05:09.250", "2024-01-31 18:05:09.25"), ("2024-01-31T18:05:09Z", "2024-01-31 18:05:09Z"),
      ("2024-01-01T00:30:00+02:00", "2023-12-31 22:30:00Z"),
      ("1969-12-31T23:59:59.999999", "1969-12-31 23:59:59.999999"),
      ("2024-01-01T00:30-0330", "2024-01-01 04:00:00Z"),
    ])
  func spellings(text: String, shown: String) {
    #expect(read(text) == shown)
  }

  @Test(
    "what is no date",
    arguments: [
      "", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-32", "24-01-01", "2024-1-1", "2024/01/01", "2024-01-01T",
      "2024-01-01T24:00", "2024-01-01 12", "2024-01-01 12:60", "2024-01-01 12:00:00.", "2024-01-01 12:00:00.1234567",
      "2024-01-01 12:00+25:00", "2024-01-01x", "2024-01-01 12:00Zx",
    ])
  func refused(text: String) {
    #expect(read(text) == nil)
  }
}
