import Wording

/// A stretch of the proleptic Gregorian calendar, by which time is counted.
///
/// Times are days since 1970-01-01, with fractions of a day.
public enum CalendarUnit: String, CaseIterable, Sendable {
  case day, week, month, quarter, year, decade, century

  /// The first day of the stretch that holds a day; weeks begin on Monday (ISO 8601).
  public func start(of day: Int) -> Int {
    switch self {
    case .day: return day
    case .week: return CalendarDay.floor(day - CalendarDay.firstMonday, 7) + CalendarDay.firstMonday
    default: return CalendarDay.number(ofMonth: CalendarDay.floor(CalendarDay(day).monthNumber, months))
    }
  }

  /// The first day of the stretch after the one that begins on a day.
  public func next(after start: Int) -> Int {
    switch self {
    case .day: return start + 1
    case .week: return start + 7
    default: return CalendarDay.number(ofMonth: CalendarDay(start).monthNumber + months)
    }
  }

  private var months: Int {
    switch self {
    case .day, .week: 0
    case .month: 1
    case .quarter: 3
    case .year: 12
    case .decade: 120
    case .century: 1_200
    }
  }

  /// About how many days it has.
  private var length: Double {
    switch self {
    case .day: 1
    case .week: 7
    default: Double(months) * 30.436875
    }
  }

  /// The smallest unit of which no more than `most` lie between two days, and where each of them begins, with the end of the last.
  public static func edges(from first: Int, to last: Int, most: Int) -> (unit: CalendarUnit, edges: [Int]) {
    let span = Double(last - first)
    // Two more may be begun than go into the span.
    for unit in allCases where span / unit.length < Double(max(2, most)) {
      var edges = [unit.start(of: first)]
      while let end = edges.last, end <= last, edges.count <= most + 1 { edges.append(unit.next(after: end)) }
      if edges.count <= most + 1, let end = edges.last, end > last { return (unit, edges) }
    }
    var edges = [CalendarUnit.century.start(of: first)]
    while let end = edges.last, end <= last { edges.append(CalendarUnit.century.next(after: end)) }
    return (.century, edges)
  }
}

/// A day of the proleptic Gregorian calendar.
struct CalendarDay: Equatable {
  let year, month, day: Int

  /// 1970-01-05.
  static let firstMonday = 4

  /// - Parameter number: days since 1970-01-01.
  init(_ number: Int) { (year, month, day) = CivilCalendar.date(ofDay: number) }

  /// Months since the beginning of year 0.
  var monthNumber: Int { year * 12 + month - 1 }

  /// The first day of a month, counted from the beginning of year 0, in days since 1970-01-01.
  static func number(ofMonth months: Int) -> Int {
    let year = floor(months, 12) / 12
    return CivilCalendar.dayNumber(year: year, month: months - year * 12 + 1, day: 1)
  }

  /// The largest multiple of `step` that is not above `value`.
  static func floor(_ value: Int, _ step: Int) -> Int {
    let rest = value % step
    return value - (rest < 0 ? rest + step : rest)
  }

  /// `2024-01-31`
  var text: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }
  /// `2024-01`
  var monthText: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))" }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number.magnitude)
    return (number < 0 ? "−" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

/// How times are written.
public enum CalendarText {
  /// The day of a time in days since 1970-01-01: `2024-01-31`; "–" for one that is not finite.
  public static func day(_ time: Double) -> String {
    guard time.isFinite, abs(time) < 1e9 else { return "–" }
    return CalendarDay(Int(time.rounded(.down))).text
  }
}
