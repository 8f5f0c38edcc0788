import Foundation
import Testing

@testable import CommandLanguage
@testable import CommandSession
@testable import Commands

@Suite("A date column has an axis of time")
struct DateAxisTests {
  private let cohort = CohortInterpreter.test()

  /// A row every third day of 2022 and 2023, in two regions, the second one later; amounts rise with time. Some dates are missing.
  init() throws {
    var lines = ["ID,DAY,AMOUNT,REGION"]
    for row in 0..<240 {
      let (month, day) = (row / 10 % 12 + 1, row % 10 * 2 + 1)
      let year = row < 120 ? 2022 : 2023
      let date = row % 40 == 7 ? "" : String(format: "%04d-%02d-%02d", year, month, day)
      lines.append("C\(row),\(date),\(100 + row).5,\(row % 3 == 0 || row < 100 ? "north" : "south")")
    }
    let file = try CustomerFile(lines.joined(separator: "\n"))
    cohort.shown("%config formats=html\n%load \(file.path)")
  }

  @Test("%hist counts dates by month, labelled with dates")
  func histogram() {
    let text = cohort.shown("%hist DAY")
    #expect(text.contains("24 bins from 2022-01-01 to 2023-12-31"))
    #expect(text.contains("From 2022-01-01 to 2023-12-19; the bars are months."))
    let html = cohort.html("%hist DAY")
    #expect(html.contains("2022-03-01 to 2022-03-31: 10 rows, 4.3%"))
    #expect(html.contains(">2023-01<"), "ticks are dates")
    #expect(html.contains("6 missing"))
  }

  @Test("bins= is how many bars there are at most")
  func bins() {
    #expect(cohort.shown("%hist DAY bins=10").contains("8 bins from 2022-01-01 to 2023-12-31"))
    #expect(cohort.shown("%hist DAY bins=3").contains("2 bins from 2022-01-01 to 2023-12-31"))
  }

  @Test("by= gives a panel each on one axis, and says who is earliest")
  func groups() {
    let text = cohort.shown("%hist DAY by=REGION")
    #expect(text.contains("north") && text.contains("median 2022-"))
    #expect(text.contains("the earliest such day"))
  }

  @Test("%scatter draws over time and says what rises with it, and nothing of zeros or bounds")
  func scatter() {
    let html = cohort.html("%scatter DAY AMOUNT")
    #expect(html.contains(">2022-") || html.contains(">2023-"), "ticks are dates")
    let text = cohort.shown("%scatter DAY AMOUNT")
    #expect(text.contains("DAY and AMOUNT rise together closely: rank correlation 1.00"))
    #expect(!text.contains("never exceeds"))
    #expect(text.contains("6 rows (2.5%) lack one of the two values"))
    #expect(cohort.error("%scatter DAY REGION")[0].contains("REGION holds text; this needs numbers or dates"))
    #expect(cohort.error("%hist DAY log=yes")[0].contains("DAY holds dates, and time has no logarithm"))
    #expect(cohort.error("%scatter DAY AMOUNT log=DAY")[0].contains("DAY holds dates, and time has no logarithm"))
  }

  @Test("%describe shows first and last day; %box says what draws a date instead")
  func others() {
    #expect(cohort.shown("%describe DAY").contains("2022-01-01 to 2023-12-19"))
    let lines = cohort.error("%box DAY")
    #expect(lines[0].contains("DAY holds date; boxes are of numbers"))
    #expect(lines.joined().contains("%hist DAY draws it over time"))
  }

  @Test("one day, and no date at all, are drawn or said")
  func few() throws {
    let one = try CustomerFile("ID,DAY\nA,2024-02-29\nB,2024-02-29\n")
    #expect(cohort.shown("%load \(one.path) id=ID\n%hist DAY").contains("1 bin from 2024-02-29 to 2024-02-29"))
  }
}
