import Testing

@testable import Graphics

@Suite("Axes of time")
struct CalendarTests {
  /// 2024-01-01.
  private let newYear = 19_723

  @Test(
    "days are those of the Gregorian calendar",
    arguments: [
      (0, "1970-01-01"), (-1, "1969-12-31"), (19_723, "2024-01-01"), (19_782, "2024-02-29"), (-25_509, "1900-02-28"),
      (-25_508, "1900-03-01"), (11_016, "2000-02-29"), (-719_468, "0000-03-01"),
    ])
  func days(number: Int, text: String) {
    #expect(CalendarDay(number).text == text && CalendarText.day(Double(number) + 0.9) == text)
  }

  @Test("every unit begins where the one before it ends, and holds the day asked for", arguments: CalendarUnit.allCases)
  func units(unit: CalendarUnit) {
    for day in stride(from: -800_000, through: 800_000, by: 997) {
      let start = unit.start(of: day)
      let end = unit.next(after: start)
      #expect(start <= day && day < end)
      #expect(unit.start(of: end) == end && unit.start(of: end - 1) == start)
    }
  }

  @Test("weeks begin on Monday, quarters in January, April, July, October")
  func starts() {
    #expect(CalendarDay(CalendarUnit.week.start(of: newYear + 2)).text == "2024-01-01")
    #expect(CalendarDay(CalendarUnit.quarter.start(of: newYear + 100)).text == "2024-04-01")
    #expect(CalendarDay(CalendarUnit.decade.start(of: newYear)).text == "2020-01-01")
  }

  @Test(
    "bars are as many as fit",
    arguments: [
      (0, "day"), (29, "day"), (60, "week"), (400, "month"), (1_500, "quarter"), (9_000, "year"), (60_000, "decade"),
      (700_000, "century"),
    ])
  func bars(days: Int, unit: String) {
    let found = CalendarUnit.edges(from: newYear, to: newYear + days, most: 30)
    #expect(found.unit.rawValue == unit)
    #expect(found.edges[0] <= newYear && found.edges[found.edges.count - 1] > newYear + days)
    #expect(zip(found.edges, found.edges.dropFirst()).allSatisfy { $0 < $1 })
    #expect(found.edges.count <= 32)
  }

  @Test(
    "ticks stand at dates inside the axis, each with a label of its own",
    arguments: [1, 5, 40, 119, 200, 800, 2_999, 4_000, 40_000, 400_000])
  func ticks(days: Int) {
    let domain = Double(newYear) + 0.4...Double(newYear + days) + 0.7
    let ticks = CalendarTicks(domain: domain)
    for target in 2...12 {
      let found = ticks.ticks(target)
      #expect(found.allSatisfy(domain.contains) && found.count <= target + 2)
      #expect(Set(found.map(ticks.label)).count == found.count)
    }
    #expect(!ticks.ticks(6).isEmpty)
  }

  @Test("a scale of time of one day has room on both sides")
  func oneDay() {
    let scale = ContinuousScale(19_723...19_723, from: 0, to: 100, transform: .time)
    #expect(scale(19_723) == 50 && scale.domain == 19_722...19_724)
    #expect(scale.label(19_723, NumberText.compact) == "2024-01-01")
  }
}
